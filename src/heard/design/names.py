"""Names as they are read: without signs that nobody sees, by which one name could pretend to be another."""

import re
import unicodedata

from django.db import connection
from django.db.models import Q

_NON_JOINER = "\u200c"
_JOINER = "\u200d"
"""They keep letters apart or together: Persian, the scripts of India and emoji need them."""

_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""They choose how the sign before them is drawn."""

_KEYCAP = "\u20e3"
_FLAG = "\U0001f3f4"
_TAGS = frozenset(map(chr, range(0xE0020, 0xE0080)))
"""After a black flag they say whose it is, as England's; anywhere else they are drawn as nothing."""

BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f\U00016fe4\U0001d159")
"""Drawn as nothing, though by their category they are letters, marks or symbols."""

_SET_ASIDE = frozenset(map(chr, (0x2065, *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000))))
"""Drawn as nothing, though nobody has said yet what they are."""

_VIRAMA = 9
"""The combining class of what takes a letter's vowel away in the scripts of India."""

_RUN_ON = ("ARABIC", "SYRIAC", "NKO", "MANDAIC", "MONGOLIAN", "ADLAM", "HANIFI ROHINGYA")
"""Scripts whose letters run on into the next, by how the names of their letters begin."""

_STOP = frozenset("\u0621آأإٱدذرزژڑڈوؤةۃاۀ")
"""Letters of Arabic, Persian and Urdu that run on into none: behind them nothing need be kept apart."""

_VARIED = ("CJK ", "MYANMAR ")
"""Scripts whose letters have forms to choose between, by how the names of their letters begin."""

_VARIED_MARKS = "\u203c\u2049\u3030"
"""Marks that are emoji too."""


def plain_name(text: str) -> str:
    """Return a name without signs that are not seen, or that turn others round; a NUL stays, to be refused as such.

    What a script needs stays: joiners between letters of Persian or Hindi, and what emoji and flags are made of.
    """
    kept: list[str] = []
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    for at, char in enumerate(composed):
        after = composed[at + 1 : at + 2]
        if _is_seen(char) or _is_needed(char, before=kept[-1] if kept else "", after=after):
            kept.append(char)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def is_called(name: str) -> Q:
    """Return the condition that a row's `name` is this one, in capitals or not.

    SQLite's own way knows the capitals of A to Z alone, so that Ŵyl and ŵyl would be two.
    """
    if name.isascii() or connection.vendor != "sqlite":
        return Q(name__iexact=name)
    return Q(name__iregex=rf"\A{re.escape(name)}\Z")


def _is_seen(char: str) -> bool:
    if char == "\x00":
        return True
    hidden = char in BLANKS or char in _SELECTORS or char in _SET_ASIDE or unicodedata.category(char) in {"Cc", "Cf"}
    return not hidden


def _is_needed(char: str, *, before: str, after: str) -> bool:
    """Return whether a sign that leaves no mark of its own changes how its neighbours are drawn."""
    if not before:
        return False
    if char in {_NON_JOINER, _JOINER}:
        return _joins(char, before=before, after=after)
    if char in _SELECTORS:
        return after == _KEYCAP or _is_emoji(before) or before in _VARIED_MARKS or _is_of(before, _VARIED)
    return char in _TAGS and (before == _FLAG or before in _TAGS)


def _joins(char: str, *, before: str, after: str) -> bool:
    if _VIRAMA in {unicodedata.combining(before), unicodedata.combining(after or " ")}:
        return True
    if char == _NON_JOINER:
        return before not in _STOP and _is_of(before, _RUN_ON) and _is_of(after, _RUN_ON)
    return (_is_emoji(before) or before in _SELECTORS or before in _TAGS) and _is_emoji(after)


def _is_emoji(char: str) -> bool:
    """Return whether a sign may be a picture or the colour of one, and is no arithmetic of the usual kind."""
    return char > "\x7f" and unicodedata.category(char) in {"So", "Sk", "Sm"}


def _is_of(char: str, scripts: tuple[str, ...]) -> bool:
    """Return whether a sign is a letter or mark of one of the scripts."""
    return bool(char) and unicodedata.category(char)[0] in "LM" and unicodedata.name(char, "").startswith(scripts)
