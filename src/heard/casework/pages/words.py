"""How casework's pages write time, counts, and the names of what was redacted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_PLACEHOLDER = re.compile(r"(\[[A-Za-z][A-Za-z -]{2,30}(?: \d{1,3})?\])")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of redacted words: as written, or a placeholder for what was taken out."""

    text: str
    is_placeholder: bool = False


def segments(words: str) -> tuple[Segment, ...]:
    """Return redacted words with their placeholders apart, so that a page can show which is which."""
    return tuple(_segments(words))


def _segments(words: str) -> Iterator[Segment]:
    for number, part in enumerate(_PLACEHOLDER.split(words)):
        if part:
            yield Segment(text=part, is_placeholder=number % 2 == 1)


def day(when: date | datetime) -> str:
    """Return the day as people write it, in the site's own time."""
    return date_format(localtime(when) if isinstance(when, datetime) else when, "j F Y")


def moment(at: datetime) -> str:
    """Return the day and the time of day."""
    return date_format(localtime(at), "j F Y, H:i")


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
