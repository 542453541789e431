"""Saying whom a campaign could reach, and which of its channels share people."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.measurement.models import ChannelOverlap, ReachPopulation


@dataclass(frozen=True, kw_only=True)
class OverlapIn:
    """How many people two channels share, from `low` to `high`, and which survey says so."""

    first: str
    second: str
    low: int
    high: int
    source: str


def set_reach_population(
    *, campaign: Campaign, people: int, who: str, source: str, by: User, now: datetime
) -> ReachPopulation:
    """Say how many people could be reached and who they are."""
    with transaction.atomic():
        population, _is_new = ReachPopulation.objects.update_or_create(
            campaign=campaign, defaults={"people": people, "who": who, "source": source, "set_at": now, "set_by": by}
        )
        record(
            code="measurement.reach.population_set",
            subject=population,
            by=by,
            now=now,
            organisation=campaign.owner,
            people=people,
        )
    return population


def set_overlap(*, campaign: Campaign, overlap: OverlapIn, by: User, now: datetime) -> ChannelOverlap:
    """Say how many people two channels share; in whichever order they are named it is the same pair."""
    first, second = sorted((overlap.first, overlap.second))
    with transaction.atomic():
        held, _is_new = ChannelOverlap.objects.update_or_create(
            campaign=campaign,
            first=first,
            second=second,
            defaults={
                "low": overlap.low, "high": overlap.high, "source": overlap.source, "set_at": now, "set_by": by,
            },
        )  # fmt: skip
        record(code="measurement.reach.overlap_set", subject=held, by=by, now=now, organisation=campaign.owner)
    return held


def remove_overlaps(*, campaign: Campaign, by: User, now: datetime) -> int:
    """Forget what channels share; return of how many pairs."""
    with transaction.atomic():
        gone, _each = ChannelOverlap.objects.filter(campaign=campaign).delete()
        record(
            code="measurement.reach.overlaps_removed",
            subject=campaign,
            by=by,
            now=now,
            organisation=campaign.owner,
            pairs=gone,
        )
    return gone
