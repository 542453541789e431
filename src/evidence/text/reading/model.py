"""A model that reads themes and tone: what it weighs, kept in files that run no code when they are loaded."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit

from evidence.text.reading.features import Comment, Features, Floats, Rows, Sentences
from evidence.text.reading.vectors import Vectors

TONES = ("VERY_GOOD", "GOOD", "MIXED", "BAD", "VERY_BAD")
_CARD, _WEIGHTS, _NAMES = "card.json", "weights.npz", "names.json"


class BadModel(Exception):
    """The files are not a model that this version can read."""


@dataclass(frozen=True, kw_only=True)
class Model:
    """Features and, for each theme and then each tone, a column of weights whose sum is the log of the odds."""

    version: str
    themes: tuple[str, ...]
    thresholds: Floats
    features: Features
    weights: Floats
    constants: Floats
    card: dict[str, Any]

    @cached_property
    def _projected(self) -> Floats:
        """Return what each column gives to each number of a vector."""
        return self.weights[self.features.width :]

    def knows(self, word: str) -> bool:
        """Return whether the model has met a word, in comments or among its vectors."""
        return self.features.knows(word) or self.features.vectors.knows(word)

    def probabilities(self, comments: Sequence[Comment]) -> tuple[Floats, Floats, Rows]:
        """Return the probability of each theme and of each step of tone (these add up to one), and the comments' rows.

        A theme may fill one sentence of a long comment: its score is the mean of the whole comment's and of the
        strongest sentence's. Tone is read from the whole.
        """
        rows = self.features.rows(comments)
        odds = self._odds(rows)
        count = len(self.themes)
        sentences = Sentences.of(comments)
        if sentences.comments:
            parts = self._odds(self.features.rows(sentences.comments))
            odds[:, :count] = sentences.weighed(odds[:, :count], parts[:, :count])
        chances = expit(odds).astype(np.float32)
        tones = chances[:, count:]
        return chances[:, :count], tones / tones.sum(axis=1, keepdims=True), rows

    def _odds(self, rows: Rows) -> Floats:
        found = rows.values @ self.weights[: self.features.width] + rows.vectors @ self._projected + self.constants
        return np.asarray(found, dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write the model to a folder: a card, names as JSON, and numbers as arrays, sixteen bits to a weight."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / _WEIGHTS,
            weights=self.weights.astype(np.float16),
            constants=self.constants.astype(np.float32),
            thresholds=self.thresholds.astype(np.float32),
            rarity=self.features.weights.astype(np.float32),
        )
        _write(folder / _NAMES, {"themes": self.themes, "features": self.features.names})
        _write(folder / _CARD, self.card, indent=2)

    @classmethod
    def load(cls, folder: Path, *, vectors: Vectors) -> "Model":
        """Return the model in a folder. Raises BadModel where its files are missing or do not fit together."""
        try:
            card = json.loads((folder / _CARD).read_text(encoding="utf-8"))
            names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
            with np.load(folder / _WEIGHTS, allow_pickle=False) as held:
                features = Features(
                    names=tuple(tuple(block) for block in names["features"]), weights=held["rarity"], vectors=vectors
                )
                model = cls(
                    version=card["version"],
                    themes=tuple(names["themes"]),
                    thresholds=held["thresholds"],
                    features=features,
                    weights=held["weights"].astype(np.float32),
                    constants=held["constants"],
                    card=card,
                )
        except (OSError, KeyError, ValueError) as wrong:
            raise BadModel(f"{folder} holds no model that can be read: {wrong}") from wrong
        if card["vectors"] != vectors.version or model.weights.shape != (
            features.width + vectors.size,
            len(model.themes) + len(TONES),
        ):
            raise BadModel(f"The parts of the model in {folder} do not fit together.")
        return model


def _write(file: Path, held: object, indent: int | None = None) -> None:
    file.write_text(json.dumps(held, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")
