"""The numbers of one row of figures, and the rows of a breakdown: by link, by day, by hour and by area."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from heard.accounts.queries import keeper_of, public_name
from heard.campaigns.models import Channel, Placement
from heard.design.languages import language_of
from heard.measurement.models import FigureKind, Standing
from heard.measurement.queries.asking import By
from heard.places.models import Area

FEW = 10
"""Partners see no cell under this."""

Cell = tuple[int | None, date | None, str, str]
"""Placement, day, kind and standing; a day or placement that was summed over is None."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many of each. None means a number that a partner may not see: under ten, or giving one under ten away."""

    clicks: int | None = 0
    visitor_days: int | None = 0
    landings: int | None = 0
    starts: int | None = 0
    forms: int | None = 0
    pieces: int | None = 0
    lookups: int | None = 0
    numbers_shown: int | None = 0
    call_taps: int | None = 0
    email_taps: int | None = 0
    web_taps: int | None = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Return the sum of two tallies; what is hidden adds nothing."""
        return Tally(**{name: (self.of(name) or 0) + (other.of(name) or 0) for name in NAMES})

    def of(self, name: str) -> int | None:
        """Return one number by its name."""
        number: int | None = getattr(self, name)
        return number


NAMES = tuple(field.name for field in fields(Tally))

KIND_OF = {
    "clicks": FigureKind.CLICK,
    "visitor_days": FigureKind.VISITOR_DAY,
    "landings": FigureKind.LANDING,
    "starts": FigureKind.FORM_START,
    "forms": FigureKind.FORM,
    "pieces": FigureKind.PIECE,
    "lookups": FigureKind.LOOKUP,
    "numbers_shown": FigureKind.NUMBER_SHOWN,
    "call_taps": FigureKind.CALL_TAP,
    "email_taps": FigureKind.EMAIL_TAP,
    "web_taps": FigureKind.WEB_TAP,
}
NAME_OF = {kind.value: name for name, kind in KIND_OF.items()}
CHARTED = frozenset({FigureKind.FORM.value, FigureKind.LOOKUP.value})


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the breakdown: what it is, what to know about it, and its numbers. `day` where it is a day."""

    label: str
    detail: str = ""
    day: date | None = None
    tally: Tally


def hour_of(moment: datetime) -> int:
    """Return the local hour of the day, 0 to 23."""
    return moment.astimezone(get_default_timezone()).hour


def is_counted(standing: str) -> bool:
    """Return whether what has this standing belongs in figures."""
    return standing == Standing.COUNTED


def tally_of(counts: Iterable[tuple[str, int]]) -> Tally:
    """Return the tally of counts by kind; kinds that no tally holds are left out."""
    numbers = dict.fromkeys(NAMES, 0)
    for kind, number in counts:
        if kind in NAME_OF:
            numbers[NAME_OF[kind]] += number
    return Tally(**numbers)


def tallies_of_links(cells: Counter[Cell], placements: Mapping[int, Placement]) -> dict[int | None, Tally]:
    """Return the tally of each link, of those without any figure too; under None what came without a link."""
    counts: dict[int | None, list[tuple[str, int]]] = {pk: [] for pk in placements}
    for (placement, _d, kind, standing), number in cells.items():
        if is_counted(standing):
            counts.setdefault(placement, []).append((kind, number))
    return {placement: tally_of(found) for placement, found in counts.items()}


def link_rows(by: By, cells: Counter[Cell], placements: Mapping[int, Placement]) -> tuple[Row, ...]:
    """Return the rows of what is asked for of links; what came without one has a row of its own."""
    rows: dict[str, Row] = {}
    for pk, tally in tallies_of_links(cells, placements).items():
        label, detail = label_of(by, placements.get(pk) if pk else None)
        row = rows.get(label)
        rows[label] = Row(label=label, detail=detail, tally=row.tally + tally if row else tally)
    return tuple(sorted(rows.values(), key=by_outcome))


def area_rows(by_area: Counter[tuple[int, str]], total: Tally) -> tuple[Row, ...]:
    """Return each area's row, and one for what is of no known area, so that the rows add up to the total."""
    counts: dict[int, list[tuple[str, int]]] = {}
    for (area, kind), number in by_area.items():
        counts.setdefault(area, []).append((kind, number))
    areas = Area.objects.filter(pk__in=counts).values_list("pk", "name", "code")
    rows = [Row(label=name, detail=code, tally=tally_of(counts[pk])) for pk, name, code in areas]
    unknown, nothing = _left_of(total, rows), Tally()
    rows = [row for row in sorted(rows, key=by_outcome) if row.tally != nothing]
    if unknown != nothing:
        rows.append(Row(label=_("No known area"), detail=_("Nobody said where they are"), tally=unknown))
    return tuple(rows)


def hour_rows(by_hour: Counter[tuple[int, str]], total: Tally) -> tuple[Row, ...]:
    """Return the hours of the day from the first with any figure to the last, and a row for hours no longer kept."""
    counts: dict[int, list[tuple[str, int]]] = {}
    for (hour, kind), number in by_hour.items():
        if number:
            counts.setdefault(hour, []).append((kind, number))
    rows = [
        Row(
            label=_("%(first)02d:00 to %(last)02d:00") % {"first": hour, "last": hour + 1},
            tally=tally_of(counts.get(hour, [])),
        )
        for hour in range(min(counts, default=0), max(counts, default=-1) + 1)
    ]
    unknown = _left_of(total, rows)
    if unknown != Tally():
        rows.append(Row(label=_("Hour no longer kept"), detail=_("Days of long ago"), tally=unknown))
    return tuple(rows)


def _left_of(total: Tally, rows: Sequence[Row]) -> Tally:
    """Return what of the total stands in none of the rows."""
    return Tally(**{name: (total.of(name) or 0) - sum(row.tally.of(name) or 0 for row in rows) for name in NAMES})


def by_outcome(row: Row) -> tuple[int, int, str]:
    """Put first what led most people to speak, by form or to an office alike."""
    return (-(row.tally.forms or 0) - (row.tally.lookups or 0), -(row.tally.clicks or 0), row.label)


def label_of(by: By, placement: Placement | None) -> tuple[str, str]:
    """Return under which label and detail a link stands in a breakdown; none: what came without a link."""
    if placement is None:
        return _("No link"), _("Came without one of the campaign’s links")
    if by == By.WAVE:
        return (placement.wave.name, placement.wave.audience) if placement.wave else (_("No wave"), "")
    if by == By.PARTNER:
        partner = placement.partner
        return (
            (keeper_of(organisation=partner.organisation).name, "") if partner else (_("The campaign’s own links"), "")
        )
    if by == By.CHANNEL:
        return str(Channel(placement.channel).label), ""
    if by == By.POST:
        return (placement.post, "") if placement.post else (_("No name of a post"), "")
    if by == By.LANGUAGE:
        return language_of(placement.language).name, ""
    name = placement.post or str(Channel(placement.channel).label)
    about = [f"/l/{placement.code}", str(Channel(placement.channel).label)]
    about += [public_name(organisation=placement.partner.organisation)] if placement.partner else []
    about += [placement.wave.name] if placement.wave else []
    return f"{name} ({placement.code})", " · ".join(about)


def day_rows(cells: Counter[Cell], today: date) -> tuple[Row, ...]:
    """Return each day from the first with any figure to the last or today, the earliest first."""
    counts: dict[date, list[tuple[str, int]]] = {}
    for (_p, day, kind, standing), number in cells.items():
        if is_counted(standing) and day is not None and number:
            counts.setdefault(day, []).append((kind, number))
    if not counts:
        return ()
    first, last = min(counts), max(max(counts), min(today, max(counts) + timedelta(days=1)))
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return tuple(Row(label=day.isoformat(), day=day, tally=tally_of(counts.get(day, []))) for day in days)
