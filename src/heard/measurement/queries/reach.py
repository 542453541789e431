"""How far a campaign got by what networks say: each channel's figures with their meaning, and the reach they share."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Sum

from evidence.exports import Measure
from evidence.stats import Combined, Exposure, Kind, OnePoint, Overlap, channels_of, combined_reach
from heard.campaigns.models import Campaign
from heard.measurement.models import ChannelOverlap, NetworkFigure, NetworkImport, ReachPopulation, Span
from heard.measurement.queries.network_words import paid_name, source_title

KINDS: Mapping[Measure, Kind] = {
    Measure.MENTIONS: Kind.MENTIONS,
    Measure.IMPRESSIONS: Kind.IMPRESSIONS,
    Measure.POTENTIAL_REACH: Kind.POTENTIAL_REACH,
    Measure.ENGAGEMENTS: Kind.ENGAGEMENTS,
}
MOST_TIMES = 10


@dataclass(frozen=True, kw_only=True)
class Known:
    """A reach that one source gives without doubles, and the impressions of the very same rows."""

    reach: int
    impressions: int | None
    first_day: date
    last_day: date

    @property
    def curve(self) -> OnePoint | None:
        """Return how often people were reached, where it can be told."""
        if self.impressions is None or not self.reach or self.impressions < self.reach:
            return None
        return OnePoint(impressions=self.impressions, reach=self.reach)


@dataclass(frozen=True, kw_only=True)
class ChannelSaid:
    """What one source says of one channel. `reach` is none where only rows have one: they cannot be added up."""

    name: str
    network: str
    paid: str
    source: str
    first_day: date
    last_day: date
    items: int
    exposures: Mapping[Kind, Exposure]
    spend: Mapping[str, int]
    reach: Known | None
    has_reach_by_row: bool

    @property
    def title(self) -> str:
        """Return the source's name."""
        return source_title(self.source)

    @property
    def reached(self) -> Exposure | None:
        """Return its reach with its meaning."""
        if self.reach is None:
            return None
        return _exposure(self, Kind.REACH, self.reach.reach, self.reach.first_day, self.reach.last_day)


@dataclass(frozen=True, kw_only=True)
class ReachOf:
    """Everything the reach page tells. `problem` says why reaches cannot be combined, where they cannot."""

    campaign: Campaign
    channels: tuple[ChannelSaid, ...]
    told_twice: tuple[str, ...]
    population: ReachPopulation | None
    overlaps: tuple[ChannelOverlap, ...]
    combined: Combined | None
    problem: str


@dataclass(kw_only=True)
class _Gathered:
    values: dict[str, int] = field(default_factory=dict)
    spend: dict[str, int] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)


def reach_of_campaign(*, campaign: Campaign) -> ReachOf:
    """Return what networks say of a campaign, channel by channel, and the reach of those whose reach is known."""
    channels = tuple(_channels(campaign))
    population = ReachPopulation.objects.filter(campaign=campaign).first()
    overlaps = tuple(ChannelOverlap.objects.filter(campaign=campaign).order_by("first", "second"))
    combined, problem = None, ""
    if population:
        try:
            combined = _combined(channels, population, overlaps)
        except ValueError as wrong:
            problem = str(wrong)
    return ReachOf(
        campaign=campaign,
        channels=channels,
        told_twice=tuple(sorted(_told_twice(channels))),
        population=population,
        overlaps=overlaps,
        combined=combined,
        problem=problem,
    )


def _combined(
    channels: Iterable[ChannelSaid], population: ReachPopulation, overlaps: Iterable[ChannelOverlap]
) -> Combined | None:
    best: dict[str, Exposure] = {}
    for channel in channels:
        reached = channel.reached
        if reached and (channel.name not in best or reached.value > best[channel.name].value):
            best[channel.name] = reached
    if not best:
        return None
    known = [
        Overlap(first=each.first, second=each.second, low=each.low, high=each.high)
        for each in overlaps
        if each.first in best and each.second in best
    ]
    return combined_reach(channels=channels_of(best.values()), universe=population.people, overlaps=known)


def _told_twice(channels: Iterable[ChannelSaid]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for channel in channels:
        if seen.setdefault(channel.name, channel.source) != channel.source:
            yield channel.name


def _channels(campaign: Campaign) -> Iterator[ChannelSaid]:
    counted = NetworkFigure.objects.counted().filter(campaign=campaign)
    keys = ("network", "paid", "source")
    gathered: dict[tuple[str, str, str], _Gathered] = {}
    sums = counted.values(*keys, "measure", "currency").annotate(
        total=Sum("value"), first=Min("first_day"), last=Max("last_day")
    )
    for row in sums.order_by(*keys):
        held = gathered.setdefault((row["network"], row["paid"], row["source"]), _Gathered())
        held.days += [row["first"], row["last"]]
        if row["measure"] == Measure.SPEND:
            held.spend[row["currency"]] = row["total"]
        else:
            held.values[row["measure"]] = row["total"]
    items = {
        (row["network"], row["paid"], row["source"]): row["items"]
        for row in counted.exclude(name="")
        .filter(imported__level__in=("ad", "post"))
        .values(*keys)
        .annotate(items=Count("subject", distinct=True))
    }
    reaches = _reaches(campaign)
    for key, held in gathered.items():
        network, paid, source = key
        said = ChannelSaid(
            name=f"{network} ({paid_name(paid).lower()})",
            network=network,
            paid=paid,
            source=source,
            first_day=min(held.days),
            last_day=max(held.days),
            items=items.get(key, 0),
            exposures={},
            spend=held.spend,
            reach=reaches.get(key),
            has_reach_by_row=Measure.REACH in held.values,
        )
        exposures = {
            kind: _exposure(said, kind, held.values[measure], said.first_day, said.last_day)
            for measure, kind in KINDS.items()
            if measure in held.values
        }
        yield replace(said, exposures=exposures)


def _exposure(said: ChannelSaid, kind: Kind, value: int, first: date, last: date) -> Exposure:
    return Exposure(
        channel=said.name,
        kind=kind,
        value=value,
        first_day=first,
        last_day=last,
        source=said.title,
        paid=said.paid,
    )


def _reaches(campaign: Campaign) -> Mapping[tuple[str, str, str], Known]:
    """Return for each network and source the reach of its longest window that has one without doubles.

    It is a file's own row of totals where every row of the file counts, or the one row of a file that has but one.
    """
    best: dict[tuple[str, str, str], Known] = {}
    for imported in NetworkImport.objects.filter(campaign=campaign).order_by("imported_at"):
        figures = NetworkFigure.objects.filter(imported=imported, measure=Measure.REACH)
        rows = list(
            figures.values("network", "paid", "source")
            .annotate(rows=Count("pk"), total=Sum("value"), first=Min("first_day"), last=Max("last_day"))
            .order_by()
        )
        is_whole = not figures.exclude(replaced_by=None, is_ours=True).exists()
        if len(rows) != 1 or not is_whole:
            continue
        (row,) = rows
        total = imported.totals.get(Measure.REACH.value)
        if total is not None:
            reach = int(Decimal(total))
        elif row["rows"] == 1 and not figures.filter(span=Span.POST).exists():
            reach = row["total"]
        else:
            continue
        impressions = NetworkFigure.objects.filter(imported=imported, measure=Measure.IMPRESSIONS)
        shown = impressions.aggregate(shown=Sum("value"))["shown"]
        known = Known(reach=reach, impressions=shown, first_day=row["first"], last_day=row["last"])
        key = (row["network"], row["paid"], row["source"])
        held = best.get(key)
        if held is None or _length(known) >= _length(held):
            best[key] = known
    return best


def _length(known: Known) -> int:
    return (known.last_day - known.first_day).days
