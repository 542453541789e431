"""Writes many visits at once, by the driver's own way: a model for each would take longer than all else in a click."""

from collections.abc import Sequence

from django.db import connection

from heard.campaigns.models import Visit
from heard.campaigns.visiting import VisitRow

ROWS_AT_ONCE = 500


def insert(visits: Sequence[VisitRow]) -> None:
    """Insert the visits in the transaction at hand: on PostgreSQL by COPY, else many rows with each statement.

    One statement a row would give up the interpreter's lock at each of them, and wait for it while others are answered.
    """
    quoted = connection.ops.quote_name
    table, names = quoted(Visit._meta.db_table), ", ".join(quoted(name) for name in VisitRow._fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for visit in visits:
                    copy.write_row(visit)
            return
        row = f"({', '.join(['%s'] * len(VisitRow._fields))})"
        adapted = connection.ops.adapt_datetimefield_value
        for start in range(0, len(visits), ROWS_AT_ONCE):
            part = visits[start : start + ROWS_AT_ONCE]
            cursor.execute(
                f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * len(part))}",  # noqa: S608  # nosec B608  # names of our own columns alone
                [value for visit in part for value in (adapted(visit.at), *visit[1:])],
            )
