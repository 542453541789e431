"""What the campaign's advertisements cost, by placement and day, as the networks' own exports say."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from heard.campaigns.models import Campaign
from heard.measurement.models import NetworkFigure


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

    @property
    def is_of_a_day(self) -> bool:
        """Whether it is of one day; a longer window cannot be shared out among its days."""
        return self.first_day == self.last_day


@dataclass(frozen=True, kw_only=True)
class Spending:
    """What was spent within a period, and what lies across its edge and so belongs to it only in part.

    Amounts of different currencies are never added up. `told_twice` are networks of which two sources tell: the same
    money may stand in both, so add up the amounts of one source only.
    """

    inside: tuple[Spent, ...]
    across: tuple[Spent, ...]
    told_twice: frozenset[str]

    @property
    def currencies(self) -> frozenset[str]:
        """Return the currencies that amounts are in."""
        return frozenset(spent.currency for spent in (*self.inside, *self.across))


def spending(*, campaign: Campaign, first: date | None = None, last: date | None = None) -> Spending:
    """Return what networks say was spent from `first` to `last` (none: without end), each row of one placement."""
    found = NetworkFigure.objects.counted().filter(campaign=campaign, measure="spend")
    if first:
        found = found.filter(last_day__gte=first)
    if last:
        found = found.filter(first_day__lte=last)
    names = ("placement_id", "network", "source", "first_day", "last_day", "currency")
    rows = [
        Spent(minor=row.pop("minor"), **row)
        for row in found.values(*names).annotate(minor=Sum("value")).order_by(*names[3:], *names[:3])
    ]
    sources: dict[str, set[str]] = {}
    for row in rows:
        sources.setdefault(row.network, set()).add(row.source)
    inside: list[Spent] = []
    across: list[Spent] = []
    for row in rows:
        is_inside = (not first or row.first_day >= first) and (not last or row.last_day <= last)
        (inside if is_inside else across).append(row)
    return Spending(
        inside=tuple(inside),
        across=tuple(across),
        told_twice=frozenset(network for network, several in sources.items() if len(several) > 1),
    )


def has_spending(*, campaign: Campaign) -> bool:
    """Return whether any export says what was spent."""
    return NetworkFigure.objects.counted().filter(campaign=campaign, measure="spend").exists()
