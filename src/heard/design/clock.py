"""The clock: read once, in a view, a command or a task, and passed down as `now`; and where a day begins by it."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

NOON = time(12)


def now() -> datetime:
    """Return this moment with its time zone (UTC)."""
    return datetime.now(tz=UTC)


def day_of(moment: datetime) -> date:
    """Return the local day of a moment."""
    return moment.astimezone(timezone.get_default_timezone()).date()


def start_of_day(day: date) -> datetime:
    """Return the moment at which a local day starts."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def moment_on(day: date, *, now: datetime) -> datetime:
    """Return when something came of which the day alone is known: now where it is today, else the noon of that day."""
    if day >= timezone.localdate(now):
        return now
    return timezone.make_aware(datetime.combine(day, NOON), timezone.get_default_timezone())


def end_of_day(day: date) -> datetime:
    """Return the moment at which a local day is over; the last day of the calendar has none after it."""
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return start_of_day(day + timedelta(days=1))
