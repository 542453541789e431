"""Days, months and times of day in the reader's language, as people say and type them."""

from datetime import date, datetime

from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import pgettext, pgettext_lazy

from heard.design.clock import day_of

_ALONE = (
    pgettext_lazy("a month by itself", "January"),
    pgettext_lazy("a month by itself", "February"),
    pgettext_lazy("a month by itself", "March"),
    pgettext_lazy("a month by itself", "April"),
    pgettext_lazy("a month by itself", "May"),
    pgettext_lazy("a month by itself", "June"),
    pgettext_lazy("a month by itself", "July"),
    pgettext_lazy("a month by itself", "August"),
    pgettext_lazy("a month by itself", "September"),
    pgettext_lazy("a month by itself", "October"),
    pgettext_lazy("a month by itself", "November"),
    pgettext_lazy("a month by itself", "December"),
)
_IN_A_DATE = (
    pgettext_lazy("a month after its day", "January"),
    pgettext_lazy("a month after its day", "February"),
    pgettext_lazy("a month after its day", "March"),
    pgettext_lazy("a month after its day", "April"),
    pgettext_lazy("a month after its day", "May"),
    pgettext_lazy("a month after its day", "June"),
    pgettext_lazy("a month after its day", "July"),
    pgettext_lazy("a month after its day", "August"),
    pgettext_lazy("a month after its day", "September"),
    pgettext_lazy("a month after its day", "October"),
    pgettext_lazy("a month after its day", "November"),
    pgettext_lazy("a month after its day", "December"),
)


def said_day(day: date) -> str:
    """Return a day, such as "7 July 2020"."""
    parts = {"day": day.day, "month": _IN_A_DATE[day.month - 1], "year": day.year}
    return pgettext("a day", "%(day)s %(month)s %(year)s") % parts


def said_day_of_year(day: date) -> str:
    """Return a day without its year, such as "7 July"."""
    return pgettext("a day", "%(day)s %(month)s") % {"day": day.day, "month": _IN_A_DATE[day.month - 1]}


def said_time(moment: datetime, *, with_seconds: bool = False) -> str:
    """Return the time of day of a moment by the site's own clock, such as "16:05"."""
    here = localtime(moment, get_default_timezone())
    return f"{here:%H:%M:%S}" if with_seconds else f"{here:%H:%M}"


def said_moment(moment: datetime) -> str:
    """Return the day and the time of day of a moment by the site's own clock, such as "7 July 2020, 16:05"."""
    return f"{said_day(day_of(moment))}, {said_time(moment)}"


def said_month(day: date) -> str:
    """Return the month of a day, such as "July 2020"."""
    return pgettext("a month", "%(month)s %(year)s") % {"month": _ALONE[day.month - 1], "year": day.year}


def month_names() -> dict[str, int]:
    """Return the number of each month by the names that the reader's language has for it, in lower case."""
    return {str(name).casefold(): number for names in (_ALONE, _IN_A_DATE) for number, name in enumerate(names, 1)}
