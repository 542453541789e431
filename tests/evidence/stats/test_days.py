"""Periods of days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.stats import Period, Window

DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))


@given(DAYS, st.integers(0, 500))
def test_a_period_has_as_many_days_as_it_says(start: date, more: int):
    period = Period(start, start.fromordinal(start.toordinal() + more))

    assert len(list(period)) == len(period) == more + 1
    assert all(day in period for day in period)


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="ends \\(2020-07-07\\) before it starts"):
        Period(date(2020, 7, 8), date(2020, 7, 7))


def test_a_period_is_read_from_two_days_and_a_colon():
    assert Period.parse("2020-07-08:2020-09-30") == Period(date(2020, 7, 8), date(2020, 9, 30))


@pytest.mark.parametrize("text", ["", "2020-07-08", "2020-07-08:", "8 July:9 July", "2020-02-30:2020-03-01"])
def test_what_is_not_a_period_is_refused_in_one_sentence(text: str):
    with pytest.raises(ValueError, match="is not a period"):
        Period.parse(text)


def test_periods_that_share_a_day_overlap():
    july = Period(date(2020, 7, 1), date(2020, 7, 31))

    assert july.overlaps(Period(date(2020, 7, 31), date(2020, 8, 31)))
    assert not july.overlaps(july.shifted(31))


def test_a_window_knows_only_the_days_that_have_a_count():
    day = date(2020, 7, 8)

    window = Window(period=Period(day, date(2020, 7, 10)), counts={day: 0, date(2020, 8, 1): 5})

    assert window.known() == [day]


def test_a_count_below_zero_is_refused():
    day = date(2020, 7, 8)

    with pytest.raises(ValueError, match="8 July 2020 is below zero"):
        Window(period=Period(day, day), counts={day: -1})
