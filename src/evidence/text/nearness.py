"""Nearness: which texts speak of what one text speaks of, by the vectors of their phrases."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from evidence.text.plain_words import PLAIN, said_in
from evidence.text.reading.reader import shipped
from evidence.text.reading.vectors import Vectors

LEAST = 0.3
"""Texts less near than this (a cosine) speak of something else."""

_SHORTEST_WORD, _LONGEST_WORD = 4, 40


@dataclass(frozen=True, kw_only=True)
class Near:
    """The place of a text among those given, and how near it is: a cosine, up to 1."""

    index: int
    nearness: float


def rarest_words(text: str, *, most: int = 6, vectors: Vectors | None = None) -> tuple[str, ...]:
    """Return the words of a text that tell most, the most seldom said first: before all those that have no vector."""
    vectors = vectors or shipped().features.vectors
    weights = {
        word: vectors.weight_of(word) if vectors.knows(word) else inf
        for word in said_in(text)
        if word not in PLAIN and word.isalpha() and _SHORTEST_WORD <= len(word) <= _LONGEST_WORD
    }
    return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:most])


def nearest(text: str, others: Sequence[str], *, most: int = 10, vectors: Vectors | None = None) -> tuple[Near, ...]:
    """Return the texts nearest to one, the nearest first; none where it has no word that is known."""
    vectors = vectors or shipped().features.vectors
    words = said_in(text)
    if not others or not any(map(vectors.knows, words)):
        return ()
    points = vectors.of([words, *map(said_in, others)])
    points = points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
    near = points[1:] @ points[0]
    order = np.argsort(-near, kind="stable")[:most]
    return tuple(
        Near(index=int(place), nearness=round(float(near[place]), 4)) for place in order if near[place] >= LEAST
    )
