"""Rooms, beds and wards that stand beside somebody's name: together they say where one person is to be found."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_ROOM = re.compile(
    r"\b(?:side[\s\-]?room|(?:bed)?room|rm|bed|bay|ward|cubicle|flat|apartment|apt|unit)\s{0,2}(?:no\.?|number|num)?"
    r"\s{0,2}[:#]?\s{0,2}(?:\d{1,3}[a-z]?|[a-z]\d{1,2})\b(?:,?\s(?:bed|bay|room)\s?\d{1,2}[a-z]?\b)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:[\s,(:]|\b(?:in|on|at|from|of|is|was|who|the|her|his|my|a|patient|resident|called|named|stays|stayed|staying"
    r"|lives|lived|lay|lying|moved|to|mum|dad|husband|wife|mother|father|has|had|and|for)\b){0,16}",
    re.IGNORECASE,
)
FURTHEST = 40
"""Characters between a name and a room that belong together."""


def rooms_beside(text: str, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where a room stands with nothing but small words between it and one of the names, which are in order."""
    rooms = [match.span() for match in _ROOM.finditer(text)] if names else []
    known = set(rooms)
    ordered = sorted({*names, *rooms})
    for one, other in pairwise(ordered):
        gap = other[0] - one[1]
        is_pair = (one in known) != (other in known)
        if not is_pair or not 0 <= gap <= FURTHEST or not _BETWEEN.fullmatch(text, one[1], other[0]):
            continue
        room = one if one in known else other
        # "Ward 15 Example Hospital": what follows a ward without a mark is more often the hospital than a patient.
        is_ward = room == one and text[room[0] : room[0] + 4].lower() == "ward"
        if not is_ward or any(mark in text[one[1] : other[0]] for mark in ",(:"):
            yield room
