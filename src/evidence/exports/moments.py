"""Days and moments as exports write them, and which of 7/8 is the month."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep sept", "oct", "nov", "dec"), start=1
    )
    for name in names.split()
}
_CLOCK = r"(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})" + _CLOCK, re.IGNORECASE)
_SLASHES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})" + _CLOCK, re.IGNORECASE)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+)?"
_MONTH_FIRST = re.compile(_WEEKDAY + r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _CLOCK, re.IGNORECASE)
_DAY_FIRST = re.compile(_WEEKDAY + r"(\d{1,2})[\s-]+([a-z]{3,9})\.?[,\s-]+(\d{4})" + _CLOCK, re.IGNORECASE)


class NotADay(ValueError):
    """A cell that should hold a day holds something else."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the time of day where the file has one; `offset` where it says by how much that differs from UTC."""

    day: date
    clock: time | None = None
    offset: timedelta | None = None

    def day_in(self, zone: str, *, of: str) -> date:
        """Return the day in `zone` of a moment that the file gives in the zone `of`; a day alone stays as it is.

        Raises NotADay where that is before the first year or after the last.
        """
        if self.clock is None or not (of or self.offset is not None):
            return self.day
        held = timezone(self.offset) if self.offset is not None else ZoneInfo(of)
        try:
            return datetime.combine(self.day, self.clock, held).astimezone(ZoneInfo(zone)).date()
        except OverflowError as wrong:
            raise NotADay(self.day.isoformat()) from wrong


def order_of(texts: Iterable[str]) -> str:
    """Return DMY or MDY, as the days of a column tell it; empty where all could be either. Raises NotADay for both."""
    told: dict[str, str] = {}
    for text in texts:
        found = _SLASHES.match(text.strip())
        if found and int(found[1]) > 12:
            told.setdefault("DMY", text)
        elif found and int(found[2]) > 12:
            told.setdefault("MDY", text)
    if len(told) == 2:
        raise NotADay(f"“{told['DMY']}” has the day first and “{told['MDY']}” the month")
    return next(iter(told), "")


def is_ambiguous(text: str) -> bool:
    """Return whether the day is written in figures that could be read either way."""
    found = _SLASHES.match(text.strip())
    return found is not None and int(found[1]) <= 12 and int(found[2]) <= 12 and int(found[1]) != int(found[2])


def moment_in(text: str, *, order: str) -> Moment:
    """Return the moment that a cell holds; `order` is DMY or MDY. Raises NotADay."""
    written = " ".join(text.split())
    if found := _ISO.fullmatch(written):
        return _moment(found, written, year=found[1], month=found[2], day=found[3])
    if found := _SLASHES.fullmatch(written):
        first, second = (found[1], found[2]) if order == "DMY" else (found[2], found[1])
        year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
        return _moment(found, written, year=year, month=second, day=first)
    if found := _MONTH_FIRST.fullmatch(written):
        return _moment(found, written, year=found[3], month=_month(found[1], written), day=found[2])
    if found := _DAY_FIRST.fullmatch(written):
        return _moment(found, written, year=found[3], month=_month(found[2], written), day=found[1])
    raise NotADay(written)


def _month(name: str, written: str) -> str:
    number = _MONTHS.get(name[:4].casefold()) or _MONTHS.get(name[:3].casefold())
    if number is None:
        raise NotADay(written)
    return str(number)


def _moment(found: "re.Match[str]", written: str, *, year: str, month: str, day: str) -> Moment:
    hour, minute, second, half, zone = found.groups()[-5:]
    try:
        the_day = date(int(year), int(month), int(day))
        if hour is None:
            return Moment(the_day)
        hours = int(hour)
        if half:
            hours = hours % 12 + (12 if half.casefold().startswith("p") else 0)
        return Moment(the_day, time(hours, int(minute), int(second or 0)), _offset(zone))
    except ValueError as wrong:
        raise NotADay(written) from wrong


def _offset(zone: str | None) -> timedelta | None:
    if zone is None:
        return None
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return timedelta()
    digits = zone[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if size >= timedelta(days=1):
        raise NotADay(zone)
    return -size if zone[0] == "-" else size
