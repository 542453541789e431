"""Up to which id no record can appear any more, and how late what is stamped with a moment may come."""

from contextlib import suppress
from datetime import timedelta

from django.db import OperationalError, connection, models, transaction
from django.db.models import Max

LATE = timedelta(seconds=60)
"""A withdrawal or a decision stamped with a moment may be committed a little later; such days are looked at again."""


def settled_id(model: type[models.Model]) -> int | None:
    """Return an id below which no row can appear any more; None where writers are too busy to tell.

    SQLite hands out ids inside its one writing transaction, so the newest will do. PostgreSQL hands them out before
    the commit: there the newest is read under a lock that is got only while no writer is at work, and given up at
    once, so that it holds nobody up.
    """
    if connection.vendor != "postgresql":
        return _newest(model)
    with suppress(OperationalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'LOCK TABLE "{model._meta.db_table}" IN SHARE MODE NOWAIT')
        return _newest(model)
    return None


def _newest(model: type[models.Model]) -> int:
    return int(model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0)
