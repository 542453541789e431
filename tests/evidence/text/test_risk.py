import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text import Harm, find_risk


def risk(text):
    return find_risk([text])[0][0]


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("I feel suicidal every night", Harm.SELF_HARM),
        ("She does not want to live", Harm.SELF_HARM),
        ("He said he would kill himself", Harm.SELF_HARM),
        ("My son self-harms", Harm.SELF_HARM),
        ("A carer slapped my mum", Harm.ABUSE),
        ("He was assaulted on the ward", Harm.ABUSE),
        ("Mum has unexplained bruises", Harm.ABUSE),
        ("She was not fed for two days", Harm.NEGLECT),
        ("They hadn't been given any water", Harm.NEGLECT),
        ("Dad was left lying in his own urine", Harm.NEGLECT),
        ("She has bed sores", Harm.NEGLECT),
        ("They gave her the wrong medication", Harm.INJURY),
        ("She fell and broke her hip", Harm.INJURY),
        ("He nearly died", Harm.INJURY),
        ("We do not feel safe there", Harm.SAFETY),
        ("I am scared of the manager", Harm.SAFETY),
    ],
)
def test_a_sign_of_harm_is_found_and_named(text, harm):
    found = risk(text)
    assert found.score >= 0.5
    assert harm in {sign.harm for sign in found.signs}
    assert str(harm) in found.why


@pytest.mark.parametrize(
    "text", ["The nurses were lovely.", "We waited four hours in the cold.", "No complaints at all, thank you.", ""]
)
def test_ordinary_words_carry_no_sign(text):
    found = risk(text)
    assert (found.score, found.signs, found.why) == (0.0, (), "")


def test_a_denied_sign_weighs_less_but_is_still_shown():
    assert 0 < risk("There was no abuse").score < risk("There was abuse").score


def test_two_kinds_of_harm_weigh_more_than_one():
    assert risk("She was neglected").score < risk("She was neglected and assaulted").score < 1


def test_the_reason_holds_none_of_the_persons_words():
    assert "Zebedee" not in risk("Zebedee slapped my mum").why


@given(st.lists(st.text(max_size=200), max_size=5))
def test_every_text_has_one_answer_between_nought_and_one(texts):
    found, unprocessed = find_risk(texts)
    assert [each.index for each in found] == list(range(len(texts)))
    assert not unprocessed
    for each, text in zip(found, texts, strict=True):
        assert 0 <= each.score <= 1
        assert all(0 <= sign.start < sign.end <= len(text) for sign in each.signs)
