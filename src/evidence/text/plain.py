"""A text as the eye reads it: what stands in it unseen is left out, and letters and figures of other forms are plain.

People paste from chats and web pages: a number may hold zero-width marks, full-width figures or a letter of another
script. Rules read the plain text; `original` says where each place of it stands in the text as it was written.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_ODD = re.compile(r"[^\x00-\x7f–—‘’“”£…é]")
_MIXED = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_LOOKS_LIKE = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕҮүΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν", "ABEKMHOPCTYXIJSaeopcyxijsYyABEZHIKMNOPTYXoav"
)
"""Letters of Cyrillic and Greek that look like one of ours: read so only in a word that has letters of ours."""


@dataclass(frozen=True, kw_only=True)
class Plain:
    """The plain text, and for each of its places, and its end, the place in the original; empty where they are one."""

    text: str
    places: tuple[int, ...] = ()

    def original(self, place: int) -> int:
        """Return where a place of the plain text stands in the original."""
        return self.places[place] if self.places else place


def plain_of(text: str) -> Plain:
    """Return the text without unseen marks and accents set apart, its letters and figures in their plain form."""
    if _ODD.search(text) is None:
        return Plain(text=text)
    kept = [(read, place) for place, char in enumerate(text) if (read := _read(char))]
    plain = _without_lookalikes("".join(read for read, _ in kept))
    places = (*(place for _, place in kept), len(text))
    return Plain(text=plain, places=() if len(places) == len(text) + 1 else places)


def _read(char: str) -> str:
    """Return how one character is read: itself, its plain form, or nothing where it cannot be seen by itself."""
    if char.isascii():
        return char
    kind = unicodedata.category(char)
    if kind in {"Cf", "Mn", "Me"} or "\ufe00" <= char <= "\ufe0f":
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind == "Zs":
        return " "
    if char in "‐‑‒−":
        return "-"
    wide = (
        unicodedata.normalize("NFKC", char)
        if "\uff01" <= char <= "\uff5e" or kind == "Lm" or "\U0001d400" <= char <= "\U0001d7ff"
        else char
    )
    return wide if len(wide) == 1 else char


def _without_lookalikes(text: str) -> str:
    return "".join(_words(text))


def _words(text: str) -> Iterator[str]:
    place = 0
    for match in _MIXED.finditer(text):
        word = match.group()
        if not word.isascii() and _LATIN.search(word):
            yield text[place : match.start()]
            yield word.translate(_LOOKS_LIKE)
            place = match.end()
    yield text[place:]
