"""Finding names of people in a text: each word scored by its signs, from left to right."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.text.names.lexicon import NameModel, shipped
from evidence.text.names.signs import Tokens, needs_judging, signs_of, tokens_of
from evidence.text.names.words import BUILDINGS, PASSED_OVER, STAFF, TITLES

METHOD = "names-2"
SURE = 1.0
"""From this score on, the same word is a name wherever else it stands in the text."""
MOST_BETWEEN = 2
"""Characters between two words of one name."""


@dataclass(frozen=True, kw_only=True)
class Name:
    """Where a name stands, and whether the words around say that it is a member of staff's."""

    start: int
    end: int
    is_staff: bool


def find_names(text: str, model: NameModel | None = None) -> list[Name]:
    """Return the names of people in a text, in order; words that stand together are one name."""
    model = model or shipped()
    tokens = tokens_of(text)
    scores = dict(_scores(tokens, model))
    care = model.lexicon.care
    sure = {tokens.plain[place] for place, score in scores.items() if score >= SURE and tokens.plain[place] not in care}
    places = [
        place
        for place, word in enumerate(tokens.plain)
        if scores.get(place, model.threshold - 1) >= model.threshold or word in sure
    ]
    return list(_joined(tokens, places))


def _scores(tokens: Tokens, model: NameModel) -> Iterator[tuple[int, float]]:
    weights, after_name = model.weights, False
    for place in range(len(tokens.written)):
        if not needs_judging(tokens, place, after_name=after_name, lexicon=model.lexicon):
            after_name = False
            continue
        signs = signs_of(tokens, place, after_name=after_name, lexicon=model.lexicon)
        score = sum(weights.get(sign, 0.0) for sign in signs)
        after_name = score >= model.threshold
        yield place, score


def _joined(tokens: Tokens, places: list[int]) -> Iterator[Name]:
    """Join neighbours that only blanks part into one name."""
    group: list[int] = []
    for place in places:
        is_building = tokens.plain[place] in BUILDINGS or tokens.plain_at(place + 1) in BUILDINGS
        if is_building and not _is_announced(tokens, place):
            continue
        if group and (place != group[-1] + 1 or _gap(tokens, group[-1], place) > MOST_BETWEEN):
            yield _name(tokens, group)
            group = []
        group.append(place)
    if group:
        yield _name(tokens, group)


def _is_announced(tokens: Tokens, place: int) -> bool:
    return tokens.plain_at(place - 1) in TITLES


def _gap(tokens: Tokens, one: int, other: int) -> int:
    return tokens.matches[other].start() - tokens.matches[one].end()


def _name(tokens: Tokens, group: list[int]) -> Name:
    last = tokens.matches[group[-1]]
    end = last.end() - 2 if last.group()[-2:] in {"'s", "’s"} else last.end()
    is_staff = _says_staff(tokens, range(group[0] - 1, group[0] - 6, -1)) or _says_staff(
        tokens, range(group[-1] + 1, group[-1] + 5)
    )
    return Name(start=tokens.matches[group[0]].start(), end=end, is_staff=is_staff)


def _says_staff(tokens: Tokens, places: range) -> bool:
    """Return whether a word for staff is met, walking from a name over nothing but small words."""
    for place in places:
        word = tokens.plain_at(place)
        if word in STAFF:
            return True
        if word not in PASSED_OVER:
            return False
    return False
