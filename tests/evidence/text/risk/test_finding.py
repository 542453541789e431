"""Signs of harm are found, named, marked, lowered where they are denied, and never fail on any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text import CALLS_A_PERSON, LONGEST_TEXT, find_risk
from evidence.text.risk import by_rules, read_rules
from evidence.text.risk.weak import METHOD as WEAK


def risk(text, rules=None):
    return find_risk([text], rules=rules)[0][0]


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("I feel suicidal every night", "self-harm and suicide"),
        ("I am suicidle", "self-harm and suicide"),
        ("She does not want to live", "self-harm and suicide"),
        ("A carer slapped my mum", "physical abuse"),
        ("A carer slapped [name]", "physical abuse"),
        ("HE WAS ASSAULTED ON THE WARD", "physical abuse"),
        ("they hadnt been given any water", "neglect"),
        ("Dad was left lying in his own urine", "neglect"),
        ("They gave her the wrong medication", "medication error"),
        ("We do not feel safe there", "danger now"),
        ("he is still working there and he hit mum", "danger now"),
        ("He was pinned down by four men", "restraint"),
        ("my card was stolen by the carer", "financial abuse"),
        ("he touched my breasts", "sexual abuse"),
        ("she shouts at residents", "emotional abuse"),
        ("racist nurse", "discriminatory abuse"),
        ("the children are left alone all night", "child safeguarding"),
        ("my husband hits me", "domestic abuse"),
        ("sent home without her oxygen", "unsafe discharge"),
        ("the delay cost her her leg, he nearly died too", "serious harm"),
    ],
)
def test_a_sign_of_harm_calls_a_person_and_is_named(text, harm):
    found = risk(text)
    assert found.score >= CALLS_A_PERSON
    assert harm in {sign.harm for sign in found.signs}
    assert harm in found.why


@pytest.mark.parametrize("text", ["The nurses were lovely.", "We waited four hours in the cold.", "Thanks!", "", " \n"])
def test_ordinary_words_carry_no_sign(text):
    found = risk(text)
    assert (found.score, found.signs, found.why) == (0.0, (), "")


@pytest.mark.parametrize(
    "text",
    ["There was no abuse, no neglect and no bullying", "She has never been hit", "Advice on what to do if abused"],
)
def test_a_denied_or_supposed_sign_is_lowered_below_the_call_and_still_shown(text):
    found = risk(text)
    assert 0 < found.score < CALLS_A_PERSON
    assert all(sign.lowered for sign in found.signs)


def test_an_idiom_is_no_sign():
    assert by_rules(["The doctor hit the nail on the head and I was bored to death"])[0].signs == ()


def test_two_kinds_of_harm_weigh_more_than_one():
    assert risk("She was neglected").score < risk("She was neglected and assaulted").score < 1


def test_a_sign_stands_where_its_words_stand_in_spite_of_what_is_not_seen():
    text = "😀 A carer sla\u200bpped my mum"

    (sign,) = (sign for sign in risk(text).signs if sign.harm == "physical abuse")

    assert text[sign.start : sign.end] == "sla\u200bpped my mum"


def test_the_reason_holds_none_of_the_persons_words():
    assert "Zebedee" not in risk("Zebedee slapped my mum").why


def test_where_no_rule_finds_anything_the_words_together_may_still_call_a_person():
    found = risk("One word from her and my uncle sobs.")
    assert found.method == WEAK
    assert found.score >= CALLS_A_PERSON
    assert "no rule names which" in found.why
    assert found.signs


def test_a_site_may_bring_its_own_rules():
    own = read_rules("version = 9\n[harm loneliness]\nweight = 0.5\nmeans = Someone is lonely.\nnobody visits\n")
    found = risk("Nobody visits her", own)
    assert (found.harm, found.version[:2]) == ("loneliness", "9-")


@pytest.mark.slow
@given(st.lists(st.text(max_size=200), max_size=5))
def test_every_text_has_one_answer_between_nought_and_one(texts):
    found, unprocessed = find_risk(texts)
    assert [each.index for each in found] == list(range(len(texts)))
    assert not unprocessed
    for each, text in zip(found, texts, strict=True):
        assert 0 <= each.score <= 1
        assert all(0 <= sign.start < sign.end <= len(text) for sign in each.signs)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["no my mum was not hit ", "left left left ", "\u200b😀", "a'", "not never no ", "[name] "]
)
def test_time_grows_with_the_length_and_no_faster(unit):
    assert _seconds(unit, 16_000) < 8 * _seconds(unit, 2_000) * 3 + 0.5


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["not never no ", "no my mum was not hit "])
def test_the_longest_text_is_read_in_seconds(unit):
    assert _seconds(unit, LONGEST_TEXT) < 20


def _seconds(unit: str, length: int) -> float:
    started = time.process_time()
    risk((unit * length)[:length])
    return time.process_time() - started
