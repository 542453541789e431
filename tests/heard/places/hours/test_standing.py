"""Open now or closed, by the clocks of England, on ordinary days, bank holidays and the days when clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.places.hours import BANK_HOLIDAYS, LAST_KNOWN_DAY, hours_of, open_state, read_hours, standing
from tests.heard.places.hours.test_reading import weeks

LONDON = ZoneInfo("Europe/London")
NIGHTS = "Monday to Friday, 5pm to 8.30am; weekends, at any time"
OFFICE = "Monday to Friday, 9am to 5pm; Saturday 10am to noon"
moments = st.datetimes(min_value=datetime(2026, 1, 2), max_value=datetime(2028, 11, 30), timezones=st.just(UTC))


def at(words):
    return datetime.fromisoformat(words).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("hours", "moment", "words"),
    [
        (OFFICE, "2026-07-08T09:00", "Open now until 5pm"),
        (OFFICE, "2026-07-08T08:59", "Closed now, opens at 9am"),
        (OFFICE, "2026-07-08T17:00", "Closed now, opens tomorrow at 9am"),
        (OFFICE, "2026-07-11T12:00", "Closed now, opens on Monday at 9am"),
        (OFFICE, "2026-08-31T11:00", "Today is a bank holiday, so it may be closed"),
        (OFFICE, "2026-08-29T13:00", "Closed now, opens on Tuesday at 9am"),
        (f"{OFFICE}; bank holidays 10am to 1pm", "2026-08-31T11:00", "Open now until 1pm"),
        (f"{OFFICE}; closed on bank holidays", "2026-08-31T11:00", "Closed now, opens tomorrow at 9am"),
        (f"{OFFICE}; 1 June 2026 to 12 June 2026 closed", "2026-06-01T11:00", "Closed now, opens on 13 June at 10am"),
        ("24/7", "2026-12-25T03:00", "Open now, at any time of day or night"),
        (NIGHTS, "2026-07-09T02:00", "Open now until 8.30am"),
        (NIGHTS, "2026-07-10T18:00", "Open now until Monday at midnight"),
        (NIGHTS, "2026-07-10T09:00", "Closed now, opens at 5pm"),
        ("1 May 2026, 9am to 5pm", "2026-07-10T09:00", "Closed now"),
        ("Whenever we can", "2026-07-10T09:00", ""),
        ("", "2026-07-10T09:00", ""),
    ],
)  # fmt: skip
def test_whether_it_is_open_and_until_or_from_when(hours, moment, words):
    assert open_state(hours_of(hours), at(moment)) == words


@pytest.mark.parametrize(
    ("moment", "changes"),
    [
        ("2026-03-27T18:00+00:00", "2026-03-30T08:00+00:00"),  # clocks go forward on Sunday 29 March
        ("2026-10-23T18:00+01:00", "2026-10-26T09:00+00:00"),  # and back on Sunday 25 October
    ],
)
def test_nine_o_clock_is_nine_o_clock_after_the_clocks_change(moment, changes):
    hours = read_hours("Monday to Friday, 9am to 5pm")

    assert standing(hours, datetime.fromisoformat(moment)).changes_at == datetime.fromisoformat(changes)


def test_a_night_in_which_clocks_change_lasts_an_hour_less_or_more():
    hours = read_hours("Every day, 10pm to 6am")

    assert standing(hours, at("2026-03-29T05:30")).is_open
    assert standing(hours, at("2026-03-28T22:00")).changes_at - at("2026-03-28T22:00").astimezone(UTC) == timedelta(
        hours=7
    )
    assert standing(hours, at("2026-10-24T22:00")).changes_at - at("2026-10-24T22:00").astimezone(UTC) == timedelta(
        hours=9
    )


@given(weeks, moments)
def test_it_is_as_it_says_until_the_moment_at_which_it_changes(hours, now):
    state = standing(hours, now)
    if state.is_open is None or state.changes_at is None:
        return

    just_before, just_then = (
        standing(hours, state.changes_at - timedelta(seconds=1)),
        standing(hours, state.changes_at),
    )

    assert state.changes_at > now
    assert just_before.is_open in {state.is_open, None}
    assert just_then.is_open is not state.is_open


@given(weeks, moments)
def test_open_means_that_the_clock_on_the_wall_stands_within_the_hours(hours, now):
    here = now.astimezone(LONDON)
    minute = here.hour * 60 + here.minute
    today, yesterday = (hours.on(here.date()) or (), hours.on(here.date() - timedelta(days=1)) or ())
    is_within = any(span.opens <= minute < span.closes for span in today) or any(
        minute + 1440 < span.closes for span in yesterday
    )
    if here.date() in {
        date(2026, 3, 29),
        date(2026, 10, 25),
        date(2027, 3, 28),
        date(2027, 10, 31),
        date(2028, 3, 26),
        date(2028, 10, 29),
    }:
        return

    assert (standing(hours, now).is_open is True) == is_within


def _easter(year):
    """Return Easter Sunday by the Anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    l = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7  # noqa: E741
    m = (a + 11 * h + 22 * l) // 451
    return date(year, (h + l - 7 * m + 114) // 31, (h + l - 7 * m + 114) % 31 + 1)


def _first_monday(year, month):
    return next(day for n in range(1, 8) if (day := date(year, month, n)).weekday() == 0)


def _by_the_act(year):
    """Return the bank holidays of an ordinary year by the Act of 1971 and its substitute days."""
    fixed = []
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() > 4 or day in fixed:
            day += timedelta(days=1)
        fixed.append(day)
    last_of = {
        month: max(date(year, month, n) for n in range(25, 32) if date(year, month, n).weekday() == 0)
        for month in (5, 8)
    }
    easter = _easter(year)
    return {*fixed, easter - timedelta(days=2), easter + timedelta(days=1), _first_monday(year, 5), *last_of.values()}


def test_the_list_of_bank_holidays_is_what_the_law_makes_of_each_year():
    years = range(min(BANK_HOLIDAYS).year, LAST_KNOWN_DAY.year + 1)

    assert set(BANK_HOLIDAYS) == set().union(*(_by_the_act(year) for year in years))
