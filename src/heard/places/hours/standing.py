"""Whether someone can be reached now, and until or from when, by the clocks of England."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from heard.design.dates import said_day_of_year
from heard.places.hours.saying import day_and_time, day_names, time_of_day
from heard.places.hours.week import Hours, Span

LONDON = ZoneInfo("Europe/London")
DAYS_AHEAD = 22


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Whether it is open at a moment (None: not known), and when that changes (None: not within three weeks)."""

    is_open: bool | None
    changes_at: datetime | None


def standing(hours: Hours | None, now: datetime) -> Standing:
    """Return whether it is open now. A bank holiday that the hours do not speak of is not known."""
    if hours is None:
        return Standing(is_open=None, changes_at=None)
    here = now.astimezone(LONDON)
    spans = _spans_around(hours, here.date())
    for opens, closes in spans:
        if opens <= now < closes:
            return Standing(is_open=True, changes_at=closes if closes - now < timedelta(days=DAYS_AHEAD - 2) else None)
    if hours.on(here.date()) is None:
        return Standing(is_open=None, changes_at=None)
    later = [opens for opens, _closes in spans if opens > now]
    return Standing(is_open=False, changes_at=min(later, default=None))


def open_state(hours: Hours | None, now: datetime) -> str:
    """Return in words whether it is open now and until or from when; empty where the hours are not known."""
    here, state = now.astimezone(LONDON), standing(hours, now)
    changes = state.changes_at.astimezone(LONDON) if state.changes_at else None
    if state.is_open is None:
        return _("Today is a bank holiday, so it may be closed") if hours is not None else ""
    if state.is_open:
        return _open_until(changes, here=here)
    if changes is None:
        return _("Closed now")
    return _("Closed now, opens %(when)s") % {"when": day_and_time(changes, now=here)}


def _open_until(changes: datetime | None, *, here: datetime) -> str:
    if changes is None:
        return _("Open now, at any time of day or night")
    if changes - here <= timedelta(hours=24):
        return _("Open now until %(time)s") % {"time": time_of_day(changes.hour * 60 + changes.minute)}
    is_near = changes - here < timedelta(days=7)
    return _("Open now until %(day)s at %(time)s") % {
        "day": day_names()[changes.weekday()] if is_near else said_day_of_year(changes.date()),
        "time": time_of_day(changes.hour * 60 + changes.minute),
    }


@lru_cache(maxsize=2048)
def _spans_around(hours: Hours, today: date) -> tuple[tuple[datetime, datetime], ...]:
    """Return the spans from yesterday on, in their order; those that meet or overlap are one."""
    spans: list[tuple[datetime, datetime]] = []
    for ahead in range(-1, DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        for span in hours.on(day) or ():
            opens, closes = _moments(day, span)
            if spans and opens <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(closes, spans[-1][1]))
            elif opens < closes:
                spans.append((opens, closes))
    return tuple(spans)


def _moments(day: date, span: Span) -> tuple[datetime, datetime]:
    return _moment(day, span.opens), _moment(day, span.closes)


def _moment(day: date, minutes: int) -> datetime:
    """Return the moment at which clocks show so many minutes after midnight, in universal time."""
    days, minutes = divmod(minutes, 24 * 60)
    shown = datetime.combine(day + timedelta(days=days), time(minutes // 60, minutes % 60), tzinfo=LONDON)
    return shown.astimezone(ZoneInfo("UTC"))


def moment_said(moment: datetime, *, now: datetime) -> str:
    """Return when something is by the clocks of England, such as "tomorrow at 9am"."""
    return day_and_time(moment.astimezone(LONDON), now=now.astimezone(LONDON))
