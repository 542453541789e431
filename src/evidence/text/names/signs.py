"""The signs by which a word is judged to be a name: lists, how it is written, and the words around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from re import Match

from evidence.text.names.lexicon import FIRST, LAST, Lexicon, folded
from evidence.text.names.words import AFTER_MAY, BUILDINGS, ENDS, NEVER_NAMES, RELATIONS, STAFF, TITLES

TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+|[^\w\s]|_")
MOSTLY_CAPITALS = 0.7

START, END = "<s>", "</s>"


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """A text in words and marks: where each stands, what is written, and the same in plain lower case."""

    matches: tuple[Match[str], ...]
    written: tuple[str, ...]
    plain: tuple[str, ...]
    starts: tuple[bool, ...]
    style: str

    def plain_at(self, place: int) -> str:
        """Return the plain word at a place, or what stands for the beginning and the end."""
        if place < 0:
            return START
        return self.plain[place] if place < len(self.plain) else END


def tokens_of(text: str) -> Tokens:
    """Return the words and marks of a text; `style` is L without a capital letter, U in capitals, N otherwise."""
    matches = tuple(TOKEN.finditer(text))
    written = tuple(match.group() for match in matches)
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    style = "L" if not capitals else "U" if capitals > MOSTLY_CAPITALS * len(letters) else "N"
    return Tokens(
        matches=matches,
        written=written,
        plain=tuple(folded(each) for each in written),
        starts=tuple(_starts(text, matches, written)),
        style=style,
    )


def shape_of(word: str) -> str:
    """Return l for lower case, C for a capital and small letters, U for capitals, m for anything else."""
    if word.islower():
        return "l"
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return "C"
    return "U" if word.isupper() else "m"


def needs_judging(tokens: Tokens, place: int, *, after_name: bool, lexicon: Lexicon) -> bool:
    """Return whether a word could be a name at all, as the words before it were judged.

    Small words that comments on care share and no list has are left alone, so are single letters that follow neither a
    name nor a title, days, months and other known words, words run together ("careAnd"), and scripts without capitals.
    """
    word, written = tokens.plain[place], tokens.written[place]
    if not written[0].isalpha() or word in NEVER_NAMES or written.lower() == written.upper():
        return False
    if word == "may" and tokens.plain_at(place + 1) in AFTER_MAY:
        return False
    if len(word) == 1:
        return after_name or tokens.plain_at(place - 1) in TITLES
    if written[0].islower() and not written.islower():
        return False
    return after_name or not written.islower() or lexicon.care.get(word, 0) < 2 or word in lexicon.names


def signs_of(
    tokens: Tokens, place: int, *, after_name: bool, lexicon: Lexicon, unlisted: bool = False
) -> Iterator[str]:
    """Yield the signs of the word at a place; `unlisted` judges it as if no list had it, to learn from."""
    word, written = tokens.plain[place], tokens.written[place]
    listed = 0 if unlisted else lexicon.names.get(word, 0)
    care = lexicon.care.get(word, 0)
    common = 0 if unlisted and not care else lexicon.words.get(word, 0)
    known = f"{listed}{common}{care}"
    shape = shape_of(written)
    how = f"{shape}{tokens.style}{'S' if tokens.starts[place] else ''}"
    yield from ("b", f"k={known}", f"kh={known}{how}", f"h={how}", f"e={word[-3:]}{how}")
    yield from (f"len={min(len(word), 8)}{shape}", f"v={after_name:d}{shape}{bool(listed & LAST):d}")
    yield from _signs_around(tokens, place, how=how, listed=listed)
    if word in lexicon.places:
        yield f"pl={how}"
    if care:
        yield f"w={word}|{how}"
    elif tokens.plain.count(word) > 1:
        yield f"rep={how}"
    if not care and not listed:
        yield f"slip={lexicon.is_slip(word):d}{how}"
    if place + 1 < len(tokens.written):
        follows = lexicon.names.get(tokens.plain[place + 1], 0) & LAST and tokens.written[place + 1][0].isupper()
        yield f"nf={bool(follows):d}{how}"


def _signs_around(tokens: Tokens, place: int, *, how: str, listed: int) -> Iterator[str]:
    before, after = tokens.plain_at(place - 1), tokens.plain_at(place + 1)
    further = tokens.plain_at(place + 2)
    is_first = bool(listed & FIRST)
    announced = "T" if before in TITLES else "R" if before in RELATIONS else "W" if before in STAFF else ""
    yield from (f"p={before}", f"n={after}", f"pp={tokens.plain_at(place - 2)}_{before}", f"nn={after}_{further}")
    yield from (f"a={announced}{how}", f"ak={announced}{listed}")
    yield from (f"fp={is_first:d}{how}{before}", f"fn={is_first:d}{how}{after}")
    if after in BUILDINGS or further in BUILDINGS:
        yield f"bu={after in BUILDINGS:d}{how}{is_first:d}"
    if before in {"st", "royal", "saint"}:
        yield "saint"
    if before == "(" and after == ")":
        yield f"alone={how[0]}"


def _starts(text: str, matches: tuple[Match[str], ...], written: tuple[str, ...]) -> Iterator[bool]:
    for place, match in enumerate(matches):
        yield place == 0 or written[place - 1] in ENDS or "\n" in text[matches[place - 1].end() : match.start()]
