"""When someone can be reached: hours in plain words read into weeks and days, and whether it is open now."""

from heard.places.hours.bank_holidays import BANK_HOLIDAYS, LAST_KNOWN_DAY
from heard.places.hours.reading import NotUnderstood, hours_of, read_hours
from heard.places.hours.saying import day_and_time, said, time_of_day
from heard.places.hours.standing import Standing, moment_said, open_state, standing
from heard.places.hours.week import Hours, Span, SpecialDays

__all__ = [
    "BANK_HOLIDAYS",
    "LAST_KNOWN_DAY",
    "Hours",
    "NotUnderstood",
    "Span",
    "SpecialDays",
    "Standing",
    "day_and_time",
    "hours_of",
    "moment_said",
    "open_state",
    "read_hours",
    "said",
    "standing",
    "time_of_day",
]
