"""Reading: texts in, their themes and tone out, and a list of those that could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from pathlib import Path

import numpy as np

from evidence.text.reading.asked import Asked, served
from evidence.text.reading.features import Comment, Rows
from evidence.text.reading.model import TONES, Model
from evidence.text.reading.vectors import Vectors
from evidence.text.unprocessed import Unprocessed, readable

MODELS = Path(__file__).parent.parent / "models"
METHOD = "themes-1"
PHRASES = "phrases-1"

_BATCH = 1_000
_TOLD = 3
_KNOWN = 0.5
_LEAST = 0.02


@dataclass(frozen=True, kw_only=True)
class Found:
    """A theme's code or a step of tone, how probable it is, and the words of the text that told most for it."""

    code: str
    probability: float
    words: tuple[str, ...]

    @property
    def why(self) -> str:
        """One sentence with the telling words; empty where no word told much by itself."""
        return f"Read from the words {', '.join(f'“{word}”' for word in self.words)}." if self.words else ""


@dataclass(frozen=True, kw_only=True)
class Read:
    """What the text at `index` speaks of, the most probable theme first; no theme where none is probable enough."""

    index: int
    themes: tuple[Found, ...]
    tone: Found
    model: str


@cache
def shipped() -> Model:
    """Return the model that is shipped with the library."""
    return Model.load(MODELS / METHOD, vectors=Vectors.load(MODELS / PHRASES))


def read(
    texts: Sequence[str],
    *,
    questions: Sequence[str | None] | None = None,
    services: Sequence[str | None] | None = None,
    model: Model | None = None,
) -> tuple[list[Read], list[Unprocessed]]:
    """Return themes and tone of each text, and a list of those that could not be read.

    `questions` (what was asked, in its own words) and `services` (the kind of service) stand beside the texts, and make
    reading surer where they are known. A text of which fewer than half the words are known is not read: it may be in
    another language.
    Raises ValueError where the sequences differ in length.
    """
    for others in (questions, services):
        if others is not None and len(others) != len(texts):
            raise ValueError("Questions and services must stand beside the texts, one for each.")
    model = model or shipped()
    unprocessed: list[Unprocessed] = []
    found: list[Read] = []
    batch: list[tuple[int, Comment]] = []
    for index, text in readable(texts, unprocessed):
        asked = Asked.of(questions[index]) if questions else Asked.UNKNOWN
        service = served(services[index]) if services else ""
        batch.append((index, Comment(text=text, asked=asked, service=service)))
        if len(batch) == _BATCH:
            found += _read(batch, model, unprocessed)
            batch = []
    found += _read(batch, model, unprocessed)
    return found, sorted(unprocessed, key=lambda one: one.index)


def _read(batch: Sequence[tuple[int, Comment]], model: Model, unprocessed: list[Unprocessed]) -> list[Read]:
    if not batch:
        return []
    themes, tones, rows = model.probabilities([comment for _index, comment in batch])
    above = themes >= model.thresholds
    found = []
    for at, (index, comment) in enumerate(batch):
        words = rows.words[at]
        if sum(map(model.knows, words)) < max(1, len(words) * _KNOWN):
            reason = "Too few of its words are known to the model." if words else "This text holds no words."
            unprocessed.append(Unprocessed(index=index, reason=reason))
            continue
        columns = sorted(np.flatnonzero(above[at]).tolist(), key=lambda column: -themes[at, column])
        tone = int(tones[at].argmax())
        told = _telling(model, rows, at, comment, [*columns, len(model.themes) + tone])
        found.append(
            Read(
                index=index,
                themes=tuple(
                    Found(code=model.themes[column], probability=_rounded(themes[at, column]), words=words)
                    for column, words in zip(columns, told, strict=False)
                ),
                tone=Found(code=TONES[tone], probability=_rounded(tones[at, tone]), words=told[-1]),
                model=model.version,
            )
        )
    return found


def _telling(model: Model, rows: Rows, at: int, comment: Comment, columns: Sequence[int]) -> list[tuple[str, ...]]:
    """Return for each column the words and pairs of one text that add most to it, the strongest first."""
    names, held = model.features.phrases(rows.words[at], comment.asked)
    if not names:
        return [()] * len(columns)
    first, last = rows.values.indptr[at], rows.values.indptr[at + 1]
    indices = rows.values.indices[first:last]
    places = np.fromiter(chain.from_iterable(held), dtype=np.int32)
    weights = rows.values.data[first:last][np.searchsorted(indices, places)]
    starts = np.fromiter(accumulate((len(each) for each in held[:-1]), initial=0), dtype=np.int64)
    added = np.add.reduceat(model.weights[places[:, None], columns] * weights[:, None], starts, axis=0)
    strongest = np.argsort(-added, axis=0, kind="stable")[:_TOLD].T.tolist()
    sums = added.T.tolist()
    return [tuple(names[n] for n in order if of[n] > _LEAST) for order, of in zip(strongest, sums, strict=True)]


def _rounded(chance: np.float32) -> float:
    return round(float(chance), 4)
