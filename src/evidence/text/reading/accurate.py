"""The accurate model: the fast one and a tuned sentence encoder, their scores averaged. Slower by far."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit, softmax

from evidence.text.reading.features import Comment, Floats, Rows
from evidence.text.reading.fitting import Truths
from evidence.text.reading.model import BadModel, Model
from evidence.text.reading.reader import MODELS, shipped
from evidence.text.reading.training import lines_of, thresholds
from evidence.text.reading.tuned import Tuned

ACCURATE = "accurate-1"
_CARD, _LINES = "card.json", "lines.npz"
_EDGE = 1e-5


@dataclass(frozen=True, kw_only=True)
class Accurate(Model):
    """The fast model with a tuned encoder beside it; the words that told are the fast model's."""

    tuned: Tuned
    slopes: Floats
    shifts: Floats

    def probabilities(self, comments: Sequence[Comment]) -> tuple[Floats, Floats, Rows]:
        """Return the probability of each theme and of each step of tone, and the comments' rows, as the fast model."""
        themes, _tones, rows = super().probabilities(comments)
        both, tones = joined(themes, self.tuned.scores(comments))
        return expit(both * self.slopes + self.shifts).astype(np.float32), tones, rows


def joined(themes: Floats, scores: Floats) -> tuple[Floats, Floats]:
    """Return the mean of both models' scores of themes, and the encoder's probabilities of tone."""
    count = themes.shape[1]
    fast = logit(np.clip(themes, _EDGE, 1 - _EDGE))
    return ((fast + scores[:, :count]) / 2).astype(np.float32), softmax(scores[:, count:], axis=1).astype(np.float32)


def settled(both: Floats, truths: Truths) -> tuple[Floats, Floats, Floats]:
    """Return slopes and shifts that make held-back scores probabilities, and from which one each theme counts."""
    slopes, shifts = lines_of(both, truths)
    return slopes, shifts, thresholds(expit(both * slopes + shifts).astype(np.float32), truths)


def save_accurate(
    folder: Path,
    *,
    tuned: Tuned,
    slopes: Floats,
    shifts: Floats,
    limits: npt.NDArray[np.float32],
    card: dict[str, Any],
) -> None:
    """Write all that the accurate model has besides the fast one."""
    tuned.save(folder)
    np.savez_compressed(folder / _LINES, slopes=slopes, shifts=shifts, thresholds=limits)
    (folder / _CARD).write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


@cache
def accurate(folder: Path = MODELS / ACCURATE) -> Accurate:
    """Return the accurate model. Raises BadModel where its files are missing or belong to another fast model."""
    fast = shipped()
    try:
        card = json.loads((folder / _CARD).read_text(encoding="utf-8"))
        with np.load(folder / _LINES, allow_pickle=False) as held:
            slopes, shifts, limits = held["slopes"], held["shifts"], held["thresholds"]
    except (OSError, KeyError, ValueError) as wrong:
        raise BadModel(f"{folder} holds no accurate model that can be read: {wrong}") from wrong
    if card["beside"] != fast.version or tuple(card["themes"]) != fast.themes:
        raise BadModel(f"The accurate model in {folder} stands beside {card['beside']}, not beside {fast.version}.")
    return Accurate(
        version=card["version"],
        themes=fast.themes,
        thresholds=limits,
        features=fast.features,
        weights=fast.weights,
        constants=fast.constants,
        card=card,
        tuned=Tuned.load(folder),
        slopes=slopes,
        shifts=shifts,
    )
