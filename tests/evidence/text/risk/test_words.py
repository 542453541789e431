"""A text becomes the words that rules meet, each with its place in the text as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text.risk.words import STOP, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They didn't", ("they", "did", "not")),
        ("they didnt", ("they", "did", "not")),
        ("He’s hit me. I can’t cope", ("he", "hit", "me", STOP, "i", "can", "not", "cope")),
        ("sui\u200bci\u00addal", ("suicidal",)),
        ("ｓｕｉｃｉｄｅ 𝓃𝑜𝓌", ("suicide", "now")),
        ("by [name of staff 2] on [date]", ("by", "[name]", "on", "[date]")),
        ("No, thank you", ("no", STOP, "thank", "you")),
        ("left … alone... there", ("left", "alone", "there")),
    ],
)
def test_contractions_disguises_and_placeholders_are_read_as_what_they_say(text, words):
    assert words_of(text).words == words


def test_places_are_those_of_the_text_as_it_was_written():
    text = "😀 sui\u200bcidal ｎｏｗ"

    found = words_of(text)

    assert [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)] == [
        "sui\u200bcidal",
        "ｎｏｗ",
    ]


@given(st.text())
def test_every_word_lies_within_the_text(text):
    found = words_of(text)
    assert len(found.words) == len(found.starts) == len(found.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))
