"""Cleaning the storage under erased records: what a database keeps of a deleted row until it is told otherwise.

SQLite overwrites what is deleted (`secure_delete`), but its log and its index of words still hold it; PostgreSQL keeps
dead rows in their files until a table is written anew, which holds the table up: that is done at night.
"""

import time
from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import timezone

from heard.config import erasure_list
from heard.design import clock
from heard.feedback import search
from heard.feedback.actions.erasing import finish_erasures
from heard.feedback.models import Erasure

MOMENT = 50
"""Milliseconds."""

LOOKS, BETWEEN_LOOKS = 60, 0.25


def purge_some(*, holder: str, limit: int) -> int:
    """Clean the storage where something was erased since, on PostgreSQL at night; return how many erasures finished."""
    now = clock.now()
    is_night = timezone.localtime(now).hour == settings.HEARD_NIGHT_HOUR
    if connection.vendor == "postgresql" and not is_night:
        return 0
    return purge(now=now) if Erasure.objects.emptied().exists() else 0


def purge(*, now: datetime) -> int:
    """Clean the storage now, and call finished every erasure whose records were gone before; return how many.

    Returns none where SQLite's log is being read, or where PostgreSQL still keeps old rows for a longer transaction,
    be it another database's of the same server: it is tried again.
    """
    if connection.vendor == "postgresql":
        if not _is_older_work_over():
            return 0
        _rewrite_tables()
    else:
        search.forget(connection)
        if not _is_log_empty():
            return 0
    finished = finish_erasures(emptied_before=now, now=clock.now())
    if finished:
        erasure_list.write()
    return finished


def empty_log() -> int:
    """Cut SQLite's log, in which forms stand that were erased unsent; a dated job. Return 1 where it was done."""
    return int(connection.vendor == "sqlite" and _is_log_empty())


def tables() -> Iterator[str]:
    """Return every table from which something of a submission is erased: those of the apps that erase."""
    for label in dict.fromkeys(eraser.function.split(".")[1] for eraser in settings.ERASERS):
        for model in apps.get_app_config(label).get_models():
            yield model._meta.db_table


def _is_older_work_over() -> bool:
    """Wait for the transactions that run now, some seconds at most; return whether they have ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        (mark,) = cursor.fetchone() or ("0",)
        for _ in range(LOOKS):
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint > %s::bigint", [mark])
            if (cursor.fetchone() or (False,))[0]:
                return True
            time.sleep(BETWEEN_LOOKS)
    return False


def _rewrite_tables() -> None:
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(table)}")
        # What the planner sampled of old rows stands in a table of the database's own.
        cursor.execute("VACUUM FULL pg_catalog.pg_statistic")


def _is_log_empty() -> bool:
    """Write SQLite's log back into the database and cut it to nothing; return whether no reader was in the way.

    It waits for readers only a moment: meanwhile nobody can write.
    """
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {MOMENT}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_ = cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
    return not busy
