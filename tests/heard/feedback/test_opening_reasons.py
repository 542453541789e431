"""A word about a reason has to tell a colleague something."""

import pytest

from heard.feedback.opening_reasons import says_enough


@pytest.mark.parametrize(
    "words", ["They asked us.", "I am ill", "Safeguarding-referral", "Court order 12/2026", "Mae hi eisiau ateb"]
)
def test_a_few_words_or_a_long_one_will_do(words: str) -> None:
    assert says_enough(words)


@pytest.mark.parametrize(
    "words", ["", "  ", ".", "...", "x", "x x x", "no no no no", "aaaaaaaaaaaaaaaaaaaa", "12 34 56", "ok now"]
)
def test_letters_and_dots_alone_will_not(words: str) -> None:
    assert not says_enough(words)
