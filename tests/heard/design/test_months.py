"""A month later is the day of the same number, or the last of a month that has none such."""

from datetime import UTC, date, datetime

import pytest

from heard.design.months import months_after


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2020, 9, 3), 1, date(2020, 10, 3)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2020, 12, 31), 2, date(2021, 2, 28)),
        (date(2020, 8, 31), -6, date(2020, 2, 29)),
        (date(2020, 1, 1), -1, date(2019, 12, 1)),
        (date(2020, 12, 15), 12, date(2021, 12, 15)),
    ],
)
def test_a_day_some_months_later(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_a_moment_keeps_its_time() -> None:
    assert months_after(datetime(2020, 3, 31, 9, 5, tzinfo=UTC), -1) == datetime(2020, 2, 29, 9, 5, tzinfo=UTC)
