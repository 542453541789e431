"""Recording that someone took the counts of themes away."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.design.watermarks import Watermark, new_mark


@transaction.atomic
def record_themes_export(*, campaign: Campaign, by: User, filtered_by: str, now: datetime) -> Watermark:
    """Write down who exported a campaign's counts of themes, and by which filters; return the mark of the file."""
    watermark = Watermark(
        mark=new_mark(), by=by.full_name, organisation=campaign.title, at=now, filtered_by=filtered_by
    )
    record(
        code="measurement.themes.exported",
        subject=campaign,
        by=by,
        now=now,
        organisation=campaign.owner,
        filtered_by=filtered_by,
        mark=watermark.mark,
    )
    return watermark
