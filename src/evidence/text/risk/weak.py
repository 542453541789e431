"""A weak sign, for texts in which no rule finds one: words that together are like those of reports of harm.

A sum of weights over the text's words, pairs, parts of words and the vectors of its phrases; it calls a person, names
no kind of harm, and shows the words that told most for it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from evidence.text.reading.asked import Asked
from evidence.text.reading.features import Comment, Features, Floats
from evidence.text.reading.reader import MODELS, PHRASES
from evidence.text.reading.vectors import Vectors
from evidence.text.reading.words import words_of

METHOD = "risk-words"
VERSION = "2"
HARM = "harm that no rule names"
WEIGHT = 0.35
MOST_WORDS = 3
_CARD, _NAMES, _WEIGHTS = "card.json", "names.json", "weights.npz"


@dataclass(frozen=True, kw_only=True)
class Weak:
    """Features with a weight each; a text whose sum reaches `threshold` is worth a person's reading."""

    version: str
    features: Features
    weights: Floats
    constant: float
    threshold: float

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return the sum of weights of each text."""
        rows = self.features.rows([Comment(text=text) for text in texts])
        width = self.features.width
        return np.asarray(rows.values @ self.weights[:width] + rows.vectors @ self.weights[width:], np.float32) + (
            np.float32(self.constant)
        )

    def telling(self, text: str) -> list[str]:
        """Return up to three words or pairs of a text, in small letters, that told most for it."""
        words = words_of(text)
        names, places = self.features.phrases(words, Asked.UNKNOWN)
        rarity = self.features.weights
        told = [
            (float(sum(self.weights[place] * rarity[place] for place in held)), name)
            for name, held in zip(names, places, strict=True)
        ]
        chosen: list[str] = []
        for worth, name in sorted(told, reverse=True):
            parts = set(name.split())
            if worth > 0 and not any(parts & set(other.split()) for other in chosen):
                chosen.append(name)
        return chosen[:MOST_WORDS]

    def save(self, folder: Path) -> None:
        """Write the weights to a folder: names as JSON, numbers as arrays, sixteen bits to a weight."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / _WEIGHTS,
            weights=self.weights.astype(np.float16),
            rarity=self.features.weights.astype(np.float32),
        )
        card = {"version": self.version, "constant": self.constant, "threshold": self.threshold}
        (folder / _CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
        (folder / _NAMES).write_text(json.dumps(self.features.names, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, *, vectors: Vectors) -> "Weak":
        """Return the weights in a folder, as `save` wrote them."""
        card = json.loads((folder / _CARD).read_text(encoding="utf-8"))
        names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
        with np.load(folder / _WEIGHTS, allow_pickle=False) as held:
            features = Features(names=tuple(map(tuple, names)), weights=held["rarity"], vectors=vectors)
            weights = held["weights"].astype(np.float32)
        return cls(
            version=card["version"],
            features=features,
            weights=weights,
            constant=card["constant"],
            threshold=card["threshold"],
        )


@cache
def shipped_weak() -> Weak:
    """Return the weights that come with the library."""
    return Weak.load(MODELS / f"{METHOD}-{VERSION}", vectors=Vectors.load(MODELS / PHRASES))


def spans_of(text: str, told: Sequence[str]) -> list[tuple[int, int]]:
    """Return where each told word or pair first stands in the text; what stands nowhere as such is left out."""
    shown = text.lower().replace("’", "'")
    if len(shown) != len(text):
        return []
    places: list[tuple[str, int, int]] = []
    at = 0
    for word in words_of(text):
        at = shown.find(word, at)
        if at < 0:
            break
        places.append((word, at, at + len(word)))
        at += len(word)
    found: dict[str, tuple[int, int]] = {}
    for word, start, end in places:
        found.setdefault(word, (start, end))
    for (first, start, _), (second, _, end) in pairwise(places):
        found.setdefault(f"{first} {second}", (start, end))
    return sorted(found[name] for name in told if name in found)
