"""Reads about what a campaign may cost and did cost."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from heard.campaigns.models import Amount, Campaign, Plan
from heard.design.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class Total:
    """What was planned and what was spent in one currency, in pence. Currencies are never added up."""

    currency: str
    planned: int
    spent: int


def amounts_of(*, campaign: Campaign) -> QuerySet[Amount]:
    """Return the amounts that were planned or spent, what was spent last first."""
    amounts = campaign.amounts.select_related("campaign__owner", "wave", "placement")
    return amounts.order_by("-spent_on", "pk")


def totals_of(*, campaign: Campaign) -> list[Total]:
    """Return the totals of each currency in use."""
    rows = (
        campaign.amounts.values("currency")
        .annotate(
            planned=Sum("pence", filter=Q(spent_on=None), default=0),
            spent=Sum("pence", filter=Q(spent_on__isnull=False), default=0),
        )
        .order_by("currency")
    )
    return [Total(currency=row["currency"], planned=row["planned"], spent=row["spent"]) for row in rows]


def amount_of(*, campaign: Campaign, amount_id: int) -> Amount:
    """Return one of the campaign's amounts; raise NotFound where it has no such amount."""
    amount = amounts_of(campaign=campaign).filter(pk=amount_id).first()
    if amount is None:
        raise NotFound
    return amount


def plan_of(*, campaign: Campaign) -> Plan:
    """Return who changed the campaign's plan last and who approved it; one that nobody touched stands at version 0."""
    plan = Plan.objects.filter(campaign=campaign).select_related("changed_by", "approved_by").first()
    return plan or Plan(campaign=campaign)
