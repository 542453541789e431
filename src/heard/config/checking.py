"""Reconciliation of every figure's records, campaign by campaign."""

from collections.abc import Iterator
from datetime import datetime

from evidence.findings import Check
from heard.campaigns.models import Campaign
from heard.measurement import actions, queries


class NoSuchCampaign(Exception):
    """There is no campaign with this short name."""


def counts(*, campaign: str) -> Iterator[tuple[str, tuple[Check, ...]]]:
    """Return each campaign's title with its checks; only the one campaign where its slug is given."""
    campaigns = Campaign.objects.order_by("slug")
    chosen = list(campaigns.filter(slug=campaign) if campaign else campaigns)
    if campaign and not chosen:
        raise NoSuchCampaign(f"There is no campaign with the short name {campaign}.")
    for each in chosen:
        yield each.title, queries.reconcile(campaign=each)


def mend(*, now: datetime) -> int:
    """Put right the roll-ups that differ from the records; return how many counts that was."""
    return actions.recount(now=now)
