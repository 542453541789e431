"""The search: from what someone typed to services, the likeliest first."""

from collections.abc import Iterator, Sequence

from heard.places import postcodes
from heard.places import search as index
from heard.places.models import Service
from heard.places.queries.finding import likeness, ranking
from heard.places.queries.finding.asked import Asked, read
from heard.places.queries.finding.likeness import Meaning
from heard.places.queries.finding.ranking import Near
from heard.places.spelling import FIRST

MOST_CANDIDATES, ENOUGH = 400, 250
COMMON = 3000
"""A word that more services have is looked for at the beginning of names first: too many have it elsewhere."""
LIKELY = 0.72
"""A service that fits this well is very likely meant; nothing looser is looked for."""
Sets = list[index.Groups]


def search(*, words: str, near: Near | None = None, is_open: bool = True, limit: int) -> list[Service]:
    """Return services that the words may mean, the likeliest first; of equally likely ones the nearest.

    First those that have every word, then those that have every word but for slips, then those that lack one.
    """
    asked = read(words)
    if asked.is_empty:
        return []
    lines: dict[int, str] = {}

    def look(sets: Iterator[Sets]) -> None:
        for one in sets:
            if len(lines) < ENOUGH:
                lines.update(index.having(any_of=one, is_open=is_open, limit=MOST_CANDIDATES))

    meanings: Sequence[Meaning] = likeness.meanings(asked.words)
    look(_as_written(asked, meanings))
    if len(lines) < limit and not (lines and all(meaning.is_whole for meaning in meanings)):
        meanings = likeness.with_slips(meanings)
        look(_with_slips(asked, meanings))
    found = ranking.scored(asked=asked, meanings=meanings, lines=lines)
    if not found or found[0][0] < LIKELY:
        meanings = likeness.with_slips(meanings)
        look(_in_part(asked, meanings))
        found = ranking.scored(asked=asked, meanings=meanings, lines=lines)
    return ranking.nearest_first(found, lines=lines, asked=asked, near=near or _near(asked), limit=limit)


def _near(asked: Asked) -> Near:
    """Return where the postcode that was typed is, as far as it is known."""
    if asked.postcode is None:
        return Near()
    known = postcodes.find(asked.postcode.whole)
    return Near(
        postcode=asked.postcode.whole,
        easting=known.easting if known else None,
        northing=known.northing if known else None,
    )


def _as_written(asked: Asked, meanings: Sequence[Meaning]) -> Iterator[Sets]:
    if asked.code:
        yield [[[asked.code]]]
    place = [list(asked.postcode.marks)] if asked.postcode else []
    groups = [list(meaning.written) for meaning in meanings]
    if meanings and not place and all(meaning.services > COMMON for meaning in meanings):
        for at in range(len(groups)):
            firsts = [FIRST + word for word in groups[at]]
            yield [[firsts, *groups[:at], *groups[at + 1 :]]]
    yield [[*groups, *place]]


def _with_slips(asked: Asked, meanings: Sequence[Meaning]) -> Iterator[Sets]:
    place = [list(asked.postcode.around)] if asked.postcode else []
    yield [[*(list(meaning.every) for meaning in meanings), *place]]


def _in_part(asked: Asked, meanings: Sequence[Meaning]) -> Iterator[Sets]:
    """Look for those that mean something, then leave out each in turn, where what is left still tells a service."""
    telling = [meaning for meaning in meanings if meaning.every]
    place = list(asked.postcode.around) if asked.postcode else []
    words = [list(meaning.every) for meaning in telling]
    if place:
        yield [[*words, place]]
        for at in range(len(words)):
            yield [[*words[:at], *words[at + 1 :], place]]
    for left in (None, *telling):
        kept = [meaning for meaning in telling if meaning is not left]
        if kept and min(meaning.services for meaning in kept) <= COMMON:
            yield [[list(meaning.every) for meaning in kept]]
