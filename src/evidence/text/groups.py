"""Groups: which texts speak of similar things, before anybody has a name for it, with the words that tell each apart.

Each text becomes the vector that the shipped phrases give it; spherical k-means (Dhillon and Modha 2001), started from
the texts furthest from each other, finds groups. Telling words are those that more people of a group used than of the
rest, by log-odds with an informative prior (Monroe, Colaresi and Quinn 2008). The same texts give the same groups.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
import numpy.typing as npt
from scipy.stats import hypergeom

from evidence.text.plain_words import PLAIN, said_in
from evidence.text.reading.reader import shipped
from evidence.text.reading.vectors import Vectors
from evidence.text.reading.words import phrases_of
from evidence.text.unprocessed import Unprocessed, readable

METHOD = "groups-1"
FEWEST_PEOPLE = 5
"""Words that fewer people used are not shown, and fewer people are no group."""

_MOST_GROUPS = 24
_TEXTS_A_GROUP = 40
_TOLD = 6
_CHANCE = 0.001
_LARGEST_PRIOR = 500.0
_ROUNDS = 40
_LEAST_WORDS = 3
_DOUBT = 0.01

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class TellingWord:
    """A word or pair of words, and how many people of the group used it."""

    words: str
    people: int


@dataclass(frozen=True, kw_only=True)
class Group:
    """Texts that speak of similar things: their places, the most typical first, and the words that tell them apart.

    `closeness` stands beside `members`: the cosine to the group's middle, up to 1.
    """

    members: tuple[int, ...]
    closeness: tuple[float, ...]
    people: int
    words: tuple[TellingWord, ...]


def group(
    texts: Sequence[str], *, people: Sequence[Hashable], vectors: Vectors | None = None
) -> tuple[list[Group], list[Unprocessed]]:
    """Return groups of similar texts, the largest first, and the texts that cannot be grouped with the reason.

    `people` says who wrote each text. What was hidden from a text is no word of it. Not every text is in a group.
    Raises ValueError where the sequences differ in length.
    """
    if len(people) != len(texts):
        raise ValueError("There must be a person for each text.")
    vectors = vectors or shipped().features.vectors
    unprocessed: list[Unprocessed] = []
    places, words = _known(texts, vectors, unprocessed)
    if not places:
        return [], unprocessed
    points = _on_sphere(vectors.of(words))
    labels, middles = _clustered(points, max(1, min(_MOST_GROUPS, len(places) // _TEXTS_A_GROUP)))
    used = [set(phrases_of(each)) for each in words]
    telling = _Telling(used, [people[place] for place in places])
    groups = [
        one for label in range(len(middles)) if (one := _group(label, labels, points @ middles[label], places, telling))
    ]
    return sorted(groups, key=lambda one: (-one.people, one.members)), sorted(unprocessed, key=lambda one: one.index)


def is_rising(*, now: int, before: int, of_now: int, of_before: int, tests: int = 1) -> bool:
    """Return whether a group has a larger share of what came now than of what came before, beyond chance.

    Fisher's one-sided test at 1 in 100, shared out among so many `tests` (Bonferroni).
    """
    if now < FEWEST_PEOPLE or now * of_before <= before * of_now:
        return False
    tail = float(hypergeom.sf(now - 1, of_now + of_before, now + before, of_now))
    return tail < _DOUBT / max(tests, 1)


def _known(texts: Sequence[str], vectors: Vectors, unprocessed: list[Unprocessed]) -> tuple[list[int], list[list[str]]]:
    places, words = [], []
    for index, text in readable(texts, unprocessed):
        spoken = said_in(text)
        if sum(map(vectors.knows, spoken)) < _LEAST_WORDS:
            unprocessed.append(Unprocessed(index=index, reason="Too few of its words are known."))
            continue
        places.append(index)
        words.append(spoken)
    return places, words


def _clustered(points: Floats, number: int) -> tuple[npt.NDArray[np.intp], Floats]:
    """Return each point's label and each group's middle."""
    middles = _far_apart(points, number)
    labels = np.full(len(points), -1, dtype=np.intp)
    for _ in range(_ROUNDS):
        nearest = (points @ middles.T).argmax(axis=1)
        if np.array_equal(nearest, labels):
            break
        labels = nearest
        sums = np.zeros_like(middles)
        np.add.at(sums, labels, points)
        held = np.bincount(labels, minlength=number) > 0
        middles[held] = _on_sphere(sums[held])
    return labels, middles


def _far_apart(points: Floats, number: int) -> Floats:
    """Return starting middles: the point nearest the common middle, then one after another the least alike of a sample.

    Taken from the most typical half, so that no oddity is a group of its own.
    """
    likeness = points @ _on_sphere(points.mean(axis=0, keepdims=True))[0]
    order = np.argsort(-likeness, kind="stable")
    chosen = [int(order[0])]
    alike = points @ points[chosen[0]]
    crowd = order[: max(number, len(order) * 3 // 4)]
    while len(chosen) < number:
        chosen.append(int(crowd[alike[crowd].argmin()]))
        alike = np.maximum(alike, points @ points[chosen[-1]])
    return points[chosen].copy()


def _group(
    label: int, labels: npt.NDArray[np.intp], likeness: Floats, places: Sequence[int], telling: "_Telling"
) -> Group | None:
    """Return a group, unless too few people are in it or no words tell it apart."""
    rows = np.flatnonzero(labels == label)
    rows = rows[np.argsort(-likeness[rows], kind="stable")].tolist()
    people = telling.people_of(rows)
    words = telling.words_of(rows) if people >= FEWEST_PEOPLE else ()
    if not words:
        return None
    return Group(
        members=tuple(places[row] for row in rows),
        closeness=tuple(round(float(likeness[row]), 4) for row in rows),
        people=people,
        words=words,
    )


class _Telling:
    """Counts by how many people each word and pair was used, in all texts and in some."""

    def __init__(self, used: Sequence[set[str]], people: Sequence[Hashable]) -> None:
        self._used, self._people = used, people
        self._all = self._counted(range(len(used)))
        self._total = sum(self._all.values())
        self._crowd = len(set(people))
        self._prior = min(_LARGEST_PRIOR, self._total / 10)

    def people_of(self, rows: Iterable[int]) -> int:
        return len({self._people[row] for row in rows})

    def words_of(self, rows: Sequence[int]) -> tuple[TellingWord, ...]:
        """Return the words that tell these texts from all others, the strongest first."""
        inside = self._counted(rows)
        total = sum(inside.values())
        candidates = [
            word for word, here in inside.items() if here >= FEWEST_PEOPLE and not PLAIN.issuperset(word.split())
        ]
        here = np.array([inside[word] for word in candidates], dtype=np.int64)
        everywhere = np.array([self._all[word] for word in candidates], dtype=np.int64)
        by_chance = np.atleast_1d(hypergeom.sf(here - 1, self._crowd, everywhere, self.people_of(rows))).tolist()
        more = [word for word, tail in zip(candidates, by_chance, strict=True) if tail < _CHANCE]
        told: list[str] = []
        for word in sorted(more, key=lambda word: (-self._z(word, inside[word], total), word)):
            if len(told) == _TOLD:
                break
            if not any((set(word.split()) & set(other.split())) - PLAIN for other in told):
                told.append(word)
        return tuple(TellingWord(words=word, people=inside[word]) for word in told)

    def _counted(self, rows: Iterable[int]) -> Counter[str]:
        """Count each person's use of a word once."""
        by_person: dict[Hashable, set[str]] = {}
        for row in rows:
            by_person.setdefault(self._people[row], set()).update(self._used[row])
        return Counter(word for words in by_person.values() for word in words)

    def _z(self, word: str, here: int, total: int) -> float:
        """Return the log-odds of a word here against elsewhere, in standard errors, drawn towards its use in all."""
        prior = self._prior * self._all[word] / self._total
        there, rest = max(self._all[word] - here, 0), max(self._total - total, 1)
        inside = log((here + prior) / (total + self._prior - here - prior))
        outside = log((there + prior) / (rest + self._prior - there - prior))
        return (inside - outside) / sqrt(1 / (here + prior) + 1 / (there + prior))


def _on_sphere(points: Floats) -> Floats:
    return np.asarray(points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9), dtype=np.float32)
