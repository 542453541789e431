"""Days, months and times of day are said as each language says them."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from heard.design.dates import month_names, said_day, said_day_of_year, said_moment, said_month, said_time
from heard.design.languages import LANGUAGES

DAY = date(2020, 7, 8)


@pytest.mark.parametrize(
    ("code", "day", "of_year", "month"),
    [
        ("en-gb", "8 July 2020", "8 July", "July 2020"),
        ("en-easy", "8 July 2020", "8 July", "July 2020"),
        ("cy", "8 Gorffennaf 2020", "8 Gorffennaf", "Gorffennaf 2020"),
        ("pl", "8 lipca 2020", "8 lipca", "lipiec 2020"),
        ("ur", "8 جولائی 2020", "8 جولائی", "جولائی 2020"),
    ],
)
def test_a_day_and_a_month_are_said_as_the_language_says_them(code: str, day: str, of_year: str, month: str) -> None:
    with override(code):
        assert (said_day(DAY), said_day_of_year(DAY), said_month(DAY)) == (day, of_year, month)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_each_language_names_all_twelve_months(language: object) -> None:
    with override(language.code):  # type: ignore[attr-defined]
        assert set(month_names().values()) == set(range(1, 13))


def test_a_moment_is_said_by_the_clock_of_the_site() -> None:
    late = datetime(2020, 7, 7, 23, 5, 9, tzinfo=UTC)

    assert said_moment(late) == "8 July 2020, 00:05"
    assert (said_time(late), said_time(late, with_seconds=True)) == ("00:05", "00:05:09")
