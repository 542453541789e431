"""Learning from what people decided: weights that are added to the shipped model's, never without it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.special import expit

from evidence.text.reading.features import Comment, Features, Floats, Matrix, Sentences
from evidence.text.reading.fitting import Truths, fit
from evidence.text.reading.labelled import Labelled
from evidence.text.reading.model import TONES, Model
from evidence.text.reading.training import (
    Settings,
    comment_of,
    held_back_scores,
    lines_of,
    thresholds,
    truths_of,
)

FEWEST_PEOPLE = 5
"""So many people must have used a word, a pair or a part of a word before anything is learnt of it."""

FEWEST_OF_THEME = 20
"""So many people must have spoken of a theme, and so many not, before it is learnt; below it stays as it is shipped."""


class TooFew(Exception):
    """Too few people's comments were decided; the message says how many there are or would be needed."""


def adapt(
    *, base: Model, comments: Sequence[Labelled], version: str, card: dict[str, Any], settings: Settings | None = None
) -> Model:
    """Return the base model with what people decided of these comments learnt besides; labels are codes of themes.

    Only words that five people used are learnt of, only themes of which twenty spoke; all else is as in `base`.
    Probabilities and thresholds of what was learnt come from inner folds by respondent. Raises TooFew where nothing can
    be learnt.
    """
    learner = _Learner.of(base=base, comments=comments, settings=settings or Settings())
    columns = learner.columns
    themes = sum(column < len(learner.themes) for column in columns)
    scores = held_back_scores(learner, [comment.respondent for comment in comments], folds=learner.settings.inner_folds)
    slopes, shifts = lines_of(scores, learner.truths)
    weights, constants = learner.fit(np.arange(len(comments)))
    every_weight, every_constant = learner.known.copy(), learner.constants.copy()
    every_weight[:, columns] = weights * slopes
    every_constant[columns] = constants * slopes + shifts
    limits = learner.limits.copy()
    chances = expit(scores * slopes + shifts)[:, :themes]
    limits[columns[:themes]] = thresholds(chances, learner.truths[:, :themes])
    return Model(
        version=version,
        themes=learner.themes,
        thresholds=limits,
        features=learner.features,
        weights=every_weight.astype(np.float32),
        constants=every_constant.astype(np.float32),
        card={
            **card,
            "version": version,
            "vectors": base.features.vectors.version,
            "learnt_besides": base.version,
            "themes_learnt": [learner.themes[column] for column in columns[:themes]],
        },
    )


def themes_to_learn(comments: Sequence[Labelled]) -> tuple[str, ...]:
    """Return the themes of which enough people spoke, and enough did not."""
    people = _people_of(comments)
    every = len({comment.respondent for comment in comments})
    return tuple(
        sorted(
            theme
            for theme, spoke in people.items()
            if len(spoke) >= FEWEST_OF_THEME and every - len(spoke) >= FEWEST_OF_THEME
        )
    )


@dataclass(frozen=True, kw_only=True)
class _Learner:
    """Comments as rows, what the base model says of them, and which features and columns may be learnt."""

    settings: Settings
    themes: tuple[str, ...]
    columns: list[int]
    features: Features
    rows: Matrix
    bare: Matrix
    sentences: Sentences
    parts: Matrix
    used: npt.NDArray[np.int64]
    known: Floats
    constants: Floats
    limits: Floats
    truths: Truths

    @classmethod
    def of(cls, *, base: Model, comments: Sequence[Labelled], settings: Settings) -> "_Learner":
        learnt = themes_to_learn(comments)
        themes = (*base.themes, *(theme for theme in learnt if theme not in base.themes))
        asked = [comment_of(labelled) for labelled in comments]
        features, places = _widened(base.features, asked, [comment.respondent for comment in comments])
        rows = features.rows(asked).joined
        sentences = Sentences.of(asked)
        known, constants, limits = _widened_weights(base, themes, places, features)
        every = truths_of(comments, {theme: theme for theme in themes}, themes)
        columns = sorted(themes.index(theme) for theme in learnt)
        columns += [len(themes) + step for step in _steps_to_learn(comments)]
        if not columns:
            raise TooFew(f"No theme was decided for {FEWEST_OF_THEME} people or more: there is nothing to learn yet.")
        return cls(
            settings=settings,
            themes=themes,
            columns=columns,
            features=features,
            rows=rows,
            bare=features.rows([Comment(text=comment.text) for comment in asked]).joined,
            sentences=sentences,
            parts=features.rows(sentences.comments).joined,
            used=_used(rows, [comment.respondent for comment in comments], vectors=features.vectors.size),
            known=known,
            constants=constants,
            limits=limits,
            truths=every[:, columns],
        )

    def fit(self, chosen: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Return weights and constants of the learnt columns, the base's own in them."""
        share = self.settings.without_inputs
        rows = sparse.vstack([self.rows[chosen], self.bare[chosen]]).tocsr()
        base, constants = self.known[:, self.columns], self.constants[self.columns]
        found = fit(
            rows[:, self.used],
            np.concatenate([self.truths[chosen]] * 2),
            penalty=self.settings.penalty,
            balance=self.settings.balance,
            weights=np.repeat(np.array([1 - share, share], dtype=np.float32), len(chosen)),
            steps=self.settings.steps,
            known=np.asarray(rows @ base + constants, dtype=np.float32),
        )
        weights = base.copy()
        weights[self.used] += found[:-1]
        return weights, constants + found[-1]

    def scores(self, weights: Floats, constants: Floats) -> Floats:
        """Return each comment's scores as the model will make them: those of themes by its strongest sentence too."""
        found = np.asarray(self.rows @ weights + constants, dtype=np.float32)
        parts = np.asarray(self.parts @ weights + constants, dtype=np.float32)
        themes = sum(column < len(self.themes) for column in self.columns)
        found[:, :themes] = self.sentences.weighed(found[:, :themes], parts[:, :themes])
        return found


def _people_of(comments: Sequence[Labelled]) -> Mapping[str, set[str]]:
    people: dict[str, set[str]] = {}
    for comment in comments:
        for theme in comment.labels:
            people.setdefault(theme, set()).add(comment.respondent)
    return people


def _steps_to_learn(comments: Sequence[Labelled]) -> range:
    """Return all steps of tone where tones were decided for enough people, else none."""
    toned = {comment.respondent for comment in comments if comment.tone is not None}
    return range(len(TONES) if len(toned) >= FEWEST_OF_THEME * len(TONES) else 0)


def _widened(
    features: Features, comments: Sequence[Comment], people: Sequence[str]
) -> tuple[Features, npt.NDArray[np.int64]]:
    """Return the features with those that five people used besides, and where the first ones stand among them."""
    fresh = Features.learn(comments, vectors=features.vectors, fewest=1)
    enough = _people_each(fresh.rows(comments).values, people) >= FEWEST_PEOPLE
    names, weights, places = [], [], []
    first = old = new = 0
    for mine, others in zip(features.names, fresh.names, strict=True):
        known = set(mine)
        more = [at for at, name in enumerate(others) if enough[new + at] and name not in known]
        names.append((*mine, *(others[at] for at in more)))
        weights += [features.weights[old : old + len(mine)], fresh.weights[[new + at for at in more]]]
        places.append(np.arange(first, first + len(mine)))
        first, old, new = first + len(names[-1]), old + len(mine), new + len(others)
    widened = Features(names=tuple(names), weights=np.concatenate(weights), vectors=features.vectors)
    return widened, np.concatenate(places).astype(np.int64)


def _people_each(values: Matrix, people: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return how many people have each feature."""
    _names, person = np.unique(np.array(people), return_inverse=True)
    whose = sparse.csr_matrix((np.ones(len(person), dtype=np.float32), (person, np.arange(len(person)))))
    has = values.astype(np.bool_).astype(np.float32)
    return np.asarray((whose @ has).astype(np.bool_).sum(axis=0), dtype=np.int64).ravel()


def _used(rows: Matrix, people: Sequence[str], *, vectors: int) -> npt.NDArray[np.int64]:
    """Return the places of the features that enough people have, and of all numbers of the vectors."""
    width = rows.shape[1] - vectors
    held = _people_each(rows[:, :width], people)
    return np.concatenate([np.flatnonzero(held >= FEWEST_PEOPLE), np.arange(width, rows.shape[1])])


def _widened_weights(
    base: Model, themes: tuple[str, ...], places: npt.NDArray[np.int64], features: Features
) -> tuple[Floats, Floats, Floats]:
    """Return the base's weights, constants and thresholds with room for new features and themes.

    A new theme is as good as never there until it is learnt.
    """
    more = len(themes) - len(base.themes)
    size = base.features.vectors.size
    old = np.concatenate([places, features.width + np.arange(size)])
    wide = np.zeros((features.width + size, len(themes) + len(TONES)), dtype=np.float32)
    here = [*range(len(base.themes)), *range(len(themes), len(themes) + len(TONES))]
    wide[np.ix_(old, here)] = base.weights
    constants = np.insert(base.constants, [len(base.themes)] * more, 0)
    limits = np.concatenate([base.thresholds, np.ones(more, dtype=np.float32)])
    return wide, constants.astype(np.float32), limits.astype(np.float32)
