"""When links go out, as a month of days and as an iCalendar file (RFC 5545)."""

from calendar import Calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

WIDEST = 75
"""How many bytes a line of the file may have; longer ones are folded."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that goes out at a moment: `key` tells it from all others for ever, `address` leads to it."""

    key: str
    at: datetime
    title: str
    address: str


def weeks_of(month: date) -> tuple[tuple[date, ...], ...]:
    """Return the weeks, from Monday on, that hold the month's days."""
    return tuple(tuple(week) for week in Calendar().monthdatescalendar(month.year, month.month))


def ics_of(entries: Iterable[Entry], *, name: str, host: str, now: datetime) -> str:
    """Return the entries as a file that calendars subscribe to or take in; each lasts a quarter of an hour."""
    return "".join(f"{folded}\r\n" for line in _lines(entries, name, host, now) for folded in _folded(line))


def _lines(entries: Iterable[Entry], name: str, host: str, now: datetime) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Heard//Campaign calendar//EN"
    yield f"X-WR-CALNAME:{_escaped(name)}"
    for entry in entries:
        yield "BEGIN:VEVENT"
        yield f"UID:{_escaped(entry.key)}@{host}"
        yield f"DTSTAMP:{_moment(now)}"
        yield f"DTSTART:{_moment(entry.at)}"
        yield f"DTEND:{_moment(entry.at + timedelta(minutes=15))}"
        yield f"SUMMARY:{_escaped(entry.title)}"
        yield f"URL:{entry.address}"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Cut a line into pieces that are not too wide, between characters; those after the first are indented."""
    piece, width = "", 0
    for char in line:
        size = len(char.encode())
        if width + size > WIDEST:
            yield piece
            piece, width = " ", 1
        piece, width = piece + char, width + size
    yield piece
