"""Learning the weak sign: from texts that speak of harm and texts that do not to a weight for each word."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from evidence.text.reading.features import Comment, Features, Sentences
from evidence.text.reading.fitting import Floats, Truths, fit
from evidence.text.reading.vectors import Vectors
from evidence.text.risk.weak import Weak

FOLDS = 5
RECALL = 0.96
"""So many of the texts that speak of harm, read while left out, reach the threshold without any rule's help."""
_PENALTY = 0.5
_STEPS = 200


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """The weights, and what they do to texts that they had not seen, at their threshold: shares from 0 to 1."""

    weak: Weak
    recall: float
    false_alarms: float


def learn_weak(
    *,
    speaking: Sequence[str],
    ordinary: Sequence[str],
    made_up: Sequence[str],
    vectors: Vectors,
    version: str,
    recall: float = RECALL,
) -> Learnt:
    """Return weights that tell texts that speak of harm from ordinary comments and from made-up ones.

    Only words of `speaking` and `made_up`, which nobody's real comment holds, become features of their own. Each
    sentence of an ordinary or made-up text is one more text without harm: else short ones, as most that speak of harm
    are, would look like them by their length alone. The threshold lets a share `recall` of `speaking` through, each
    part read by weights and features that have not seen it; false alarms are told of `ordinary`, read likewise.
    """
    texts = [*speaking, *ordinary, *made_up]
    folds = np.array([int(sha256(text.encode()).hexdigest(), 16) % FOLDS for text in texts])
    is_speaking = np.arange(len(texts)) < len(speaking)
    is_ordinary = ~is_speaking & (np.arange(len(texts)) < len(speaking) + len(ordinary))
    apart = np.zeros(len(texts), dtype=np.float32)
    for fold in range(FOLDS):
        seen = folds != fold
        features, weights = _fitted(texts, seen, is_speaking=is_speaking, is_ordinary=is_ordinary, vectors=vectors)
        held = features.rows([Comment(text=text) for text, is_seen in zip(texts, seen, strict=True) if not is_seen])
        apart[~seen] = (held.joined @ weights[:-1] + weights[-1]).ravel()
    threshold = float(np.quantile(apart[is_speaking], 1 - recall))
    every = np.ones(len(texts), dtype=np.bool_)
    features, weights = _fitted(texts, every, is_speaking=is_speaking, is_ordinary=is_ordinary, vectors=vectors)
    return Learnt(
        weak=Weak(
            version=version,
            features=features,
            weights=weights[:-1].ravel(),
            constant=float(weights[-1, 0]),
            threshold=threshold,
        ),
        recall=float((apart[is_speaking] >= threshold).mean()),
        false_alarms=float((apart[is_ordinary] >= threshold).mean()),
    )


def _fitted(
    texts: Sequence[str], seen: Truths, *, is_speaking: Truths, is_ordinary: Truths, vectors: Vectors
) -> tuple[Features, Floats]:
    """Return features and weights learnt from the texts that are seen, and from the sentences of those without harm."""
    at = [int(place) for place in np.flatnonzero(seen)]
    features = Features.learn([], vectors=vectors, others=[texts[place] for place in at if not is_ordinary[place]])
    comments = [Comment(text=texts[place]) for place in at]
    quiet = [comment for comment, place in zip(comments, at, strict=True) if not is_speaking[place]]
    rows = features.rows([*comments, *Sentences.of(quiet).comments]).joined
    truth = np.zeros((rows.shape[0], 1), dtype=np.bool_)
    truth[: len(at), 0] = is_speaking[at]
    importance = np.ones(rows.shape[0], dtype=np.float32)
    return features, fit(rows, truth, penalty=_PENALTY, balance=1.0, weights=importance, steps=_STEPS)
