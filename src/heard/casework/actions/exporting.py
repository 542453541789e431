"""Recording that staff took a copy of their queue away."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User


@transaction.atomic
def record_export(*, organisation: Organisation, by: User, filtered_by: str, now: datetime) -> None:
    """Write down who exported the organisation's queue, and by which filters (their names, never what was typed)."""
    record(
        code="casework.queue.exported",
        subject=organisation,
        by=by,
        now=now,
        organisation=organisation,
        filtered_by=filtered_by,
    )
