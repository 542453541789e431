import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text import redact
from heard.feedback.hiding import HIDDEN, KINDS, PLACEHOLDER, hide, hide_again


def test_words_are_hidden_wherever_they_stand_in_any_case():
    copy = "Rosa was kind. I told ROSA so, and rosa's sister."
    assert hide(copy, words="Rosa", kind="name") == ("[name] was kind. I told [name] so, and [name]'s sister.", 3)


def test_a_part_of_a_longer_word_stays():
    assert hide("Ann came to the annual review", words="Ann", kind="name") == ("[name] came to the annual review", 1)


def test_line_breaks_make_no_difference():
    assert hide("the ward on\nMill Lane was cold", words="mill  lane", kind="address")[1] == 1
    assert hide("the ward\non Mill Lane", words="ward on", kind=HIDDEN) == ("the [hidden] Mill Lane", 1)


def test_a_second_value_of_a_kind_gets_the_next_number():
    assert hide("Ask [name] or [name 2] or Rosa", words="Rosa", kind="name")[0] == "Ask [name] or [name 2] or [name 3]"


@pytest.mark.parametrize("words", ["name", "[name", "[name]", " ", "...", "Nobody", "2]"])
def test_a_placeholder_is_never_cut_and_nothing_is_hidden_for_nothing(words):
    assert hide("Ask [name] or [name 2].", words=words, kind="name") == ("Ask [name] or [name 2].", 0)


def test_a_placeholder_may_be_hidden_with_the_words_around_it():
    assert hide("Ask Nurse [name] there", words="nurse [name]", kind="name")[0] == "Ask [name 2] there"


@given(st.text(max_size=200), st.text(min_size=1, max_size=20), st.sampled_from(KINDS))
def test_a_copy_never_gets_words_back(copy, words, kind):
    hidden, _count = hide(copy, words=words, kind=kind)
    left = PLACEHOLDER.sub("", hidden)
    assert len(left) <= len(copy)


def test_a_later_method_goes_on_from_the_copy():
    copy = "[phone] is mine, [hidden] has 07700 900123 and 07700 900124"
    assert hide_again(copy) == "[phone] is mine, [hidden] has [phone 2] and [phone 3]"


def test_a_later_method_leaves_what_stands_alone():
    copy = "Dr [name] saw my husband [name 2] on [date]."
    assert hide_again(copy) == copy


@given(st.text(max_size=300))
def test_a_later_method_that_finds_nothing_new_changes_nothing(text):
    redactions, unprocessed = redact([text])
    if not unprocessed:
        once = hide_again(redactions[0].text)
        assert once is not None
        assert len(PLACEHOLDER.findall(once)) >= len(PLACEHOLDER.findall(redactions[0].text))
