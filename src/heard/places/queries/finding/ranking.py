"""Which of the services that were found is the likeliest."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from rapidfuzz import fuzz

from heard.places.models import Service
from heard.places.queries.finding.asked import Asked, Postcode
from heard.places.queries.finding.likeness import Meaning
from heard.places.spelling import FIRST, PART, sector_mark

WORTHS = (1.0, 0.97, 0.75, 0.97)
"""What a word is worth in the name, in another name, in the address, as initials."""
LETTERS = 2
"""A word of so few letters may be those that a postcode begins with."""
AT_POSTCODE, IN_SECTOR, IN_OUTWARD, IN_LETTERS = 1.0, 0.8, 0.6, 0.7
POSTCODE_WEIGHT = 3.0
IS_CODE = 9.0
MOST_RERANKED = 60
_NEAR_KM = 15.0
Scored = tuple[float, int]
"""How likely a service is, and its id."""


@dataclass(frozen=True, kw_only=True)
class Near:
    """Where someone is, as far as it is known: their area, their postcode, its grid reference."""

    area: int | None = None
    postcode: str = ""
    easting: int | None = None
    northing: int | None = None


def scored(*, asked: Asked, meanings: Sequence[Meaning], lines: Mapping[int, str]) -> list[Scored]:
    """Return how well each service's line of words fits what was asked, the best first."""
    weights = [_weight(meaning) for meaning in meanings]
    fits: dict[str, list[tuple[int, float]]] = {}
    for at, meaning in enumerate(meanings):
        for word, fit in meaning.every.items():
            fits.setdefault(word, []).append((at, fit))
    letters = [(at, meaning.word) for at, meaning in enumerate(meanings) if len(meaning.word) <= LETTERS]
    found = [(_fit(asked, weights, fits, letters, line), pk) for pk, line in lines.items()]
    return sorted(found, key=lambda one: (-one[0], one[1]))


def _weight(meaning: Meaning) -> float:
    return max(0.6, 5.0 - math.log10(1 + meaning.services))


def _fit(
    asked: Asked,
    weights: Sequence[float],
    fits: Mapping[str, Sequence[tuple[int, float]]],
    letters: Sequence[tuple[int, str]],
    line: str,
) -> float:
    best = [0.0] * len(weights)
    worths = iter(WORTHS)
    worth = next(worths)
    for word in line.split():
        if word == PART:
            worth = next(worths, 0.0)
        for at, fit in fits.get(word, ()):
            best[at] = max(best[at], fit * worth)
    marks = line.rsplit(PART, 1)[-1].split()
    if asked.code and marks and asked.code == marks[-1]:
        return IS_CODE
    for at, word in letters:
        if best[at] < IN_LETTERS and any(re.fullmatch(rf"{word}\d.?", mark) for mark in marks):
            best[at] = IN_LETTERS
    got, most = sum(map(mul, weights, best)), sum(weights)
    if asked.postcode:
        most += POSTCODE_WEIGHT
        got += POSTCODE_WEIGHT * _stands_at(asked.postcode, marks)
    return got / most if most else 0.0


def _stands_at(postcode: Postcode, marks: Sequence[str]) -> float:
    if any(mark in marks for mark in postcode.marks):
        return AT_POSTCODE
    if postcode.inward and sector_mark(postcode.outward, postcode.inward) in marks:
        return IN_SECTOR
    return IN_OUTWARD if postcode.outward in marks else 0.0


def nearest_first(
    found: Sequence[Scored], *, lines: Mapping[int, str], asked: Asked, near: Near, limit: int
) -> list[Service]:
    """Return the best of what was found; how like the whole name is, and how near the service, settle what is close."""
    best = {pk: score for score, pk in found[:MOST_RERANKED]}
    typed = " ".join(asked.words)
    services = Service.objects.filter(pk__in=best).select_related("area")
    ranked = sorted(
        services,
        key=lambda one: (
            -round(best[one.pk] + _likeness(typed, lines[one.pk]) + _nearness(one, near), 6),
            one.name,
            one.pk,
        ),
    )
    return ranked[:limit]


def _likeness(typed: str, line: str) -> float:
    if not typed:
        return 0.0
    name = line.split(PART, 1)[0].strip()
    likeness = 0.12 * fuzz.ratio(typed, name) / 100
    first = typed.split(" ", 1)[0]
    if name.startswith(first) or f" {FIRST}{first}" in line:
        likeness += 0.06
    if name == typed:
        likeness += 0.1
    return likeness


def _nearness(service: Service, near: Near) -> float:
    nearness = 0.1 if near.area is not None and service.area_id == near.area else 0.0
    if near.easting is not None and near.northing is not None and service.easting is not None:
        metres = math.hypot(near.easting - service.easting, near.northing - (service.northing or 0))
        return nearness + 0.15 * math.exp(-metres / 1000 / _NEAR_KM)
    return nearness + _alike(near.postcode, service.postcode)


def _alike(here: str, there: str) -> float:
    """Return how near two postcodes seem where nothing but their letters is known."""
    here, there = here.replace(" ", "").lower(), there.replace(" ", "").lower()
    if not here or not there:
        return 0.0
    if here[:-3] == there[:-3] or there[:-3] == here:
        return 0.1
    letters = re.match(r"[a-z]+", here)
    return 0.04 if letters and re.match(r"[a-z]+", there) and there.startswith(letters[0]) else 0.0
