"""How well a way of learning reads comments that it has not learnt from: five folds by respondent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from evidence.text.reading.features import Comment, Floats
from evidence.text.reading.fitting import Truths
from evidence.text.reading.labelled import Labelled
from evidence.text.reading.model import Model
from evidence.text.reading.scoring import Agreement, Score, f1, score, share_right
from evidence.text.reading.training import Lessons, comment_of, folds_of, learn, truths_of

FOLDS = 5
COUNTED_FROM = 40
"""Figures over all themes leave out those with fewer comments than this, as the published ones do."""

_ENDS = np.array([1, 1, 0, -1, -1])


@dataclass(frozen=True, kw_only=True)
class Reads:
    """What was found in comments that were held back: whether each theme is there, its probability, the tone."""

    found: Truths
    chances: Floats
    tones: npt.NDArray[np.int64]


Reader = Callable[[Lessons, Sequence[str], Sequence[Labelled]], tuple[Reads, ...]]
"""Learns from lessons, for these themes, and reads these comments, in one way or several."""


def by_model(lessons: Lessons, themes: Sequence[str], held: Sequence[Labelled]) -> tuple[Reads, ...]:
    """Read with the library's own model: once told what was asked and of what service, once from the words alone."""
    model = learn(lessons, themes=themes, version="fold", card={})
    return tuple(_reads(model, [comment_of(one, informed=informed) for one in held]) for informed in (True, False))


def _reads(model: Model, comments: Sequence[Comment]) -> Reads:
    chances, tones, _rows = model.probabilities(comments)
    return Reads(found=chances >= model.thresholds, chances=chances, tones=tones.argmax(axis=1))


def cross_validate(
    lessons: Lessons, *, reader: Reader = by_model, folds: int = FOLDS
) -> tuple[tuple[Reads, ...], Truths]:
    """Return what a reader that had not seen its writer found in each comment, and what people found.

    A reader may read in several ways; each has its own place.
    """
    themes = lessons.themes()
    comments = list(lessons.comments)
    fold = folds_of([comment.respondent for comment in comments], folds=folds)
    parts: list[tuple[Reads, ...]] = []
    for at in range(folds):
        held = [comment for comment, its in zip(comments, fold, strict=True) if its == at]
        others = [comment for comment, its in zip(comments, fold, strict=True) if its != at]
        parts.append(reader(lessons.with_comments(others), themes, held))
    back = np.argsort(np.concatenate([np.flatnonzero(fold == at) for at in range(folds)]))
    joined = tuple(
        Reads(
            found=np.concatenate([reads.found for reads in way])[back],
            chances=np.concatenate([reads.chances for reads in way])[back],
            tones=np.concatenate([reads.tones for reads in way])[back],
        )
        for way in zip(*parts, strict=True)
    )
    return joined, truths_of(comments, lessons.meanings, themes)


def figures(lessons: Lessons, reads: Reads, truths: Truths) -> dict[str, Any]:
    """Return all figures of a cross-validation as values that JSON can hold."""
    themes = lessons.themes()
    respondents = np.array([comment.respondent for comment in lessons.comments])
    topics, tones = truths[:, : len(themes)], truths[:, len(themes) :]
    support = topics.sum(axis=0)
    counted = support >= COUNTED_FROM
    overall = score(reads.found[:, counted], topics[:, counted], respondents=respondents)
    toned = tones.any(axis=1)
    given = tones[toned].argmax(axis=1)
    told = reads.tones[toned]
    return {
        "comments": len(respondents),
        "respondents": len(set(respondents.tolist())),
        "themes_counted": int(counted.sum()),
        **_overall(overall),
        "tone_five_steps": _interval(share_right(told == given, respondents=respondents[toned])),
        "tone_three_classes": _interval(share_right(_ENDS[told] == _ENDS[given], respondents=respondents[toned])),
        "tone_within_one_step": _interval(share_right(abs(told - given) <= 1, respondents=respondents[toned])),
        "tone_three_classes_macro_f1": round(
            float(np.mean([f1(_ENDS[told] == end, _ENDS[given] == end) for end in (1, 0, -1)])), 3
        ),
        "calibration_error": round(_miscalibration(reads.chances[:, counted], topics[:, counted]), 4),
        "by_theme": {
            theme: _by_theme(reads.found[:, at], topics[:, at], int(support[at])) for at, theme in enumerate(themes)
        },
    }


def _overall(overall: Score) -> dict[str, dict[str, float]]:
    return {"micro_f1": _interval(overall.micro), "macro_f1": _interval(overall.macro)}


def _interval(agreement: Agreement) -> dict[str, float]:
    return {
        "value": round(agreement.value, 3),
        "low": round(agreement.low, 3),
        "high": round(agreement.high, 3),
    }


def _by_theme(found: Truths, truth: Truths, support: int) -> Mapping[str, float | int]:
    hits = int((found & truth).sum())
    return {
        "support": support,
        "precision": round(hits / max(1, int(found.sum())), 3),
        "recall": round(hits / max(1, support), 3),
        "f1": round(f1(found, truth), 3),
    }


def _miscalibration(chances: Floats, truths: Truths, bins: int = 10) -> float:
    """Return how far probabilities lie from what was found, in the mean over all decisions (ten bins of width 0.1)."""
    place = np.minimum((chances * bins).astype(int), bins - 1).ravel()
    count = np.bincount(place, minlength=bins)
    said = np.bincount(place, weights=chances.ravel(), minlength=bins)
    true = np.bincount(place, weights=truths.ravel(), minlength=bins)
    return float(np.abs(said - true).sum() / count.sum())
