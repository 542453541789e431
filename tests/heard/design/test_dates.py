"""Days and months are said as each language says them."""

from datetime import date

import pytest
from django.utils.translation import override

from heard.design.dates import month_names, said_day, said_day_of_year, said_month
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
