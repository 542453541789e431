"""The law's clock on a request: a month from the day it came, to the same date, or the next working day."""

from datetime import date, timedelta

from heard.design.months import months_after
from heard.places.hours.bank_holidays import BANK_HOLIDAYS

EXTRA_MONTHS = 2


def last_day(*, received_on: date) -> date:
    """Return the last day on which a request is answered in time.

    It is the same date a month later (the last of a month that has none such), or the next working day after it.
    """
    return _working_day(months_after(received_on, 1))


def last_day_extended(*, received_on: date) -> date:
    """Return the last day where two more months were taken."""
    return _working_day(months_after(received_on, 1 + EXTRA_MONTHS))


def _working_day(day: date) -> date:
    while day.weekday() >= 5 or day in BANK_HOLIDAYS:
        day += timedelta(days=1)
    return day
