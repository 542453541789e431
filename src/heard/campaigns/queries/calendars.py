"""Reads about when a campaign's links go out, and which waves run."""

from datetime import date, datetime

from django.db.models import QuerySet

from heard.campaigns.models import Campaign, Placement, Wave
from heard.campaigns.queries.links import placements_of
from heard.campaigns.queries.parts import waves_of


def going_out(
    *, campaign: Campaign, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Placement]:
    """Return the links that are to go out, the first one first, with the posts that they carry."""
    found = placements_of(campaign=campaign).filter(goes_out_at__isnull=False, withdrawn_at=None)
    if since:
        found = found.filter(goes_out_at__gte=since)
    if until:
        found = found.filter(goes_out_at__lt=until)
    return found.select_related("ready_post").order_by("goes_out_at", "pk")


def running(*, campaign: Campaign, first: date, last: date) -> QuerySet[Wave]:
    """Return the campaign's waves that run on one of the days, the first one first."""
    return waves_of(campaign=campaign).filter(starts_on__lte=last, ends_on__gte=first)
