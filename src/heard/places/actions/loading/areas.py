"""Loading lists of areas."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import chain

from django.db import transaction
from django.utils import timezone

from heard.accounts.models import User
from heard.places.actions.loading.by_code import CHUNK, load_by_code
from heard.places.actions.loading.cells import choice_of, code_of, day_of, name_of
from heard.places.actions.loading.report import LoadReport, Mode, Progress, Refusal, record_load
from heard.places.models import Area, AreaKind
from heard.places.official_areas import shipped_areas
from heard.places.reading import Row


@transaction.atomic
def load_areas(
    *, rows: Iterable[Row], by: User | None, now: datetime, mode: Mode = Mode.MERGE, progress: Progress | None = None
) -> LoadReport:
    """Add and change areas by their official code; a parent is named by its code, in this list or an earlier one.

    What the list has no column for stays as it is: official look-ups name no days, and not all of them name regions.
    A full list (`Mode.REPLACE`) ends the areas that it leaves out on the day before.
    """
    report = LoadReport()
    parents: dict[str, str] = {}
    listed = iter(rows)
    first = next(listed, {})
    rows = chain([first] if first else [], listed)

    def area_of(row: Row) -> Area:
        code = code_of(row, longest=12)
        if "parent" in row:
            parents[code] = row["parent"].upper()
        return Area(
            code=code,
            name=name_of(row, longest=120),
            kind=choice_of(row.get("kind", ""), AreaKind, what="kind"),
            valid_from=day_of(row, "valid_from"),
            valid_to=day_of(row, "valid_to"),
        )

    fields = ("name", "kind", *(name for name in ("valid_from", "valid_to") if name in first))
    taken = load_by_code(Area, rows, make=area_of, fields=fields, report=report, progress=progress)
    _set_parents(parents, report=report)
    if mode is Mode.REPLACE:
        yesterday = timezone.localdate(now) - timedelta(days=1)
        report.ended = Area.objects.filter(valid_to=None).exclude(code__in=taken).update(valid_to=yesterday)
    record_load("places.areas.loaded", Area(), report, by=by, now=now)
    return report


def load_missing_areas(*, now: datetime) -> bool:
    """Load the areas of England that Heard is installed with, where none stand yet; return whether it did."""
    if Area.objects.filter(code__startswith="E").exists():
        return False
    load_areas(rows=shipped_areas(), by=None, now=now)
    return True


def _set_parents(parents: Mapping[str, str], *, report: LoadReport) -> None:
    known = {area.code: area for area in Area.objects.all()}
    moved = []
    for code, parent in parents.items():
        if parent and parent not in known:
            report.refusals.append(Refusal(line=0, reason=f"Area {code}: there is no area {parent} to be its parent."))
        elif code in known:
            area, wanted = known[code], known[parent].pk if parent else None
            if area.parent_id != wanted:
                area.parent_id = wanted
                moved.append(area)
    above = {area.pk: area.parent_id for area in known.values()}
    report.refusals += [
        Refusal(line=0, reason=f"Area {area.code} lies within itself, by its parents. Name another parent.")
        for area in moved
        if _goes_round(area.pk, above)
    ]
    Area.objects.bulk_update(moved, ["parent"], batch_size=CHUNK)


def _goes_round(area: int, above: Mapping[int, int | None]) -> bool:
    """Return whether the way up from an area comes back: whoever looks for what is around it would never arrive."""
    seen, around = {area}, above.get(area)
    while around is not None and around not in seen:
        seen.add(around)
        around = above.get(around)
    return around is not None
