"""A vector for each common word and phrase, so that words that mean alike weigh alike though few comments hold them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evidence.text.reading.words import phrases_of

Floats = npt.NDArray[np.float32]
_LONGEST = 3
_PHRASES, _NUMBERS = "phrases.json", "vectors.npz"


@dataclass(frozen=True, kw_only=True)
class Vectors:
    """Phrases of up to three words, how much each counts, its vector, and the centre that is taken off a text's."""

    version: str
    phrases: tuple[str, ...]
    counts: Floats
    table: Floats
    centre: Floats

    @cached_property
    def _places(self) -> dict[str, int]:
        return {phrase: at for at, phrase in enumerate(self.phrases)}

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return int(self.table.shape[1])

    def save(self, folder: Path) -> None:
        """Write phrases as JSON and numbers as an array, eight bits to a number."""
        folder.mkdir(parents=True, exist_ok=True)
        scales = np.maximum(np.abs(self.table).max(axis=0), 1e-9) / 127
        np.savez_compressed(
            folder / _NUMBERS,
            table=np.round(self.table / scales).astype(np.int8),
            scales=scales.astype(np.float32),
            counts=self.counts.astype(np.float32),
            centre=self.centre.astype(np.float32),
        )
        held = {"version": self.version, "phrases": self.phrases}
        (folder / _PHRASES).write_text(json.dumps(held, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Vectors":
        """Return the vectors in a folder, as `save` wrote them."""
        held = json.loads((folder / _PHRASES).read_text(encoding="utf-8"))
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            table = numbers["table"].astype(np.float32) * numbers["scales"]
            counts, centre = numbers["counts"], numbers["centre"]
        return cls(version=held["version"], phrases=tuple(held["phrases"]), counts=counts, table=table, centre=centre)

    def knows(self, word: str) -> bool:
        """Return whether a word has a vector of its own."""
        return word in self._places

    def weight_of(self, word: str) -> float:
        """Return how much a word counts: more, the more seldom it is said; 0 for one that has no vector."""
        place = self._places.get(word)
        return 0.0 if place is None else float(self.counts[place])

    def of(self, texts: Sequence[list[str]]) -> Floats:
        """Return one vector of length one for each text's words: the sum of those of its phrases, from the centre."""
        places: list[int] = []
        ends = [0]
        for words in texts:
            places += [self._places[phrase] for phrase in phrases_of(words, _LONGEST) if phrase in self._places]
            ends.append(len(places))
        rows = sparse.csr_matrix(
            (self.counts[places], np.array(places, dtype=np.int32), np.array(ends)),
            shape=(len(texts), len(self.phrases)),
        )
        summed = rows @ self.table
        length = np.sqrt((summed**2).sum(axis=1, keepdims=True))
        return np.asarray(summed / np.maximum(length, 1e-6) - self.centre, dtype=np.float32)
