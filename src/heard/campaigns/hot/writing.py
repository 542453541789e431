"""Writes many visits at once, by the driver's own way: a model for each would take longer than all else in a click."""

from collections.abc import Sequence

from django.db import connection

from heard.campaigns.models import Visit
from heard.campaigns.visiting import VisitRow


def insert(visits: Sequence[VisitRow]) -> None:
    """Insert the visits in the transaction at hand: on PostgreSQL by COPY, else as one prepared statement."""
    if not visits:
        return
    quoted = connection.ops.quote_name
    table, names = quoted(Visit._meta.db_table), ", ".join(quoted(name) for name in VisitRow._fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for visit in visits:
                    copy.write_row(visit)
            return
        places = ", ".join(["%s"] * len(VisitRow._fields))
        adapted = connection.ops.adapt_datetimefield_value
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608  # nosec B608  # names of our own columns alone
            [(adapted(visit.at), *visit[1:]) for visit in visits],
        )
