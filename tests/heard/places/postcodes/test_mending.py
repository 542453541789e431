"""What a mistyped postcode may have been meant for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.places.postcodes import whole_of
from heard.places.postcodes.mending import meant_by

KNOWN = {"LS62AB", "SL62AB", "M11AA", "EC1A1BB"}


def meant(typed):
    return [str(each) for each in meant_by(typed, read=lambda signs: whole_of(signs) if signs in KNOWN else None)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("L56 2AB", "LS6 2AB"),
        ("LS6 ZAB", "LS6 2AB"),
        ("LS6 2A8", "LS6 2AB"),
        ("LSG ZAB", "LS6 2AB"),
        ("LSS6 2AB", "LS6 2AB"),
        ("LS6 2BA", "LS6 2AB"),
        ("LS6 2AN", "LS6 2AB"),
        ("LS6 2ABQ", "LS6 2AB"),
        ("LS62A", "LS6 2AB"),
        ("MI IAA", "M1 1AA"),
        ("ECIA 1BB", "EC1A 1BB"),
    ],
)
def test_one_slip_is_seen_through(typed, expected):
    assert expected in meant(typed)


def test_the_lightest_slips_are_asked_about_alone():
    assert meant("S16 2AB") == ["SL6 2AB"]


def test_what_was_typed_is_not_its_own_correction():
    assert "LS6 2AB" not in meant("LS6 2AB")


@pytest.mark.parametrize("typed", ["", "L", "Leeds", "LS6 2ABCDE", "WWW WWW"])
def test_what_is_no_slip_means_nothing(typed):
    assert meant(typed) == []


@given(st.text(max_size=30))
def test_no_text_breaks_it(text):
    assert set(meant(text)) <= {"LS6 2AB", "SL6 2AB", "M1 1AA", "EC1A 1BB"}
