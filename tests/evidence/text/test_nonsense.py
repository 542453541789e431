"""Redaction of what nobody would call a comment: no exception, spans in order, and time that grows with the text."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text import LONGEST_TEXT, redact

PIECES = (
    "Sarah", "sarah", "Mrs Example", "07700 900123", "０７７００", "oh seven double seven",
    "12 Mill Lane", "ZZ1 1AA", "my 93 year old", "I live in Weobley", "room 12", "a@b.example",
    "@a_b", "www.", "1/1/", "may", "the first of", "NHS", "999 000 0018", "ref A1", "\u200b",
    "\u200d", "\u202e", "\u2066", "\ufeff", "e\u0301", "\u0430", "ك", "कि", "中文", "👩🏽‍⚕️", "🙂",
    "\n", "\t", "\x00", "'", "-", "(", "[name]", "\\", "{}", "ﬁ", "ß", "İ", "ǅ", "²", "½", "Ⅷ",
    "٣", "\ud800",
)  # fmt: skip
REPEATED = (
    "a",
    "Aa-",
    "'",
    "a at ",
    "1 ",
    "ninety ",
    "I live in ",
    "Sarah ",
    "first of may ",
    "ward 1 ",
    "0\u200d7",
    "Sа",
)


def assert_rebuilt(text):
    result = redact([text])[0][0]
    rebuilt, place = "", 0
    for span in result.spans:
        assert place <= span.start < span.end <= len(text)
        rebuilt += text[place : span.start] + span.placeholder
        place = span.end
    assert rebuilt + text[place:] == result.text


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " "]))
def test_pieces_in_any_order_are_redacted_with_places_right_in_the_original(pieces, between):
    assert_rebuilt(between.join(pieces))


@pytest.mark.slow
def test_ten_thousand_pieces_of_nonsense_are_redacted():
    chance = random.Random(11)
    for _ in range(10_000):
        assert_rebuilt(chance.choice(("", " ")).join(chance.choices(PIECES, k=chance.randrange(1, 12))))


@pytest.mark.slow
@pytest.mark.parametrize("piece", REPEATED)
def test_time_grows_with_the_length_and_not_with_its_square(piece):
    def seconds(length):
        text = (piece * length)[:length]
        started = time.process_time()
        redact([text])
        return time.process_time() - started

    seconds(1_000)
    pairs = [(seconds(LONGEST_TEXT // 10), seconds(LONGEST_TEXT)) for _ in range(3)]  # the least disturbed counts
    short, long = (min(times) for times in zip(*pairs, strict=True))
    assert long < 25 * short
