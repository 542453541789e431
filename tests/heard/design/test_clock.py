from datetime import UTC, date, datetime

import pytest

from heard.design.clock import end_of_day, start_of_day


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2020, 1, 8), datetime(2020, 1, 8, 0, tzinfo=UTC)),
        (date(2020, 7, 8), datetime(2020, 7, 7, 23, tzinfo=UTC)),
    ],
)
def test_a_day_starts_at_midnight_by_the_clocks_of_the_place(day: date, moment: datetime) -> None:
    assert start_of_day(day) == moment


def test_a_day_ends_where_the_next_one_starts() -> None:
    assert end_of_day(date(2026, 3, 28)) == start_of_day(date(2026, 3, 29))


def test_the_last_day_of_the_calendar_ends_with_it() -> None:
    assert end_of_day(date.max) > start_of_day(date.max)
