"""What someone typed, read as a postcode or as the beginning of one. Nothing is put right here: see `mending`."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 8
OUTWARD = r"[A-Z](?:[0-9][A-Z0-9]?|[A-Z](?:[0-9][A-Z0-9]?|[A-Z]))"
_OUTWARD = re.compile(OUTWARD)
_WHOLE = re.compile(rf"({OUTWARD})([0-9][A-Z]{{2}})")
_BEGUN = re.compile(r"[0-9][A-Z]?")
_WITHIN = re.compile(rf"(?<![A-Z0-9])({OUTWARD})[^A-Z0-9]{{0,3}}([0-9][A-Z]{{2}})(?![A-Z0-9])")
_NO_SIGN = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, kw_only=True, order=True)
class Postcode:
    """A whole postcode, such as LS6 2AB: `outward` LS6 and `inward` 2AB. It need not exist."""

    outward: str
    inward: str

    def __str__(self) -> str:
        return f"{self.outward} {self.inward}"

    @property
    def seven(self) -> str:
        """The postcode seven signs wide, as official files write it."""
        return f"{self.outward:<4}{self.inward}"


@dataclass(frozen=True, kw_only=True, order=True)
class Prefix:
    """The beginning of a postcode: LS6, LS6 2 or LS6 2A."""

    outward: str
    sector: str = ""
    letter: str = ""

    def __str__(self) -> str:
        return f"{self.outward} {self.sector}{self.letter}".rstrip()


def signs_of(text: str) -> str:
    """Return the letters and digits of what was typed, in capitals and without anything between them."""
    return _NO_SIGN.sub("", _capitals(text))


def read_whole(text: str) -> Postcode | None:
    """Return the postcode that the text is, however it is spaced, or the only one that stands in it; None otherwise."""
    if postcode := whole_of(signs_of(text)):
        return postcode
    within = {Postcode(outward=found[1], inward=found[2]) for found in _WITHIN.finditer(_capitals(text))}
    return within.pop() if len(within) == 1 else None


def whole_of(signs: str) -> Postcode | None:
    """Return the postcode that letters and digits without a blank are; None where they are none."""
    found = _WHOLE.fullmatch(signs)
    return Postcode(outward=found[1], inward=found[2]) if found else None


def read_begun(text: str) -> tuple[Prefix, ...]:
    """Return the beginnings of postcodes that the text may be, the likeliest first: LS11 is LS11, then LS1 1.

    A blank that was typed says where the outward part ends, where that makes sense.
    """
    signs = signs_of(text)
    if not 2 <= len(signs) < LONGEST:
        return ()
    readings = []
    if _OUTWARD.fullmatch(signs):
        readings.append(Prefix(outward=signs))
    for length in range(2, len(signs)):
        outward, rest = signs[:length], signs[length:]
        if _OUTWARD.fullmatch(outward) and _BEGUN.fullmatch(rest):
            readings.append(Prefix(outward=outward, sector=rest[0], letter=rest[1:]))
    parts = _NO_SIGN.sub(" ", _capitals(text)).split()
    as_typed = [each for each in readings if str(each).split() == parts]
    return tuple(dict.fromkeys([*as_typed, *readings]))


def looks_like_one(text: str) -> bool:
    """Return whether the text is meant for a postcode rather than for the name of a place: it holds a digit."""
    signs = signs_of(text)
    return bool(signs) and len(signs) <= LONGEST and any(sign.isdigit() for sign in signs)


def _capitals(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign if sign.isascii() else " " for sign in plain).upper()
