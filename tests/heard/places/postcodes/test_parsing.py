"""What someone typed, read as a postcode or as the beginning of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.places.postcodes import Postcode, Prefix, looks_like_one, read_begun, read_whole
from heard.places.postcodes.parsing import OUTWARD

LEEDS = Postcode(outward="LS6", inward="2AB")


@pytest.mark.parametrize(
    "typed",
    ["LS6 2AB", "ls6 2ab", "ls62ab", " LS6  2AB ", "L S 6 2 A B", "LS6-2AB", "LS6 2AB.", "(ls6 2ab)", "LS6\u00a02AB"],
)
def test_a_whole_postcode_is_read_however_it_is_spaced_and_signed(typed):
    assert read_whole(typed) == LEEDS


def test_wide_letters_of_a_phone_keyboard_are_read():
    assert read_whole("ＬＳ６ ２ＡＢ") == LEEDS


@pytest.mark.parametrize("typed", ["I live at LS6 2AB", "12 High Street, Leeds LS62AB", "Leeds, ls6 2ab, England"])
def test_the_only_postcode_in_an_address_is_read(typed):
    assert read_whole(typed) == LEEDS


@pytest.mark.parametrize(
    "typed",
    ["", "Leeds", "LS6", "LS6 2", "LS6 2A", "LS6 2ABC", "XLS6 2AB1", "LS6 2AB or BS1 1AA", "6LS 2AB", "ß6 2AB", "\x00"],
)
def test_what_is_no_whole_postcode_is_not_read_as_one(typed):
    assert read_whole(typed) is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ls6", "LS6"),
        ("LS6 2", "LS6 2"),
        ("ls62", "LS62"),
        ("LS1 1", "LS1 1"),
        ("LS11", "LS11"),
        ("ls6 2a", "LS6 2A"),
        ("SW1A", "SW1A"),
        ("m1", "M1"),
    ],
)
def test_the_beginning_of_a_postcode_is_read_as_it_is_spaced(typed, first):
    assert str(read_begun(typed)[0]) == first


def test_a_beginning_without_a_blank_may_be_read_in_two_ways():
    assert read_begun("LS11") == (Prefix(outward="LS11"), Prefix(outward="LS1", sector="1"))


@pytest.mark.parametrize("typed", ["", "L", "LEEDS", "LS6 2AB", "666", "Kent 1"])
def test_what_is_no_beginning_is_not_read_as_one(typed):
    assert read_begun(typed) == ()


@given(st.from_regex(rf"{OUTWARD}[0-9][A-Z]{{2}}", fullmatch=True), st.data())
def test_blanks_and_case_change_nothing(signs, data):
    places = data.draw(st.lists(st.integers(0, len(signs)), max_size=4))
    typed = signs.lower()
    for place in sorted(places, reverse=True):
        typed = typed[:place] + " " + typed[place:]

    assert str(read_whole(typed)).replace(" ", "") == signs


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text):
    whole, begun = read_whole(text), read_begun(text)

    assert not (whole and begun and len(text) <= 8)
    if begun:
        assert looks_like_one(text) or begun[0].outward.isalpha()
