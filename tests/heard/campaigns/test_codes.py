"""Codes of short links."""

from hypothesis import given
from hypothesis import strategies as st

from heard.campaigns.codes import CHANNEL_WORDS, LONGEST, is_code, next_code, stem_of
from heard.campaigns.models import Channel


def test_a_code_is_made_of_the_partner_and_the_channel():
    assert stem_of(name="Carers UK", channel="FACEBOOK") == "carersuk-fb"


def test_the_next_code_carries_the_next_free_number():
    assert next_code(stem="carersuk-fb", taken={"carersuk-fb", "carersuk-fb-2"}) == "carersuk-fb-3"


def test_numbers_leave_out_what_looks_like_letters():
    taken = {"mind-fb", *(f"mind-fb-{number}" for number in range(2, 10))}

    assert next_code(stem="mind-fb", taken=taken) == "mind-fb-22"


def test_every_channel_has_a_word():
    assert set(CHANNEL_WORDS) == set(Channel.values)


@given(name=st.text(max_size=60), channel=st.sampled_from(sorted(CHANNEL_WORDS)), used=st.integers(0, 60))
def test_codes_made_from_any_name_are_codes_and_never_made_twice(name, channel, used):
    stem = stem_of(name=name, channel=channel)
    taken: set[str] = set()
    for _ in range(used + 1):
        code = next_code(stem=stem, taken=taken)
        assert code not in taken
        assert is_code(code)
        taken.add(code)


@given(st.text(alphabet="abcxyz01259-O l", max_size=LONGEST + 5))
def test_a_code_has_nothing_that_can_be_taken_for_something_else(text):
    if is_code(text):
        assert not set(text) & set("01O ")
        assert "--" not in text
        assert text == text.strip("-").lower()


def test_codes_that_are_too_short_or_too_long_are_refused():
    assert not is_code("ab")
    assert not is_code("a" * (LONGEST + 1))
    assert is_code("abc")
