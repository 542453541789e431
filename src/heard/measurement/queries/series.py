"""Daily counts of a body: Heard's own records and imported counts of each part, added up day by day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Min, Q, Sum

from heard.measurement.models import DailyCount, Outcome
from heard.measurement.queries.bodies import Body, Part


@dataclass(frozen=True, kw_only=True)
class Brought:
    """One day's imported count, where it came from and what it counts."""

    count: int
    sources: frozenset[str]
    definitions: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Series:
    """Daily counts of one outcome: own records, and what was imported for other days.

    `left_aside` are the sources that say something else about some day. Of a body with several parts, `counted` are
    those that have any count, `missing` the days on which one of them has none, and `undivided` the days on which a
    part's count holds what others took over.
    """

    own: Mapping[date, int]
    imported: Mapping[date, Brought]
    left_aside: tuple[str, ...] = ()
    counted: frozenset[int] = frozenset()
    missing: frozenset[date] = frozenset()
    undivided: Mapping[int, frozenset[date]] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[date, int]:
        """Return each known day's count; own records go before imported counts."""
        return {**{day: brought.count for day, brought in self.imported.items()}, **self.own}


def series_of(*, body: Body, outcome: Outcome, own: Sequence[Mapping[date, int]]) -> Series:
    """Return the body's daily counts; `own` are its parts' own records on each day that they are known.

    A day is known where every part that has counts at all has one, or can have had none on that day.
    """
    each = {
        part: _of_part(part, offices=body.offices, outcome=outcome, own=days)
        for part, days in zip(body.parts, own, strict=True)
    }
    counted = {part: series for part, series in each.items() if series.known}
    days = set[date]().union(*(series.known for series in counted.values()))
    missing = {
        day
        for day in days
        if any(day not in series.known and not part.had_nothing_on(day) for part, series in counted.items())
    }
    known = days - missing
    brought = {day: found for day in known if (found := [*_brought(counted.values(), day)])}
    return Series(
        own={day: sum(series.own.get(day, 0) for series in counted.values()) for day in known if day not in brought},
        imported={
            day: Brought(
                count=sum(series.known.get(day, 0) for series in counted.values()),
                sources=frozenset().union(*(one.sources for one in found)),
                definitions=frozenset().union(*(one.definitions for one in found)),
            )
            for day, found in brought.items()
        },
        left_aside=tuple(sorted({name for series in counted.values() for name in series.left_aside})),
        counted=frozenset(part.organisation for part in counted),
        missing=frozenset(missing),
        undivided={part.organisation: series.undivided[part.organisation] for part, series in each.items()},
    )


def _brought(several: Iterable[Series], day: date) -> Iterable[Brought]:
    """Return what was imported for a day and no own record goes before."""
    return (series.imported[day] for series in several if day in series.imported and day not in series.own)


def _of_part(part: Part, *, offices: frozenset[int], outcome: Outcome, own: Mapping[date, int]) -> Series:
    imported, left_aside, undivided = _imported(part, offices=offices, outcome=outcome)
    whole = {day for day, count in own.items() if count} if part.shared_with else set()
    return Series(
        own=own,
        imported=imported,
        left_aside=left_aside,
        undivided={part.organisation: frozenset(undivided | whole)},
    )


def _imported(
    part: Part, *, offices: frozenset[int], outcome: Outcome
) -> tuple[Mapping[date, Brought], tuple[str, ...], set[date]]:
    """Return each day's imported count, the sources that were left aside as they disagree, and undivided days.

    A source's count for the whole organisation goes before the sum of its offices' counts, and a source that holds
    more days before one that holds fewer: counts of several sources are never added up. Of a part whose work was
    shared out, the counts of the body's own offices are taken where the offices make up the whole.
    """
    rows = DailyCount.objects.filter(organisation=part.organisation, outcome=outcome)
    is_divided = bool(part.shared_with) or part.offices_only
    by_source: dict[str, dict[date, Brought]] = {}
    undivided: dict[str, set[date]] = {}
    for source, day, whole, every, ours, definition in (
        rows.order_by()
        .values_list("source", "day")
        .annotate(
            whole=Sum("count", filter=Q(office=None)),
            every=Sum("count", filter=Q(office__isnull=False)),
            ours=Sum("count", filter=Q(office__in=offices)),
            definition=Min("definition"),
        )
    ):
        count = every if whole is None else whole
        if is_divided and every is not None and whole in {None, every}:
            count = ours or 0
        elif part.offices_only:
            continue
        elif is_divided and count:
            undivided.setdefault(source, set()).add(day)
        brought = Brought(count=count or 0, sources=frozenset({source}), definitions=frozenset({definition}))
        by_source.setdefault(source, {})[day] = brought
    days: dict[date, Brought] = {}
    disagreeing: set[str] = set()
    whole_days: set[date] = set()
    for source, held in sorted(by_source.items(), key=lambda item: (-len(item[1]), item[0])):
        disagreeing |= {source for day, found in held.items() if day in days and days[day].count != found.count}
        whole_days |= undivided.get(source, set()) - days.keys()
        days = {**held, **days}
    return days, tuple(sorted(disagreeing)), whole_days
