"""What an office covers: areas with their days, read from a row, compared, and kept."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from django.utils.translation import gettext as _

from heard.places.actions.loading.rows import RowReader
from heard.places.details import NotRight
from heard.places.models import Area, Office, OfficeCoverage


@dataclass(frozen=True, kw_only=True)
class Covered:
    """That an area is covered between two days, both included."""

    area: int
    valid_from: date | None
    valid_to: date | None

    def meets(self, other: "Covered") -> bool:
        """Return whether both cover the same area on any one day."""
        starts = max(self.valid_from or date.min, other.valid_from or date.min)
        return self.area == other.area and starts <= min(self.valid_to or date.max, other.valid_to or date.max)


def day(text: str) -> date:
    """Return a day written as 2026-04-01. Raises NotRight."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        raise NotRight(_("There is no day “%(day)s”.") % {"day": text}) from None
    raise NotRight(_("“%(day)s” is not a day like 2026-04-01: year, month, day.") % {"day": text[:40]})


def covered_by(reader: RowReader, *, areas: Mapping[str, Area]) -> tuple[Covered, ...]:
    """Return what a row says that an office covers."""
    first, last = (reader.read(column, day, empty=None) for column in ("valid_from", "valid_to"))
    if first and last and last < first:
        reader.refuse(
            "valid_to",
            _("%(last)s is before %(first)s. Write the first day in valid_from and the last in valid_to.")
            % {"first": first.isoformat(), "last": last.isoformat()},
        )
        return ()
    found = []
    for code in re.split(r"[;,\s]+", reader.text("areas", longest=4000).upper()):
        if code and (area := _area(code, reader, areas)):
            _refuse_out_of_days(area, first, reader)
            found.append(Covered(area=area.pk, valid_from=first, valid_to=last))
    doubled = sorted({code for code in found if found.count(code) > 1}, key=lambda one: one.area)
    by_id = {area.pk: area for area in areas.values()}
    for one in doubled:
        reader.refuse("areas", _("It names %(code)s twice. Name it once.") % {"code": by_id[one.area].code})
    return tuple(dict.fromkeys(found))


def _area(code: str, reader: RowReader, areas: Mapping[str, Area]) -> Area | None:
    if code in areas:
        return areas[code]
    by_name = {area.name.upper(): area for area in areas.values()}
    near = get_close_matches(code, [*areas, *by_name], n=1, cutoff=0.8)
    meant = areas.get(near[0]) or by_name[near[0]] if near else None
    reader.refuse(
        "areas",
        _("There is no area “%(code)s”. Do you mean %(near)s (%(name)s)?")
        % {"code": code[:40], "near": meant.code, "name": meant.name}
        if meant
        else _("There is no area “%(code)s”. Write its official code, like E08000035.") % {"code": code[:40]},
    )
    return None


def _refuse_out_of_days(area: Area, first: date | None, reader: RowReader) -> None:
    if area.valid_to and (first is None or first > area.valid_to) and not reader.row.get("valid_to"):
        reader.refuse(
            "areas",
            _("%(name)s (%(code)s) ended on %(day)s. Write the code of the area that follows it, or a last day.")
            % {"name": area.name, "code": area.code, "day": area.valid_to.isoformat()},
        )


def keep_coverage(*, office: Office, covered: Iterable[Covered], today: date) -> bool:
    """Let an office cover what is given; return whether anything changed.

    What it covers now and no longer should ends yesterday; what has ended stays as history.
    """
    existing = {
        Covered(area=one.area_id, valid_from=one.valid_from, valid_to=one.valid_to): one.pk
        for one in office.coverage.all()
    }
    final = set(covered)
    for old in existing:
        if not any(old.meets(new) and (new.valid_from or date.min) <= today for new in final):
            final |= _history(old, today)
    gone = [pk for old, pk in existing.items() if old not in final]
    new = [
        OfficeCoverage(office=office, area_id=one.area, valid_from=one.valid_from, valid_to=one.valid_to)
        for one in final
        if one not in existing
    ]
    OfficeCoverage.objects.filter(pk__in=gone).delete()
    OfficeCoverage.objects.bulk_create(new)
    return bool(gone or new)


def _history(old: Covered, today: date) -> set[Covered]:
    yesterday = today - timedelta(days=1)
    if old.valid_to and old.valid_to <= yesterday:
        return {old}
    if old.valid_from is None or old.valid_from <= yesterday:
        return {Covered(area=old.area, valid_from=old.valid_from, valid_to=yesterday)}
    return set()
