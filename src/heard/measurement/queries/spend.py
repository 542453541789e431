"""What the campaign's advertisements cost, by placement and day: what networks' exports say and what staff entered."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from evidence.exports import Measure
from heard.campaigns.models import Amount, Campaign
from heard.measurement.models import NetworkFigure

BY_HAND = "by-hand"
"""The source, and the network, of what staff entered themselves beside the budget."""


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What was spent over these days for one placement (none: not matched with any), in pence or the like."""

    placement_id: int | None
    network: str
    source: str
    first_day: date
    last_day: date
    currency: str
    minor: int


@dataclass(frozen=True, kw_only=True)
class Spending:
    """What was spent within a period, and what lies across its edge and so belongs to it only in part.

    Amounts of different currencies are never added up. `told_twice` are networks of which two sources tell, or one
    beside what was entered by hand for the same link: the same money may stand in both.
    """

    inside: tuple[Spent, ...]
    across: tuple[Spent, ...]
    told_twice: frozenset[str]

    @property
    def currencies(self) -> frozenset[str]:
        """Return the currencies that amounts are in."""
        return frozenset(spent.currency for spent in (*self.inside, *self.across))


def spending(*, campaign: Campaign, first: date | None = None, last: date | None = None) -> Spending:
    """Return what was spent from `first` to `last` (none: without end), each row of one placement and one source."""
    rows = sorted((*_exported(campaign, first, last), *_entered(campaign, first, last)), key=lambda row: row.first_day)
    inside: list[Spent] = []
    across: list[Spent] = []
    for row in rows:
        is_inside = (not first or row.first_day >= first) and (not last or row.last_day <= last)
        (inside if is_inside else across).append(row)
    return Spending(inside=tuple(inside), across=tuple(across), told_twice=_told_twice(rows))


def _exported(campaign: Campaign, first: date | None, last: date | None) -> list[Spent]:
    found = NetworkFigure.objects.counted().filter(campaign=campaign, measure=Measure.SPEND)
    if first:
        found = found.filter(last_day__gte=first)
    if last:
        found = found.filter(first_day__lte=last)
    names = ("placement_id", "network", "source", "first_day", "last_day", "currency")
    return [
        Spent(minor=row.pop("minor"), **row)
        for row in found.values(*names).annotate(minor=Sum("value")).order_by(*names[3:], *names[:3])
    ]


def _entered(campaign: Campaign, first: date | None, last: date | None) -> list[Spent]:
    found = Amount.objects.filter(campaign=campaign, spent_on__isnull=False)
    if first:
        found = found.filter(spent_on__gte=first)
    if last:
        found = found.filter(spent_on__lte=last)
    names = ("placement_id", "spent_on", "currency")
    return [
        Spent(
            placement_id=row["placement_id"],
            network=BY_HAND,
            source=BY_HAND,
            first_day=row["spent_on"],
            last_day=row["spent_on"],
            currency=row["currency"],
            minor=row["minor"],
        )
        for row in found.values(*names).annotate(minor=Sum("pence")).order_by("spent_on", "placement_id", "currency")
    ]


def _told_twice(rows: list[Spent]) -> frozenset[str]:
    sources: dict[str, set[str]] = {}
    by_hand = {row.placement_id for row in rows if row.source == BY_HAND and row.placement_id is not None}
    for row in rows:
        if row.source != BY_HAND:
            sources.setdefault(row.network, set()).add(row.source)
            if row.placement_id in by_hand:
                sources[row.network].add(BY_HAND)
    return frozenset(network for network, several in sources.items() if len(several) > 1)
