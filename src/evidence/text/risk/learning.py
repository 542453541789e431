"""Learning the weak sign: from texts that speak of harm and texts that do not to a weight for each word."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from evidence.text.reading.features import Comment, Features
from evidence.text.reading.fitting import Floats, Matrix, fit
from evidence.text.reading.vectors import Vectors
from evidence.text.risk.weak import Weak

FOLDS = 5
SHARE = 0.01
"""So many of the ordinary comments, read while left out, may reach the threshold."""
_PENALTY = 0.5
_STEPS = 200


def learn_weak(
    *, speaking: Sequence[str], ordinary: Sequence[str], made_up: Sequence[str], vectors: Vectors, version: str
) -> Weak:
    """Return weights that tell texts that speak of harm from ordinary comments and from made-up ones.

    Only words of `speaking` and `made_up`, which nobody's real comment holds, become features of their own. The
    threshold is set on `ordinary`, each part of it read by weights that have not seen it.
    """
    features = Features.learn([], vectors=vectors, others=[*speaking, *made_up])
    texts = [*speaking, *ordinary, *made_up]
    rows = features.rows([Comment(text=text) for text in texts]).joined
    truth = np.zeros((len(texts), 1), dtype=np.bool_)
    truth[: len(speaking)] = True
    folds = np.array([int(sha256(text.encode()).hexdigest(), 16) % FOLDS for text in texts])
    is_ordinary = np.zeros(len(texts), dtype=np.bool_)
    is_ordinary[len(speaking) : len(speaking) + len(ordinary)] = True
    apart = np.zeros(len(texts), dtype=np.float32)
    for fold in range(FOLDS):
        seen = folds != fold
        held = _fitted(rows[seen], truth[seen])
        apart[~seen] = (rows[~seen] @ held[:-1] + held[-1]).ravel()
    weights = _fitted(rows, truth)
    return Weak(
        version=version,
        features=features,
        weights=weights[:-1].ravel(),
        constant=float(weights[-1, 0]),
        threshold=float(np.quantile(apart[is_ordinary], 1 - SHARE)),
    )


def _fitted(rows: Matrix, truth: npt.NDArray[np.bool_]) -> Floats:
    count = truth.shape[0]
    return fit(
        rows,
        truth,
        penalty=_PENALTY,
        balance=1.0,
        weights=np.ones(count, dtype=np.float32),
        steps=_STEPS,
    )
