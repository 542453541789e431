"""The words that services are found by."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.places import spelling

WORDS = st.text(string.ascii_lowercase, min_size=4, max_size=14)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Mary's Surgery", "Saint Marys surgery"),
        ("Guy’s & St Thomas’", "guys and st thomas'"),
        ("Bryn Tâf", "bryn taf"),
    ],
)
def test_what_means_the_same_is_written_the_same(one, other):
    assert spelling.plain_words(one) == spelling.plain_words(other)


def test_a_long_name_is_known_by_its_initials_with_and_without_small_words():
    assert spelling.initials("Queen's Medical Centre") == ["qmc"]
    assert spelling.initials("Royal Hospital of the Moor") == ["rhm", "rhotm"]
    assert spelling.initials("Old Surgery") == []


@given(WORDS, st.data())
def test_a_word_and_a_slip_in_it_share_a_key(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    slips = [
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ]

    assert all(spelling.keys(word) & spelling.keys(slip) for slip in slips if len(slip) >= 3)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=12))
def test_a_line_of_words_holds_plain_letters_and_digits_in_four_parts(name, address, code):
    line = spelling.searched(name=name, address=address, code=code)

    assert line.count("|") == 3
    assert set(line) <= set(string.ascii_lowercase + string.digits + " |")


def test_words_that_sound_alike_have_one_sound():
    assert spelling.sound("physio") == spelling.sound("fizeo")
    assert spelling.sound("leicester") != spelling.sound("lancaster")
