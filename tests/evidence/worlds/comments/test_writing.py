from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.worlds.chance import Chance
from evidence.worlds.comments import THEMES, Comment, Voice, Writer, theme_code
from evidence.worlds.comments.tellers import draw_teller
from evidence.worlds.places import KIND_SHARES

WRITER = Writer()
kinds = st.sampled_from(sorted(KIND_SHARES))
voices = st.sampled_from([Voice.OWN, Voice.CARER, Voice.RELATIVE])
tones = st.sampled_from(["good", "mixed", "bad"])


def write(seed: int, kind: str, voice: Voice, tone: str, *, risk: bool = False, named: bool = False) -> Comment:
    chance = Chance(seed, 9)
    teller = draw_teller(chance, voice=voice, kind=kind)
    return WRITER.write(chance, teller=teller, kind=kind, tone=tone, is_at_risk=risk, is_identifying=named)


@pytest.fixture(scope="module")
def thousand() -> list[Comment]:
    chance = Chance(3, 9)
    return [
        write(
            seed,
            chance.weighted(KIND_SHARES),
            chance.pick([Voice.OWN, Voice.OWN, Voice.CARER, Voice.RELATIVE]),
            chance.pick(["good", "bad", "bad", "mixed", "good"]),
        )
        for seed in range(1000)
    ]


@given(st.integers(0, 10**6), kinds, voices, tones, st.booleans())
def test_every_comment_says_something_and_knows_its_themes(
    seed: int, kind: str, voice: Voice, tone: str, named: bool
) -> None:
    comment = write(seed, kind, voice, tone, named=named)
    assert comment.text.strip() == comment.text
    assert comment.text
    assert comment.themes
    assert set(comment.themes) <= {theme_code(theme, kind) for theme in THEMES}


@given(st.integers(0, 10**6), kinds, voices, tones)
def test_no_scaffolding_is_left_in_the_words(seed: int, kind: str, voice: Voice, tone: str) -> None:
    text = write(seed, kind, voice, tone, named=True).text
    assert not any(sign in text for sign in "[]|{}")
    assert not any(0xE000 <= ord(sign) <= 0xF8FF for sign in text)
    assert "  " not in text
    assert " ." not in text


@given(st.integers(0, 10**6), kinds, voices, tones)
def test_identifiers_stand_where_the_truth_says(seed: int, kind: str, voice: Voice, tone: str) -> None:
    comment = write(seed, kind, voice, tone, named=True)
    assert comment.identifiers
    end = 0
    for span in comment.identifiers:
        planted = comment.text[span.start : span.end]
        assert span.start >= end
        end = span.end
        if span.kind == "EMAIL":
            assert planted.lower().endswith(("example.org", "example.com"))
        elif span.kind == "NHS_NUMBER":
            assert planted.startswith("999")
        elif span.kind == "PHONE":
            assert planted.replace(" ", "")[-9:-3] in {"700900", "946000", "632960"} or "7946 0" in planted
        elif span.kind == "POSTCODE":
            assert planted.upper().startswith("ZZ99 ")


@given(st.integers(0, 10**6))
def test_a_planted_sign_of_harm_is_in_the_words_and_in_the_truth(seed: int) -> None:
    comment = write(seed, "MENTAL_HEALTH", Voice.OWN, "bad", risk=True)
    assert comment.risk
    assert comment.risk_span is not None
    assert len(comment.text[comment.risk_span.start : comment.risk_span.end].split()) > 4


@pytest.mark.slow
def test_no_harm_is_planted_unasked(thousand: list[Comment]) -> None:
    assert not any(comment.risk or comment.risk_span for comment in thousand)


def test_few_comments_are_the_same(thousand: list[Comment]) -> None:
    assert len({comment.text for comment in thousand}) > 970


def test_lengths_run_from_a_few_words_to_several_paragraphs(thousand: list[Comment]) -> None:
    lengths = sorted(len(comment.text.split()) for comment in thousand)
    assert lengths[50] <= 6
    assert lengths[-20] >= 100
    assert any("\n\n" in comment.text for comment in thousand)


def test_people_type_in_many_ways(thousand: list[Comment]) -> None:
    texts = [comment.text for comment in thousand if len(comment.text) > 40]
    assert any(text == text.lower() for text in texts)
    assert any(text == text.upper() for text in texts)
    assert any(max(map(ord, text)) > 0x2600 for text in texts)
    assert any(text.count(".") == 0 for text in texts)


def test_many_themes_are_told(thousand: list[Comment]) -> None:
    assert len(Counter(theme for comment in thousand for theme in comment.themes)) >= 30


def test_care_by_the_day_is_another_theme_at_home_than_in_a_care_home() -> None:
    assert theme_code("care", "HOME_CARE") == "care-at-home-quality"
    assert theme_code("care", "CARE_HOME") == "care-home-quality"
