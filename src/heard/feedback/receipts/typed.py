"""Reading a code as people type it: with slips, without spaces, numbered, in capitals, in words or in digits.

A slip is put right only where exactly one reading of the whole code has a right check. Where several have, the person
is asked; nothing here guesses. What is read may still be nobody's code: only its hash can tell.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice, product
from math import prod

from rapidfuzz.distance import OSA

from heard.feedback.receipts.code import DIGIT_COUNT, WORD_COUNT, of_digits, of_words, places, word_list

LONGEST = 1000
LONGEST_WORD = 8
MOST_READINGS = 256
"""How many readings are tried. The check of the words is one in 1,024: among more, a wrong one would often fit."""

Words = tuple[str, ...]


class Wrong(StrEnum):
    """What is wrong with what was typed."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    WORD_COUNT = "word count"
    UNKNOWN_WORDS = "unknown words"
    WORDS_DO_NOT_FIT = "words do not fit"
    BETWEEN = "between"
    DIGIT_COUNT = "digit count"
    DIGITS_DO_NOT_FIT = "digits do not fit"


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A place in the code (from 1), the word that stands there, and the listed words that it may be."""

    place: int
    typed: str
    options: Words = ()


class NotAReceipt(ValueError):
    """What was typed is not a receipt code: what is wrong, how many words or digits there were, and which are in doubt.

    It carries words that were typed: it is shown to who typed them, and never logged.
    """

    def __init__(self, wrong: Wrong, *, count: int = 0, doubts: Sequence[Doubt] = ()) -> None:
        super().__init__(f"This is not a receipt code: {wrong}.")
        self.wrong = wrong
        self.count = count
        self.doubts = tuple(doubts)


def parse(typed: str) -> str:
    """Return the receipt as it is printed, in words, from what a person typed; raise NotAReceipt."""
    if len(typed) > LONGEST:
        raise NotAReceipt(Wrong.TOO_LONG)
    tokens, digits = _letters(typed), _digits(typed)
    if not tokens and not digits:
        raise NotAReceipt(Wrong.EMPTY)
    return _of_digits(typed, digits) if not tokens or len(digits) >= DIGIT_COUNT // 2 else _of_words(tokens)


def _letters(typed: str) -> Words:
    """Return the runs of letters, without accents, and without numbers and what belongs to them (`1st`)."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", typed) if not unicodedata.combining(each))
    unnumbered = re.sub(r"\d+(?:st|nd|rd|th)?\b", " ", plain.lower())
    return tuple(re.findall(r"[a-z]+", unnumbered))


def _digits(typed: str) -> str:
    """Return the decimal digits, of whatever script, as plain ones."""
    return "".join(str(unicodedata.decimal(each)) for each in typed if each.isdecimal())


# words


def _of_words(tokens: Words) -> str:
    for readings in (_as_typed(tokens), _put_right(tokens), _spaced_anew(tokens), _spaced_and_put_right(tokens)):
        found = {receipt: reading for reading in readings if (receipt := of_words(reading))}
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise NotAReceipt(Wrong.BETWEEN, doubts=_differences(list(found.values()), tokens))
    raise _refusal(tokens)


def _as_typed(tokens: Words) -> Iterator[Words]:
    """Yield the listed words in their order, where there are nine: what else was written is let pass."""
    listed = tuple(token for token in tokens if token in places())
    if len(listed) == WORD_COUNT:
        yield listed


def _put_right(tokens: Words) -> Iterator[Words]:
    """Yield the readings of nine words of which some are near a listed one, or of which one is another, or two swapped.

    Words that are not listed may each be one that is near. Where all are listed, one slip made one word into another.
    """
    if len(tokens) != WORD_COUNT:
        return
    if any(token not in places() for token in tokens):
        nearest = [_nearest(token) for token in tokens]
        yield from _combined(nearest)
        wider = [_near(token) if token not in places() else (token,) for token in tokens]
        if wider != nearest:
            yield from _combined(wider)
        return
    for place, token in enumerate(tokens):
        for other in _near(token, most=1):
            if other != token:
                yield (*tokens[:place], other, *tokens[place + 1 :])
    for place in range(WORD_COUNT - 1):
        yield (*tokens[:place], tokens[place + 1], tokens[place], *tokens[place + 2 :])


def _combined(options: Sequence[Words]) -> Iterator[Words]:
    if 0 < prod(len(each) for each in options) <= MOST_READINGS:
        yield from product(*options)


def _spaced_anew(tokens: Words) -> Iterator[Words]:
    """Yield nine listed words that the letters are, wherever the spaces stood."""
    letters = "".join(tokens)
    if len(letters) <= WORD_COUNT * LONGEST_WORD:
        yield from islice(_split(letters, WORD_COUNT), MOST_READINGS)


def _spaced_and_put_right(tokens: Words) -> Iterator[Words]:
    """Yield nine words that the letters are, wherever the spaces stood, where one of them has one slip."""
    letters = "".join(tokens)
    if len(letters) > WORD_COUNT * LONGEST_WORD + 1:
        return
    yield from islice(_split_with_slip(letters), MOST_READINGS)


def _split(letters: str, count: int) -> Iterator[Words]:
    if not count:
        if not letters:
            yield ()
        return
    for end in range(1, min(LONGEST_WORD, len(letters)) + 1):
        if letters[:end] in places() and len(letters) - end <= (count - 1) * LONGEST_WORD:
            for rest in _split(letters[end:], count - 1):
                yield (letters[:end], *rest)


def _split_with_slip(letters: str) -> Iterator[Words]:
    for before in range(WORD_COUNT):
        for start in range(before * 2, min(before * LONGEST_WORD, len(letters)) + 1):
            for head in _split(letters[:start], before):
                for end in range(start + 1, min(start + LONGEST_WORD + 1, len(letters)) + 1):
                    for tail in _split(letters[end:], WORD_COUNT - 1 - before):
                        for word in _near(letters[start:end], most=1):
                            yield (*head, word, *tail)


@lru_cache(maxsize=512)
def _near(word: str, *, most: int = 2) -> Words:
    """Return the listed words at most so many slips away: a letter wrong, missing or added, or two exchanged."""
    slips = min(most, 1 if len(word) <= 3 else 2)
    return tuple(each for each in word_list() if OSA.distance(word, each, score_cutoff=slips) <= slips)


def _nearest(word: str) -> Words:
    """Return the word itself where it is listed, else the listed words with the fewest slips between."""
    if word in places():
        return (word,)
    return _near(word, most=1) or _near(word)


def _differences(readings: Sequence[Words], tokens: Words) -> list[Doubt]:
    """Return the places in which readings differ, with what each could be there."""
    typed = tokens if len(tokens) == WORD_COUNT else readings[0]
    return [
        Doubt(place=place, typed=typed[place - 1], options=tuple(sorted(set(options))))
        for place, options in enumerate(zip(*readings, strict=True), start=1)
        if len(set(options)) > 1
    ]


def _refusal(tokens: Words) -> NotAReceipt:
    doubts = [
        Doubt(place=place, typed=token, options=_nearest(token)[:3])
        for place, token in enumerate(tokens, start=1)
        if token not in places()
    ]
    if len(tokens) != WORD_COUNT:
        return NotAReceipt(Wrong.WORD_COUNT, count=len(tokens), doubts=doubts)
    if doubts:
        return NotAReceipt(Wrong.UNKNOWN_WORDS, doubts=doubts)
    return NotAReceipt(Wrong.WORDS_DO_NOT_FIT)


# digits


def _of_digits(typed: str, digits: str) -> str:
    candidates = (digits, _digits(re.sub(r"(?<!\d)\d{1,2}[.):]\s", " ", typed)))
    for each in candidates:
        if len(each) == DIGIT_COUNT and (receipt := of_digits(each)):
            return receipt
    found = {receipt for each in candidates for near in _digits_near(each) if (receipt := of_digits(near))}
    if len(found) == 1:
        return found.pop()
    if len(digits) != DIGIT_COUNT and not found:
        raise NotAReceipt(Wrong.DIGIT_COUNT, count=len(digits))
    raise NotAReceipt(Wrong.DIGITS_DO_NOT_FIT)


def _digits_near(digits: str) -> Iterable[str]:
    """Yield the numbers of thirty digits that one slip would have made into this one."""
    if len(digits) == DIGIT_COUNT:
        for place in range(DIGIT_COUNT):
            yield from (digits[:place] + other + digits[place + 1 :] for other in "0123456789")
        for place in range(DIGIT_COUNT - 1):
            yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    elif len(digits) == DIGIT_COUNT - 1:
        for place in range(DIGIT_COUNT):
            yield from (digits[:place] + other + digits[place:] for other in "0123456789")
    elif len(digits) == DIGIT_COUNT + 1:
        yield from (digits[:place] + digits[place + 1 :] for place in range(len(digits)))
