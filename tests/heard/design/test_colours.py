import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.design import colours

COLOURS = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_21_between_black_and_white_and_1_between_the_same() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#336699", "#336699") == pytest.approx(1)


def test_contrast_agrees_with_a_known_pair() -> None:
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_stays_in_its_range(one: str, other: str) -> None:
    assert colours.contrast(one, other) == colours.contrast(other, one)
    assert 1 <= colours.contrast(one, other) <= 21.0001


@given(COLOURS)
def test_words_on_any_accent_can_be_read(accent: str) -> None:
    assert colours.contrast(colours.readable_on(accent), accent) >= colours.READABLE


@given(COLOURS)
def test_any_accent_is_made_dark_enough_for_words_on_white(accent: str) -> None:
    assert colours.contrast(colours.readable_ink(accent), "#ffffff") >= colours.READABLE


@given(COLOURS)
def test_an_accent_that_can_be_read_is_left_alone(accent: str) -> None:
    if colours.contrast(accent, "#ffffff") >= colours.READABLE:
        assert colours.readable_ink(accent) == accent


@pytest.mark.parametrize("text", ["", "red", "#fff", "#1234567", "#12345g", "#123456;}body{display:none", "#123456\n"])
def test_what_is_no_colour_is_known(text: str) -> None:
    assert not colours.is_colour(text)
    with pytest.raises(ValueError, match="not a colour"):
        colours.luminance(text)
