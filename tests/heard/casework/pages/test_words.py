"""How the pages write time, counts and redacted words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.casework.pages.words import Mark, age, count, day, segments

NOW = datetime(2020, 9, 15, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("waited", "said"),
    [
        (timedelta(seconds=59), "Just now"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23), "23 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=400), "400 days"),
        (-timedelta(days=1), "Just now"),
    ],
)
def test_an_age_is_said_in_its_largest_whole_unit(waited: timedelta, said: str) -> None:
    assert age(NOW - waited, now=NOW) == said


def test_a_day_is_said_in_the_sites_own_time() -> None:
    assert day(datetime(2020, 7, 8, 23, 30, tzinfo=UTC)) == "9 July 2020"
    assert day(date(2020, 7, 8)) == "8 July 2020"


def test_a_large_count_is_grouped() -> None:
    assert count(92567) == "92,567"


def test_placeholders_stand_apart_from_words() -> None:
    found = segments("Ring [phone 2] or [National Insurance number], [sic].")
    assert [(one.text, one.is_placeholder) for one in found][:4] == [
        ("Ring ", False),
        ("[phone 2]", True),
        (" or ", False),
        ("[National Insurance number]", True),
    ]


@given(st.text())
def test_no_word_is_lost_in_telling_placeholders_apart(words: str) -> None:
    assert "".join(one.text for one in segments(words)) == words


def test_a_sign_of_harm_stands_apart_and_its_last_stretch_names_the_harm() -> None:
    said = "A carer slapped [name] twice."
    found = segments(said, [Mark(start=8, end=22, harm="abuse"), Mark(start=16, end=28, harm="neglect")])
    assert [(one.text, one.is_sign, one.is_placeholder, one.harm) for one in found] == [
        ("A carer ", False, False, ""),
        ("slapped ", True, False, ""),
        ("[name]", True, True, ""),
        (" twice", True, False, "abuse; neglect"),
        (".", False, False, ""),
    ]
