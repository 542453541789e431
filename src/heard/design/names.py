"""Names as they are read: without signs that nobody sees, by which one name could pretend to be another."""

import unicodedata

_JOINERS = "\u200c\u200d"
"""They keep letters apart or together: Persian, the scripts of India and emoji need them."""

_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""They choose how the sign before them is drawn."""

_KEYCAP = "\u20e3"
_FLAG = "\U0001f3f4"
_TAGS = frozenset(map(chr, range(0xE0020, 0xE0080)))
"""After a black flag they say whose it is, as England's; anywhere else they are drawn as nothing."""

BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f")
"""Drawn as nothing, though by their category they are letters, marks or symbols."""

_CANNOT_JOIN = frozenset({"Lu", "Ll", "Lt", "Nd", "Zs", "Cf", "Cc"})
"""Beside letters of an alphabet like ours, digits and spaces a joiner or a selector does nothing that is seen."""


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


def _is_seen(char: str) -> bool:
    if char == "\x00":
        return True
    hidden = char in BLANKS or char in _SELECTORS or unicodedata.category(char) in {"Cc", "Cf"}
    return not hidden


def _is_needed(char: str, *, before: str, after: str) -> bool:
    """Return whether a sign that leaves no mark of its own changes how its neighbours are drawn."""
    if not before:
        return False
    category = unicodedata.category(before)
    if char in _JOINERS:
        return category not in _CANNOT_JOIN and after != "" and unicodedata.category(after) not in _CANNOT_JOIN
    if char in _SELECTORS:
        return after == _KEYCAP or (category not in _CANNOT_JOIN and before not in _SELECTORS)
    return char in _TAGS and (before == _FLAG or before in _TAGS)
