"""What the campaign's advertisements cost, by placement and day: what networks' exports say and what staff entered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

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

    Amounts of different currencies are never added up. `aside` is what a second source tells within the period of a
    link of which another is used: an export before what was entered by hand and, of two exports of one network, the
    one that tells more of the link in the whole campaign. `told_twice` are networks of which two sources tell.
    """

    inside: tuple[Spent, ...]
    aside: tuple[Spent, ...]
    across: tuple[Spent, ...]
    told_twice: frozenset[str]

    @property
    def currencies(self) -> frozenset[str]:
        """Return the currencies that amounts are in; a nought is in none."""
        return frozenset(spent.currency for spent in (*self.inside, *self.aside, *self.across) if spent.minor)


@dataclass(frozen=True, kw_only=True)
class SourceSpend:
    """What one source tells in all of the spend on one network in one currency, from its first day to its last.

    `used` of it is what costs are made of, `no_link` is matched with no link, and `aside` is told by another too.
    """

    source: str
    network: str
    currency: str
    first_day: date
    last_day: date
    used: int = 0
    no_link: int = 0
    aside: int = 0

    @property
    def told(self) -> int:
        """Return all that it tells."""
        return self.used + self.no_link + self.aside


def spend_by_source(*, campaign: Campaign) -> tuple[SourceSpend, ...]:
    """Return what each source tells of the spend of the whole campaign; what staff entered stands last."""
    found = spending(campaign=campaign)
    rows: dict[tuple[str, str, str], list[Spent]] = defaultdict(list)
    for row in (*found.inside, *found.aside):
        rows[row.source, row.network, row.currency].append(row)
    aside = set(found.aside)
    ordered = sorted(rows, key=lambda key: (key[0] == BY_HAND, key))
    return tuple(_of_source(*key, rows=rows[key], aside=aside) for key in ordered)


def _of_source(source: str, network: str, currency: str, *, rows: list[Spent], aside: set[Spent]) -> SourceSpend:
    def minor(some: Iterable[Spent]) -> int:
        return sum(row.minor for row in some)

    told = [row for row in rows if row not in aside]
    return SourceSpend(
        source=source,
        network=network,
        currency=currency,
        first_day=min(row.first_day for row in rows),
        last_day=max(row.last_day for row in rows),
        used=minor(row for row in told if row.placement_id is not None),
        no_link=minor(row for row in told if row.placement_id is None),
        aside=minor(row for row in rows if row in aside),
    )


def spending(*, campaign: Campaign, first: date | None = None, last: date | None = None) -> Spending:
    """Return what was spent from `first` to `last` (none: without end), each row of one placement and one source."""
    rows = sorted((*_exported(campaign, first, last), *_entered(campaign, first, last)), key=lambda row: row.first_day)
    used = _used(campaign)
    inside: list[Spent] = []
    aside: list[Spent] = []
    across: list[Spent] = []
    for row in rows:
        if (first and row.first_day < first) or (last and row.last_day > last):
            across.append(row)
        else:
            (inside if _is_used(row, used) else aside).append(row)
    return Spending(inside=tuple(inside), aside=tuple(aside), across=tuple(across), told_twice=_told_twice(rows))


def _used(campaign: Campaign) -> Mapping[int, Mapping[str, str]]:
    """Return for each link of whose spend exports tell the source that is used, by network.

    It is the same whatever period is asked for, so that periods add up to the whole. A source that tells of nothing
    but noughts tells of no spend: exports hold them for what was posted without paying.
    """
    names = ("placement_id", "network", "source")
    summed = _exports(campaign).filter(placement__isnull=False).values(*names).annotate(minor=Sum("value"))
    found = summed.filter(minor__gt=0)
    used: dict[int, dict[str, str]] = defaultdict(dict)
    for row in sorted(found, key=lambda row: (row["minor"], row["source"])):
        used[row["placement_id"]][row["network"]] = row["source"]
    return used


def _is_used(row: Spent, used: Mapping[int, Mapping[str, str]]) -> bool:
    if row.placement_id is None or row.placement_id not in used:
        return True
    return row.source != BY_HAND and used[row.placement_id].get(row.network, row.source) == row.source


def _exports(campaign: Campaign) -> QuerySet[NetworkFigure]:
    return NetworkFigure.objects.counted().filter(campaign=campaign, measure=Measure.SPEND)


def _exported(campaign: Campaign, first: date | None, last: date | None) -> list[Spent]:
    found = _exports(campaign)
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


def _told_twice(found: Iterable[Spent]) -> frozenset[str]:
    rows = [row for row in found if row.minor]
    sources: dict[str, set[str]] = {}
    by_hand = {row.placement_id for row in rows if row.source == BY_HAND and row.placement_id is not None}
    for row in rows:
        if row.source != BY_HAND:
            sources.setdefault(row.network, set()).add(row.source)
            if row.placement_id in by_hand:
                sources[row.network].add(BY_HAND)
    return frozenset(network for network, several in sources.items() if len(several) > 1)
