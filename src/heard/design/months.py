"""Calendar months: what "one month" means to a person and to the law."""

from calendar import monthrange
from datetime import date, datetime
from typing import TypeVar

Day = TypeVar("Day", date, datetime)


def months_after(day: Day, months: int) -> Day:
    """Return the day with the same number so many months later, or the last of that month where it has none such.

    Fewer than none go back. A moment keeps its time of day.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
