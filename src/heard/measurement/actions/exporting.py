"""Recording that someone took figures away."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.design.watermarks import Watermark, new_mark


def record_themes_export(*, campaign: Campaign, by: User, filtered_by: str, now: datetime) -> Watermark:
    """Write down who exported a campaign's counts of themes, and by which filters; return the mark of the file."""
    return _recorded("measurement.themes.exported", campaign, by, filtered_by, now)


def record_funnel_export(*, campaign: Campaign, by: User, filtered_by: str, now: datetime) -> Watermark:
    """Write down who exported a campaign's funnel, and by which filters; return the mark of the file."""
    return _recorded("measurement.funnel.exported", campaign, by, filtered_by, now)


@transaction.atomic
def _recorded(code: str, campaign: Campaign, by: User, filtered_by: str, now: datetime) -> Watermark:
    watermark = Watermark(
        mark=new_mark(), by=by.full_name, organisation=campaign.title, at=now, filtered_by=filtered_by
    )
    record(
        code=code,
        subject=campaign,
        by=by,
        now=now,
        organisation=campaign.owner,
        filtered_by=filtered_by,
        mark=watermark.mark,
    )
    return watermark
