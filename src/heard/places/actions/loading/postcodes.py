"""Loading the list of postcodes into the table that look-ups read."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.places import postcodes
from heard.places.actions.loading.report import Progress
from heard.places.models import Area
from heard.places.postcodes import sources
from heard.places.postcodes.building import BuildReport, Source, built


def load_postcodes(
    *, source: Source, by: User | None, now: datetime, dry_run: bool = False, progress: Progress | None = None
) -> BuildReport:
    """Build the table of postcodes anew from a list; with a single fault in it, or on a dry run, the old one stays.

    Building takes seconds, and the database is not held meanwhile.
    """
    with built(source=source, path=settings.HEARD_POSTCODES, progress=progress) as table:
        if not table.report.faults and not dry_run:
            with transaction.atomic():
                record(
                    code="places.postcodes.loaded",
                    subject=Area(),
                    by=by,
                    now=now,
                    source=source.name,
                    edition=source.edition,
                    rows=table.report.rows,
                )
                table.put()
        return table.report


def load_missing_postcodes(*, now: datetime) -> bool:
    """Build the table from the list that Heard is installed with, where there is none; return whether it was built."""
    if postcodes.table() is not None:
        return False
    load_postcodes(source=sources.package(), by=None, now=now)
    return True
