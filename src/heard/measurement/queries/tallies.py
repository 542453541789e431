"""The figures of a campaign: roll-ups and what came after them, exact to the last unit."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet, Sum

from heard.accounts.queries import public_name
from heard.campaigns.models import Campaign, MissedVisits, Placement
from heard.design.clock import start_of_day
from heard.feedback.models import ImportBatch
from heard.measurement.models import (
    VISIT_KINDS,
    AreaFigure,
    AreaTotal,
    DailyFigure,
    FigureKind,
    HourlyFigure,
    HourTotal,
    Standing,
    TotalFigure,
)
from heard.measurement.queries.access import LiveView
from heard.measurement.queries.asking import By, FigureQuery
from heard.measurement.queries.breakdown import (
    CHARTED,
    FEW,
    NAME_OF,
    NAMES,
    Cell,
    Row,
    Tally,
    area_rows,
    by_outcome,
    day_rows,
    hour_of,
    hour_rows,
    is_counted,
    link_rows,
    tallies_of_links,
    tally_of,
)
from heard.measurement.queries.latest import Latest

MISSED_SHOWN = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Aside:
    """What is counted and shown apart, in the same days and placements."""

    previews: int = 0
    bots: int = 0
    suspects: int = 0
    test_visits: int = 0
    test_forms: int = 0
    suspect_forms: int = 0
    other_submissions: int = 0
    other_pieces: int = 0
    imported_pieces: int = 0
    missed: int = 0
    is_importing: bool = False


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a campaign brought: totals, the breakdown that was asked for, each day, and what stands apart.

    `days` hold forms and look-ups alone, unless the rows are days. A partner's own view has neither `days` nor
    `aside`, and its `total` hides each number that adds up any hidden one: `least` then says what it is at least (0:
    that is not told). `leading` tells what came by links, by where they lead.
    """

    total: Tally
    rows: tuple[Row, ...]
    least: Tally = field(default_factory=Tally)
    days: tuple[Row, ...] = ()
    aside: Aside | None = None
    leading: Mapping[str, Tally] = field(default_factory=dict)


Figure = TypeVar("Figure", bound=Model)


def figures(*, view: LiveView, query: FigureQuery, today: date, latest: Latest | None = None) -> Figures:
    """Return the figures that a person may see and asked for; with `latest` other figures rest on the same records."""
    placements = {placement.pk: placement for placement in _placements(view)}
    asked = _asked_placements(view, query, placements)
    if asked is not None:
        placements = {pk: placement for pk, placement in placements.items() if pk in asked}
    counted = _tallied(view, query, asked, latest)
    by_placement, by_day = counted.by_placement, counted.by_day
    total = tally_of(
        (kind, number) for (_p, _d, kind, standing), number in by_placement.items() if is_counted(standing)
    )
    if view.is_limited:
        return protected(link_rows(By.PLACEMENT, by_placement, placements))
    days = day_rows(by_day, today)
    if query.by == By.DAY:
        rows = days[::-1]
    elif query.by == By.AREA:
        rows = area_rows(counted.by_area, total)
    elif query.by == By.HOUR:
        rows = hour_rows(counted.by_hour, total)
    else:
        rows = link_rows(query.by, by_placement, placements)
    return Figures(
        total=total,
        rows=rows,
        days=days,
        aside=_aside(view, by_placement, today),
        leading=_leading(by_placement, placements),
    )


def _leading(cells: Counter[Cell], placements: Mapping[int, Placement]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for pk, tally in tallies_of_links(cells, placements).items():
        if pk is not None and pk in placements:
            leads = placements[pk].destination
            found[leads] = found.get(leads, Tally()) + tally
    return found


def by_link(*, view: LiveView, query: FigureQuery) -> dict[int, Tally]:
    """Return the tally of each link asked for, by primary key; what came without a link is left out."""
    placements = {placement.pk: placement for placement in _placements(view)}
    asked = _asked_placements(view, query, placements)
    counted = _tallied(view, query, asked)
    tallies = tallies_of_links(counted.by_placement, placements)
    return {pk: tally for pk, tally in tallies.items() if pk is not None and (asked is None or pk in asked)}


def asked_links(*, view: LiveView, query: FigureQuery) -> frozenset[int] | None:
    """Return the links asked for, by primary key; None where what came without a link is asked for too."""
    return _asked_placements(view, query, {placement.pk: placement for placement in _placements(view)})


def waves_and_partners(*, view: LiveView) -> tuple[dict[int, str], dict[int, str]]:
    """Return the names of the campaign's waves and partners by id, for the filters."""
    waves = view.campaign.waves.order_by("starts_on", "name")
    partners = view.campaign.partners.select_related("organisation__kept_by").order_by("organisation__name")
    return {wave.pk: wave.name for wave in waves}, {
        partner.pk: public_name(organisation=partner.organisation) for partner in partners
    }


def _placements(view: LiveView) -> QuerySet[Placement]:
    placements = Placement.objects.filter(campaign=view.campaign).select_related(
        "wave", "partner__organisation__kept_by"
    )
    if view.partners is not None:
        placements = placements.filter(partner__organisation__in=view.partners)
    return placements


def _asked_placements(view: LiveView, query: FigureQuery, placements: Mapping[int, Placement]) -> frozenset[int] | None:
    """Return the placements asked for; None where visits without one count too."""
    if not view.is_limited and not query.is_of_some_links:
        return None
    return frozenset(pk for pk, placement in placements.items() if _is_asked(placement, query))


def _is_asked(placement: Placement, query: FigureQuery) -> bool:
    return (
        query.wave in {None, placement.wave_id}
        and query.partner in {None, placement.partner_id}
        and query.channel in {"", placement.channel}
        and query.language in {"", placement.language}
        and query.placement in {None, placement.pk}
    )


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """Counts by placement, by day and, where they are asked for, by area (id) or hour of the day, and kind."""

    by_placement: Counter[Cell]
    by_day: Counter[Cell]
    by_area: Counter[tuple[int, str]]
    by_hour: Counter[tuple[int, str]]


def latest_for(*, query: FigureQuery, campaign: Campaign | None = None) -> Latest:
    """Return what no roll-up holds yet, in the parts that are asked for."""
    return Latest(campaign=campaign, in_parts=query.by in {By.AREA, By.HOUR})


def _tallied(
    view: LiveView, query: FigureQuery, asked: frozenset[int] | None, latest: Latest | None = None
) -> _Counted:
    """Return what is counted: what the roll-ups hold and what came after them."""
    latest = latest or latest_for(query=query, campaign=view.campaign)
    counted, late = latest.with_rolled(lambda: _rolled(view, query, asked))
    for key, number in late.items():
        if (
            key.campaign != view.campaign.pk
            or not query.holds(key.day)
            or not (asked is None or key.placement in asked)
        ):
            continue
        if key.area is not None:
            counted.by_area[key.area, key.kind] += number
            continue
        if key.hour is not None:
            if is_counted(key.standing):
                counted.by_hour[hour_of(key.hour), key.kind] += number
            continue
        counted.by_placement[key.placement, None, key.kind, key.standing] += number
        if key.kind in _day_kinds(query):
            counted.by_day[None, key.day, key.kind, key.standing] += number
    return counted


def _rolled(view: LiveView, query: FigureQuery, asked: frozenset[int] | None) -> _Counted:
    days = _asked_for(DailyFigure.objects.filter(campaign=view.campaign), query, asked)
    totals = TotalFigure.objects.filter(campaign=view.campaign).order_by()
    if asked is not None:
        totals = totals.filter(placement__in=asked)
    of = ("placement", "kind", "standing")
    is_cut = query.since or query.until
    summed = days.values_list(*of).annotate(n=Sum("count")) if is_cut else totals.values_list(*of, "count")
    by_placement = Counter[Cell]()
    by_day = Counter[Cell]()
    for placement, kind, standing, number in summed:
        by_placement[placement, None, kind, standing] += number
    if not view.is_limited:
        counted = days.filter(kind__in=_day_kinds(query), standing=Standing.COUNTED)
        for kind, standing, day, number in counted.values_list("kind", "standing", "day").annotate(n=Sum("count")):
            by_day[None, day, kind, standing] += number
    by_area = _rolled_by_area(view, query, asked) if query.by == By.AREA else Counter[tuple[int, str]]()
    by_hour = _rolled_by_hour(view, query, asked) if query.by == By.HOUR else Counter[tuple[int, str]]()
    return _Counted(by_placement=by_placement, by_day=by_day, by_area=by_area, by_hour=by_hour)


def _rolled_by_area(view: LiveView, query: FigureQuery, asked: frozenset[int] | None) -> Counter[tuple[int, str]]:
    if _is_all(query, asked):
        held = AreaTotal.objects.filter(campaign=view.campaign).order_by().values_list("area", "kind", "count")
        return Counter({(area, kind): number for area, kind, number in held})
    rows = _asked_for(AreaFigure.objects.filter(campaign=view.campaign), query, asked)
    summed = rows.values_list("area", "kind").annotate(n=Sum("count"))
    return Counter({(area, kind): number for area, kind, number in summed})


def _rolled_by_hour(view: LiveView, query: FigureQuery, asked: frozenset[int] | None) -> Counter[tuple[int, str]]:
    by_hour = Counter[tuple[int, str]]()
    for hour, kind, number in _hours(view, query, asked):
        by_hour[hour_of(hour), kind] += number
    return by_hour


def _hours(
    view: LiveView, query: FigureQuery, asked: frozenset[int] | None
) -> "QuerySet[HourTotal, tuple[datetime, str, int]] | QuerySet[HourlyFigure, tuple[datetime, str, int]]":
    if _is_all(query, asked):
        return HourTotal.objects.filter(campaign=view.campaign).order_by().values_list("hour", "kind", "count")
    counted = HourlyFigure.objects.filter(campaign=view.campaign, standing=Standing.COUNTED)
    return _asked_for(counted, query, asked).values_list("hour", "kind").annotate(n=Sum("count"))


def _is_all(query: FigureQuery, asked: frozenset[int] | None) -> bool:
    """Return whether all days and all links are asked for, with what came without one: the totals hold that."""
    return asked is None and not (query.since or query.until)


def _asked_for(rows: "QuerySet[Figure]", query: FigureQuery, asked: frozenset[int] | None) -> "QuerySet[Figure]":
    """Return the rows of the days and links that are asked for, in no order."""
    if query.since:
        rows = rows.filter(day__gte=query.since)
    if query.until:
        rows = rows.filter(day__lte=query.until)
    if asked is not None:
        rows = rows.filter(placement__in=asked)
    return rows.order_by()


def _day_kinds(query: FigureQuery) -> frozenset[str]:
    """Return what is counted for each day: everything where days are the rows, else what the charts draw."""
    return frozenset(NAME_OF) if query.by == By.DAY else CHARTED


def _aside(view: LiveView, cells: Counter[Cell], today: date) -> Aside:
    def visits(standing: Standing) -> int:
        return sum(
            number for (_p, _d, kind, held), number in cells.items() if held == standing and kind in _VISITS_SEEN
        )

    def feedback(kind: FigureKind, standing: Standing = Standing.COUNTED) -> int:
        return sum(number for (_p, _d, of, held), number in cells.items() if of == kind and held == standing)

    missed = MissedVisits.objects.filter(hour__gte=start_of_day(today) - MISSED_SHOWN).aggregate(n=Sum("count"))
    return Aside(
        previews=visits(Standing.PREVIEW),
        bots=visits(Standing.BOT),
        suspects=visits(Standing.SUSPECT),
        test_visits=visits(Standing.TEST),
        test_forms=feedback(FigureKind.FORM, Standing.TEST),
        suspect_forms=feedback(FigureKind.FORM, Standing.SUSPECT),
        other_submissions=feedback(FigureKind.OTHER),
        other_pieces=feedback(FigureKind.OTHER_PIECE),
        imported_pieces=feedback(FigureKind.IMPORTED_PIECE),
        missed=missed["n"] or 0,
        is_importing=ImportBatch.objects.filter(campaign=view.campaign, visible_at__isnull=False, rolled=None).exists(),
    )


_VISITS_SEEN = frozenset(VISIT_KINDS) - {FigureKind.VISITOR_DAY}


def protected(rows: Iterable[Row]) -> Figures:
    """Hide from a partner each number under ten; of a column that hides any, tell the sum of the rest alone.

    What is shown, the order of the rows too, is the same whatever the hidden numbers are. A whole total beside two
    hidden numbers would not be: whoever watches the page sees one of the two reach ten, and then knows the other.
    """
    shown = [
        Row(label=row.label, detail=row.detail, tally=Tally(**{name: _shown(row.tally.of(name)) for name in NAMES}))
        for row in rows
    ]
    least = sum((row.tally for row in shown), Tally())
    total = Tally(**{name: least.of(name) if _is_whole(shown, name) else None for name in NAMES})
    return Figures(total=total, least=least, rows=tuple(sorted(shown, key=by_outcome)))


def _is_whole(rows: Iterable[Row], name: str) -> bool:
    return all(row.tally.of(name) is not None for row in rows)


def _shown(number: int | None) -> int | None:
    return None if number is None or number < FEW else number
