"""Hours in words: as lines to read back, and as moments such as "tomorrow at 9am"."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from heard.design.dates import said_day, said_day_of_year
from heard.places.hours.week import ALL_DAY, DAY, Hours, Spans


def said(hours: Hours) -> tuple[str, ...]:
    """Return the hours as lines such as "Monday to Friday: 9am to 5pm", which read back as the same hours."""
    return tuple(_lines(hours))


def _lines(hours: Hours) -> Iterator[str]:
    if any(hours.week):
        for first, last, spans in _runs(hours.week):
            yield _line(_days(first, last), spans)
    if hours.is_usual_on_bank_holidays:
        yield _("Including bank holidays")
    elif hours.bank_holidays is not None:
        yield _line(_("Bank holidays"), hours.bank_holidays)
    for special in hours.special:
        yield _line(_dates(special.first, special.last), special.spans)


def _runs(week: tuple[Spans, ...]) -> Iterator[tuple[int, int, Spans]]:
    first = 0
    for day in range(1, 8):
        if day == 7 or week[day] != week[first]:
            yield first, day - 1, week[first]
            first = day


def _line(days: str, spans: Spans) -> str:
    return _("%(days)s: %(times)s") % {"days": days, "times": _times(spans)}


def _days(first: int, last: int) -> str:
    names = day_names()
    if (first, last) == (0, 6):
        return _("Every day")
    if first == last:
        return names[first]
    joined = _("%(first)s and %(last)s") if last == first + 1 else _("%(first)s to %(last)s")
    return joined % {"first": names[first], "last": names[last]}


def _dates(first: date, last: date) -> str:
    dates = {"first": said_day(first), "last": said_day(last)}
    return dates["first"] if first == last else _("%(first)s to %(last)s") % dates


def _times(spans: Spans) -> str:
    if not spans:
        return _("closed")
    if spans == ALL_DAY:
        return _("at any time")
    return _(" and ").join(
        _("%(opens)s to %(closes)s") % {"opens": time_of_day(span.opens), "closes": time_of_day(span.closes)}
        for span in spans
    )


def day_names() -> tuple[str, ...]:
    """Return the names of the days in the reader's language, from Monday."""
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


def time_of_day(minutes: int) -> str:
    """Return a time as people write it, such as 9am, 9.30am, noon or midnight."""
    minutes %= DAY
    if minutes in {0, 720}:
        return _("noon") if minutes else _("midnight")
    hour, minute = divmod(minutes, 60)
    shown = f"{(hour - 1) % 12 + 1}" + (f".{minute:02d}" if minute else "")
    return (_("%(time)sam") if hour < 12 else _("%(time)spm")) % {"time": shown}


def day_and_time(moment: datetime, *, now: datetime) -> str:
    """Return when something is, as told now: "at 9am", "tomorrow at 9am", "on Monday at 9am", or with its date."""
    time = time_of_day(moment.hour * 60 + moment.minute)
    days = (moment.date() - now.date()) // timedelta(days=1)
    if days == 0:
        return _("at %(time)s") % {"time": time}
    if days == 1:
        return _("tomorrow at %(time)s") % {"time": time}
    if days < 7:
        return _("on %(day)s at %(time)s") % {"day": day_names()[moment.weekday()], "time": time}
    return _("on %(date)s at %(time)s") % {"date": said_day_of_year(moment.date()), "time": time}
