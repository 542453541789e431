"""Words that are looked for stand in an address as a token that this site alone reads."""

import pytest

from heard.casework.sought import NotSought, as_token, words_of


@pytest.mark.parametrize("words", ["Wombat", "Mae’r nyrs", "نرس", "a" * 200])
def test_a_token_gives_its_words_back_and_shows_none_of_them(words: str) -> None:
    token = as_token(words)

    assert words_of(token) == words
    assert words not in token


@pytest.mark.parametrize("token", ["", "Wombat", "é", "x" * 3000])
def test_whatever_else_stands_there_is_no_token(token: str) -> None:
    with pytest.raises(NotSought):
        words_of(token)


def test_a_token_that_was_changed_is_none() -> None:
    token = as_token("Wombat")
    with pytest.raises(NotSought):
        words_of(token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1])
