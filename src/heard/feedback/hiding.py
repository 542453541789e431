"""What stands in a redacted copy: its placeholders, hiding more of it, and running a method over it once more.

Nothing here ever sees the original: a copy only loses words.
"""

import re
from collections.abc import Iterable
from re import Match

from evidence.text import Kind, redact

HIDDEN = "hidden"
"""What stands in place of words that are of none of the method's kinds."""

KINDS = (Kind.NAME, Kind.PHONE, Kind.EMAIL, Kind.ADDRESS, Kind.POSTCODE, Kind.DATE, Kind.REFERENCE, HIDDEN)
"""What a person may say that words are, in the order in which it is offered."""

PLACEHOLDER = re.compile(r"\[([A-Za-z][A-Za-z -]{2,30}?)(?: (\d{1,3}))?\]")


def hide(copy: str, *, words: str, kind: str) -> tuple[str, int]:
    """Return the copy with each place hidden where the words stand, and how many places those were.

    Case and line breaks make no difference; "Ann" is not hidden in "Annual". A placeholder is hidden whole or not at
    all.
    """
    parts = words.split()
    if not any(char.isalnum() for char in words):
        return copy, 0
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    sought = re.compile(before + r"\s+".join(map(re.escape, parts)) + after, re.IGNORECASE)
    placeholders = list(PLACEHOLDER.finditer(copy))
    found = [match for match in sought.finditer(copy) if not _cuts(match.start(), match.end(), placeholders)]
    stands = _placeholder(kind, _numbers(kind, placeholders) + 1)
    return _replaced(copy, [(match.start(), match.end(), stands) for match in found]), len(found)


def hide_again(copy: str) -> str | None:
    """Return the copy with what the method of today finds in it hidden too; None where it could not be read."""
    redactions, unprocessed = redact([copy])
    if unprocessed:
        return None
    placeholders = list(PLACEHOLDER.finditer(copy))
    numbers: dict[tuple[str, str], int] = {}
    highest: dict[str, int] = {}
    places = []
    for span in redactions[0].spans:
        if _touches(span.start, span.end, placeholders):
            continue
        value = "".join(char for char in copy[span.start : span.end].lower() if char.isalnum())
        if (span.kind, value) not in numbers:
            highest[span.kind] = highest.get(span.kind, _numbers(span.kind, placeholders)) + 1
            numbers[span.kind, value] = highest[span.kind]
        places.append((span.start, span.end, _placeholder(span.kind, numbers[span.kind, value])))
    return _replaced(copy, places)


def _placeholder(kind: str, number: int) -> str:
    return f"[{kind}]" if number == 1 else f"[{kind} {number}]"


def _numbers(kind: str, placeholders: Iterable[Match[str]]) -> int:
    """Return the highest number that a placeholder of the kind has; 0 where there is none."""
    return max((int(each[2] or 1) for each in placeholders if each[1] == kind), default=0)


def _touches(start: int, end: int, placeholders: Iterable[Match[str]]) -> bool:
    return any(start < each.end() and each.start() < end for each in placeholders)


def _cuts(start: int, end: int, placeholders: Iterable[Match[str]]) -> bool:
    """Return whether a stretch takes a part of a placeholder, or no more than placeholders."""
    touched = [each for each in placeholders if start < each.end() and each.start() < end]
    is_whole = all(start <= each.start() and each.end() <= end for each in touched)
    return bool(touched) and (not is_whole or sum(each.end() - each.start() for each in touched) == end - start)


def _replaced(copy: str, places: Iterable[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, stands in places:
        pieces += [copy[at:start], stands]
        at = end
    return "".join([*pieces, copy[at:]])
