"""Recording that staff took a copy of their queue away."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.design.watermarks import Watermark, new_mark


@transaction.atomic
def record_export(*, organisation: Organisation, by: User, filtered_by: str, now: datetime) -> Watermark:
    """Write down who exported the organisation's queue, and by which filters (their names, never what was typed).

    Return the mark that the file carries, so that whoever finds the file finds this line.
    """
    watermark = Watermark(
        mark=new_mark(), by=by.full_name, organisation=organisation.name, at=now, filtered_by=filtered_by
    )
    record(
        code="casework.queue.exported",
        subject=organisation,
        by=by,
        now=now,
        organisation=organisation,
        filtered_by=filtered_by,
        mark=watermark.mark,
    )
    return watermark
