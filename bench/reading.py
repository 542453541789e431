"""How often themes and tone are right and how fast, beside a plain baseline in the same run.

Usage: HEARD_DATA=<folder> python bench/reading.py [--folds 5] [--only-speed]. Prints one JSON line. The baseline is
TF-IDF of words and pairs and of runs of three to five letters, balanced logistic regression (scikit-learn), and one
threshold from an inner quarter of the people. Both read people they have not learnt from. Speed is one process on one
core, processor time, over all labelled comments: themes, tone and telling words for ours, probabilities for the
baseline. Needs requirements/train.txt.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from evidence.text import read
from evidence.text.reading import shipped
from evidence.text.reading.fitting import best_threshold
from evidence.text.reading.labelled import Labelled, read_earlier, read_labelled, read_meanings
from evidence.text.reading.measuring import Reader, Reads, by_model, cross_validate, figures
from evidence.text.reading.reader import MODELS, PHRASES
from evidence.text.reading.training import Lessons, folds_of, truths_of
from evidence.text.reading.vectors import Vectors

_tfidf: Any = TfidfVectorizer
_regression: Any = LogisticRegression
LABELS = Path(__file__).parents[1] / "src" / "heard" / "insight" / "data" / "labels" / "pxqdc-6.json"


@dataclass(frozen=True, kw_only=True)
class Plain:
    """The baseline's vectorisers and one regression for each theme and step of tone."""

    words: Any
    parts: Any
    columns: list[Any]

    @classmethod
    def learn(cls, texts: Sequence[str], truths: np.typing.NDArray[np.bool_]) -> "Plain":
        words = _tfidf(ngram_range=(1, 2), sublinear_tf=True, min_df=2).fit(texts)
        parts = _tfidf(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2).fit(texts)
        rows = sparse.hstack([words.transform(texts), parts.transform(texts)]).tocsr()
        columns = [
            _regression(C=4, class_weight="balanced", solver="liblinear", random_state=0).fit(rows, column)
            for column in truths.T
        ]
        return cls(words=words, parts=parts, columns=columns)

    def chances(self, texts: Sequence[str]) -> np.typing.NDArray[np.float32]:
        rows = sparse.hstack([self.words.transform(texts), self.parts.transform(texts)]).tocsr()
        return np.stack([column.predict_proba(rows)[:, 1] for column in self.columns], axis=1).astype(np.float32)


def by_baseline(lessons: Lessons, themes: Sequence[str], held: Sequence[Labelled]) -> tuple[Reads, ...]:
    comments = list(lessons.comments)
    texts = [comment.text for comment in comments]
    truths = truths_of(comments, lessons.meanings, themes)
    inner = folds_of([comment.respondent for comment in comments], folds=4, salt="inner ") == 0
    apart = Plain.learn([text for text, out in zip(texts, inner, strict=True) if not out], truths[~inner])
    checked = apart.chances([text for text, out in zip(texts, inner, strict=True) if out])[:, : len(themes)]
    threshold = best_threshold(checked.ravel(), truths[inner][:, : len(themes)].ravel())
    chances = Plain.learn(texts, truths).chances([comment.text for comment in held])
    reads = Reads(
        found=chances[:, : len(themes)] >= threshold,
        chances=chances[:, : len(themes)],
        tones=chances[:, len(themes) :].argmax(axis=1),
    )
    return (reads,)


def per_second(work: Callable[[], object], count: int, *, times: int = 3) -> int:
    best = min(_seconds(work) for _ in range(times))
    return round(count / best)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def speed(lessons: Lessons) -> dict[str, int]:
    texts = [comment.text for comment in lessons.comments]
    plain = Plain.learn(texts, truths_of(lessons.comments, lessons.meanings, lessons.themes()))
    shipped()
    return {
        "ours_per_second": per_second(lambda: read(texts), len(texts)),
        "baseline_per_second": per_second(lambda: plain.chances(texts), len(texts)),
    }


READERS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    (("told", "words_alone"), by_model),
    (("baseline",), by_baseline),
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=os.environ.get("HEARD_DATA"))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only-speed", action="store_true")
    given = parser.parse_args()
    comments = read_labelled(Path(given.data) / "comments")
    lessons = Lessons(
        comments=comments,
        meanings=read_meanings(LABELS),
        vectors=Vectors.load(MODELS / PHRASES),
        earlier=read_earlier(Path(given.data) / "comments", known=comments),
    )
    result: dict[str, Any] = {"bench": "reading", "model": shipped().version, **speed(lessons)}
    for names, reader in () if given.only_speed else READERS:
        ways, truths = cross_validate(lessons, reader=reader, folds=given.folds)
        for name, reads in zip(names, ways, strict=True):
            found = figures(lessons, reads, truths)
            result[name] = {key: value for key, value in found.items() if key != "by_theme"}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
