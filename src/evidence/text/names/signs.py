"""The signs by which a word is judged to be a name: lists, how it is written, and the words around it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from re import Match

from evidence.text.folding import folded
from evidence.text.names.keeping import must_stay
from evidence.text.names.lexicon import FIRST, LAST, Lexicon
from evidence.text.names.words import (
    AFTER_MAY,
    ALL_MONTHS,
    BEFORE_MONTHS,
    BUILDINGS,
    ENDS,
    MONTHS,
    NEVER_NAMES,
    PLACE_BEFORE,
    RELATIONS,
    STAFF,
    TITLES,
)
from evidence.text.places.gazetteer import is_place

TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+|[^\w\s]|_")
MOSTLY_CAPITALS = 0.7
ANNOUNCED = frozenset({"called", "named"})
COMMON_ON_THE_WEB = 2
"""The class of web frequency, a million times, from which on a word in small letters that no list has is no name."""

START, END = "<s>", "</s>"


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """A text in words and marks: where each stands, what is written, the same in plain lower case, and how often."""

    matches: tuple[Match[str], ...]
    written: tuple[str, ...]
    plain: tuple[str, ...]
    times: Mapping[str, int]
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
    plain = tuple("0" if each.isdigit() else folded(each) for each in written)
    return Tokens(
        matches=matches,
        written=written,
        plain=plain,
        times=Counter(plain),
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
    if not written[0].isalpha() or word in NEVER_NAMES or word in TITLES or written.lower() == written.upper():
        return False
    if not word[0].isascii() or _runs_into_figures(tokens, place):
        return False
    if word == "may" and tokens.plain_at(place + 1) in AFTER_MAY:
        return False
    if len(word) == 1:
        return after_name or tokens.plain_at(place - 1) in TITLES
    if not after_name and tokens.plain_at(place - 1) not in TITLES and _stays(tokens, place, lexicon):
        return False
    if written[0].islower() and not written.islower():
        return False
    return after_name or not written.islower() or lexicon.care.get(word, 0) < 2 or word in lexicon.names


def _runs_into_figures(tokens: Tokens, place: int) -> bool:
    """Return whether figures follow without a blank: "HbA1c", "E45"."""
    following = tokens.matches[place + 1 : place + 2]
    return any(each.start() == tokens.matches[place].end() and each.group().isdigit() for each in following)


def _stays(tokens: Tokens, place: int, lexicon: Lexicon) -> bool:
    """Return whether a word that follows neither a name nor a title is a medicine, a condition, a place or common.

    A place that is a first name too is left to be judged, unless the word before it says that it is a place.
    """
    word, before, after = tokens.plain[place], tokens.plain_at(place - 1), tokens.plain_at(place + 1)
    listed = lexicon.names.get(word, 0)
    beyond = tokens.plain_at(place + 2) if after in {"'", "’"} else after
    if must_stay(word, before=before, after=beyond) or _is_month(tokens, place) or _is_compound(word, lexicon):
        return True
    if before in RELATIONS or before in STAFF or before in ANNOUNCED:
        return False
    if tokens.written[place].islower():
        return not listed & FIRST and lexicon.words.get(word, 0) >= COMMON_ON_THE_WEB
    if is_place(word) or is_place(f"{before} {word}") or is_place(f"{word} {after}"):
        return not listed & FIRST or before in PLACE_BEFORE
    return False


def _is_month(tokens: Tokens, place: int) -> bool:
    """Return whether a month that is a name too is meant as a month: "in June", "May and June", "June 2020"."""
    if tokens.plain[place] not in MONTHS:
        return False
    before, after = tokens.plain_at(place - 1), tokens.plain_at(place + 1)
    is_listed = before in {"and", "or", "to", "/", "-", "&"} and tokens.plain_at(place - 2) in ALL_MONTHS
    is_first = after in {"and", "or", "to", "/", "-", "&"} and tokens.plain_at(place + 2) in ALL_MONTHS
    return before in BEFORE_MONTHS or before.isdigit() or after.isdigit() or is_listed or is_first


def _is_compound(word: str, lexicon: Lexicon) -> bool:
    """Return whether every part of a word with a hyphen is a common word and none a first name: "follow-up"."""
    parts = word.split("-")
    return len(parts) > 1 and all(
        (part in lexicon.words or part in lexicon.care) and not lexicon.names.get(part, 0) & FIRST for part in parts
    )


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
    elif tokens.times[word] > 1:
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
