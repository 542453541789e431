"""The law gives a month: to the same date, the last of a short month, or the next working day."""

from datetime import date

import pytest

from heard.feedback.rights import last_day, last_day_extended


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),
        (date(2026, 9, 1), date(2026, 10, 1)),
        (date(2027, 1, 29), date(2027, 3, 1)),
        (date(2026, 11, 25), date(2026, 12, 29)),
        (date(2026, 12, 1), date(2027, 1, 4)),
    ],
)
def test_the_last_day(received: date, last: date) -> None:
    assert last_day(received_on=received) == last


def test_two_more_months() -> None:
    assert last_day_extended(received_on=date(2026, 9, 1)) == date(2026, 12, 1)
