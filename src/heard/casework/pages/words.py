"""How casework's pages write time, counts, and the names of what was redacted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.design.clock import day_of
from heard.design.dates import said_day

_PLACEHOLDER = re.compile(r"\[[A-Za-z][A-Za-z -]{2,30}(?: \d{1,3})?\]")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of redacted words: as written, or a placeholder for what was taken out.

    `is_sign` where a method takes it for a sign of harm; the last stretch of a sign says in `harm` of which.
    """

    text: str
    is_placeholder: bool = False
    is_sign: bool = False
    harm: str = ""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """From where to where words tell of harm, and of which."""

    start: int
    end: int
    harm: str


def segments(words: str, marks: Iterable[Mark] = ()) -> tuple[Segment, ...]:
    """Return redacted words with placeholders and signs of harm apart, so that a page can show which is which."""
    return tuple(_segments(words, _joined(marks)))


def _segments(words: str, marks: Sequence[Mark]) -> Iterator[Segment]:
    gaps = [match.span() for match in _PLACEHOLDER.finditer(words)]
    edges = {0, len(words), *(place for gap in gaps for place in gap)}
    edges |= {place for mark in marks for place in (mark.start, mark.end)}
    for start, end in pairwise(sorted(edges)):
        mark = next((mark for mark in marks if mark.start <= start and end <= mark.end), None)
        yield Segment(
            text=words[start:end],
            is_placeholder=any(first <= start and end <= last for first, last in gaps),
            is_sign=mark is not None,
            harm=mark.harm if mark is not None and mark.end == end else "",
        )


def _joined(marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks in order, those that overlap as one that names all their harms."""
    joined: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if joined and mark.start < joined[-1].end:
            last = joined.pop()
            harms = dict.fromkeys([*last.harm.split("; "), *mark.harm.split("; ")])
            mark = Mark(start=last.start, end=max(last.end, mark.end), harm="; ".join(harms))
        joined.append(mark)
    return joined


def day(when: date | datetime) -> str:
    """Return the day as people write it, in the site's own time."""
    return said_day(day_of(when) if isinstance(when, datetime) else when)


def age(since: datetime, *, now: datetime) -> str:
    """Return how long something waits, in the largest whole unit."""
    waited = max(now - since, timedelta())
    minutes, hours = int(waited.total_seconds() // 60), int(waited.total_seconds() // 3600)
    if minutes < 1:
        return _("Just now")
    if hours < 1:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if waited.days < 1:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d day", "%(n)d days", waited.days) % {"n": waited.days}


def count(number: int) -> str:
    """Return a count as people read it."""
    return number_format(number, force_grouping=True)
