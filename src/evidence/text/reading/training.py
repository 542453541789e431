"""Learning a model from labelled comments: weights, then probabilities and thresholds from comments not learnt from."""

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.special import expit

from evidence.text.reading.asked import Asked, served
from evidence.text.reading.features import Comment, Features, Floats, Matrix, Sentences
from evidence.text.reading.fitting import Truths, best_threshold, calibration, fit
from evidence.text.reading.labelled import Earlier, Labelled
from evidence.text.reading.model import TONES, Model
from evidence.text.reading.scoring import f1
from evidence.text.reading.vectors import Vectors

_STRONG = 3
"""From here on the earlier set's praise or blame counts as strong."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How a model learns; docs/methods/reading.md says what each was tried at."""

    penalty: float = 0.5
    balance: float = 0.25
    steps: int = 40
    fewest_comments: int = 5
    fewest_positives: int = 20
    without_inputs: float = 0.5
    earlier_weight: float = 0.15
    fewest_of_topic: int = 20
    inner_folds: int = 3


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """All that a model learns from: labelled comments, what their labels mean, the earlier set, vectors of words."""

    comments: Sequence[Labelled]
    meanings: Mapping[str, str | None]
    vectors: Vectors
    earlier: Sequence[Earlier] = ()
    settings: Settings = field(default_factory=Settings)

    def with_comments(self, comments: Sequence[Labelled]) -> "Lessons":
        """Return the same lessons from other labelled comments."""
        return replace(self, comments=comments)

    def themes(self) -> tuple[str, ...]:
        """Return the themes that have enough comments to learn from."""
        found = Counter(theme for comment in self.comments for theme in themes_of(comment, self.meanings))
        return tuple(sorted(theme for theme, count in found.items() if count >= self.settings.fewest_positives))


def themes_of(comment: Labelled, meanings: Mapping[str, str | None]) -> set[str]:
    """Return the themes that a comment's labels mean; a label without a theme means none."""
    return {theme for label in comment.labels if (theme := meanings.get(label))}


def comment_of(labelled: Labelled, *, informed: bool = True) -> Comment:
    """Return a labelled comment as one to read, with its question and kind of service where the reader is informed."""
    if not informed:
        return Comment(text=labelled.text)
    return Comment(text=labelled.text, asked=Asked.of(labelled.question), service=served(labelled.service))


def truths_of(comments: Sequence[Labelled], meanings: Mapping[str, str | None], themes: Sequence[str]) -> Truths:
    """Return a column for each theme and then each step of tone: whether people found it in each comment."""
    truths = np.zeros((len(comments), len(themes) + len(TONES)), dtype=np.bool_)
    for row, comment in enumerate(comments):
        found = themes_of(comment, meanings)
        truths[row, : len(themes)] = [theme in found for theme in themes]
        if comment.tone is not None:
            truths[row, len(themes) + comment.tone - 1] = True
    return truths


def topics_of(earlier: Sequence[Earlier], *, fewest: int) -> Truths:
    """Return a column for each topic that so many comments of the earlier set have, then four for praise and blame."""
    names = Counter(topic for comment in earlier for topic in comment.topics)
    topics = sorted(topic for topic, count in names.items() if count >= fewest)
    if not topics:
        return np.zeros((len(earlier), 0), dtype=np.bool_)
    return np.array(
        [
            [topic in comment.topics for topic in topics]
            + [comment.leaning > 0, comment.leaning < 0, comment.leaning >= _STRONG, comment.leaning <= -_STRONG]
            for comment in earlier
        ]
    )


def folds_of(respondents: Sequence[str], *, folds: int, salt: str = "") -> npt.NDArray[np.int64]:
    """Return a fold for each respondent, so that all that one person wrote stands in one; the same on each machine."""
    order = sorted(set(respondents), key=lambda name: (zlib.crc32(f"{salt}{name}".encode()), name))
    fold = {name: at % folds for at, name in enumerate(order)}
    return np.array([fold[name] for name in respondents])


def learn(lessons: Lessons, *, themes: Sequence[str], version: str, card: dict[str, Any]) -> Model:
    """Return a model that knows these themes and the tone of comments.

    Probabilities (Platt) and thresholds come from an inner split by respondent, so that none rests on comments that
    its weights had seen.
    """
    settings = lessons.settings
    learner = _Learner.of(lessons, themes)
    respondents = [comment.respondent for comment in lessons.comments]
    scores = held_back_scores(learner, respondents, folds=settings.inner_folds)
    slopes, shifts = lines_of(scores, learner.truths)
    chances = expit(scores * slopes + shifts)
    weights, constants = learner.fit(np.arange(len(respondents)))
    return Model(
        version=version,
        themes=tuple(themes),
        thresholds=thresholds(chances[:, : len(themes)], learner.truths[:, : len(themes)]),
        features=learner.features,
        weights=(weights * slopes).astype(np.float32),
        constants=(constants * slopes + shifts).astype(np.float32),
        card={**card, "version": version, "vectors": lessons.vectors.version},
    )


class Learner(Protocol):
    """What can be fitted to some of its comments, and can then score all of them."""

    @property
    def truths(self) -> Truths:
        """What people found in each comment."""

    def fit(self, chosen: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Return weights and constants learnt from the chosen comments."""

    def scores(self, weights: Floats, constants: Floats) -> Floats:
        """Return each comment's scores by these weights."""


def held_back_scores(learner: Learner, respondents: Sequence[str], *, folds: int) -> Floats:
    """Return for each comment the scores by weights that had not seen its writer."""
    inner = folds_of(respondents, folds=folds, salt="inner ")
    scores = np.zeros(learner.truths.shape, dtype=np.float32)
    for fold in range(folds):
        weights, constants = learner.fit(np.flatnonzero(inner != fold))
        held = np.flatnonzero(inner == fold)
        scores[held] = learner.scores(weights, constants)[held]
    return scores


def lines_of(scores: Floats, truths: Truths) -> tuple[Floats, Floats]:
    """Return for each column the slope and the constant that make its scores probabilities."""
    columns = range(truths.shape[1])
    lines = np.array([calibration(scores[:, at], truths[:, at]) for at in columns], dtype=np.float32)
    return lines[:, 0], lines[:, 1]


def thresholds(chances: Floats, truths: Truths) -> Floats:
    """Return from which probability each theme counts as found.

    The best F1 of calibrated probabilities is reached at half that F1 (Lipton, Elkan and Naryanaswamy 2014), and few
    comments tell how high that F1 is more surely than where its peak stands.
    """
    peaks = [
        f1(chances[:, at] > best_threshold(chances[:, at], truths[:, at]), truths[:, at])
        for at in range(truths.shape[1])
    ]
    return np.array(peaks, dtype=np.float32) / np.float32(2)


@dataclass(frozen=True, kw_only=True)
class _Learner:
    """Rows of comments with what the earlier set's topics say of them, and what people found in them."""

    settings: Settings
    features: Features
    rows: Matrix
    bare: Matrix
    sentences: Sentences
    parts: Matrix
    topics: "_Topics"
    truths: Truths

    @classmethod
    def of(cls, lessons: Lessons, themes: Sequence[str]) -> "_Learner":
        comments = [comment_of(labelled) for labelled in lessons.comments]
        features = Features.learn(
            comments,
            vectors=lessons.vectors,
            others=[comment.text for comment in lessons.earlier],
            fewest=lessons.settings.fewest_comments,
        )
        rows = features.rows(comments).joined
        sentences = Sentences.of(comments)
        return cls(
            settings=lessons.settings,
            features=features,
            rows=rows,
            bare=features.rows([Comment(text=comment.text) for comment in comments]).joined,
            sentences=sentences,
            parts=features.rows(sentences.comments).joined,
            topics=_Topics.learn(lessons, features, rows),
            truths=truths_of(lessons.comments, lessons.meanings, themes),
        )

    def fit(self, chosen: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Return weights and constants learnt from the chosen comments, each read with and without what was asked."""
        share = self.settings.without_inputs
        rows = sparse.vstack([self.rows[chosen], self.bare[chosen]]).tocsr()
        found = fit(
            sparse.hstack([rows, sparse.csr_matrix(self.topics.of(rows))]).tocsr(),
            np.concatenate([self.truths[chosen]] * 2),
            penalty=self.settings.penalty,
            balance=self.settings.balance,
            weights=np.repeat(np.array([1 - share, share], dtype=np.float32), len(chosen)),
            steps=self.settings.steps,
        )
        width = rows.shape[1]
        weights, of_topics, constants = found[:width], found[width:-1], found[-1]
        return weights + self.topics.weights @ of_topics, constants + self.topics.constants @ of_topics

    def scores(self, weights: Floats, constants: Floats) -> Floats:
        """Return each comment's scores as the model will make them: those of themes by its strongest sentence too."""
        found = np.asarray(self.rows @ weights + constants, dtype=np.float32)
        parts = np.asarray(self.parts @ weights + constants, dtype=np.float32)
        themes = found.shape[1] - len(TONES)
        found[:, :themes] = self.sentences.weighed(found[:, :themes], parts[:, :themes])
        return found


@dataclass(frozen=True, kw_only=True)
class _Topics:
    """What the earlier set's topics say of a comment: sums of weights, so that they fold into the model's own."""

    weights: Floats
    constants: Floats

    @classmethod
    def learn(cls, lessons: Lessons, features: Features, rows: Matrix) -> "_Topics":
        settings = lessons.settings
        truths = topics_of(lessons.earlier, fewest=settings.fewest_of_topic)
        if not truths.size or not settings.earlier_weight:
            nothing = np.zeros((rows.shape[1], 0), dtype=np.float32)
            return cls(weights=nothing, constants=np.zeros(0, dtype=np.float32))
        found = fit(
            features.rows([Comment(text=comment.text) for comment in lessons.earlier]).joined,
            truths,
            penalty=settings.penalty,
            balance=settings.balance,
            weights=np.ones(len(truths), dtype=np.float32),
            steps=settings.steps,
        )
        scores = rows @ found[:-1] + found[-1]
        scale = settings.earlier_weight / np.maximum(scores.std(axis=0), 1e-6)
        return cls(weights=found[:-1] * scale, constants=(found[-1] - scores.mean(axis=0)) * scale)

    def of(self, rows: Matrix) -> Floats:
        """Return each topic's sum for each row."""
        return np.asarray(rows @ self.weights + self.constants, dtype=np.float32)
