"""Analysis of many records: Parquet partitions beside the database, read through Ibis by the engine that is set.

`rows` says once what stands in each table; `writing` copies it day by day, and the database engine reads it where it
is. `expressions` are the same whichever engine answers.
"""
