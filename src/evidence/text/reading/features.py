"""Texts as rows of numbers: which words, phrases and parts of words each holds, and how telling each is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evidence.text.reading.asked import Asked
from evidence.text.reading.vectors import Vectors
from evidence.text.reading.words import parts_of, phrases_of, sentences_of, words_of

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
Matrix = sparse.csr_matrix[np.float32]

WORDS, PARTS, ASKED, GIVEN = range(4)
"""Blocks of features: words and pairs; parts of words; words by what was asked; what was asked, and of what service."""

_WEIGHTS = np.array((1.0, 1.0, 0.7, 0.5), dtype=np.float32)
_LARGEST_CACHE = 200_000


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A text with the question that it answers and the kind of service it speaks of, where they are known."""

    text: str
    asked: Asked = Asked.UNKNOWN
    service: str = ""


@dataclass(frozen=True, kw_only=True)
class Sentences:
    """The sentences of those comments that have several, each answering what its comment answers, and whose it is."""

    comments: list[Comment]
    owners: Places

    @classmethod
    def of(cls, comments: Sequence[Comment]) -> "Sentences":
        """Return the sentences of these comments; `owners` holds the place of each one's comment among them."""
        held = [
            (at, replace(comment, text=sentence))
            for at, comment in enumerate(comments)
            for sentence in sentences_of(comment.text)
        ]
        return cls(
            comments=[sentence for _at, sentence in held],
            owners=np.array([at for at, _sentence in held], dtype=np.int64),
        )

    def weighed(self, whole: Floats, sentences: Floats) -> Floats:
        """Return the mean of a comment's own score and its strongest sentence's; its own where it is one sentence."""
        strongest = np.full_like(whole, -np.inf)
        np.maximum.at(strongest, self.owners, sentences)
        return np.where(np.isfinite(strongest), (whole + strongest) / 2, whole)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Comments as numbers: their features, the vectors of their phrases, and the words that they were made of."""

    values: Matrix
    vectors: Floats
    words: list[list[str]]

    @property
    def joined(self) -> Matrix:
        """Return sparse features and vectors side by side."""
        return sparse.hstack([self.values, sparse.csr_matrix(self.vectors)]).tocsr()


@dataclass(frozen=True, kw_only=True)
class Features:
    """The features that a model knows, block by block, each with its weight, and the vectors of words and phrases."""

    names: tuple[tuple[str, ...], ...]
    weights: Floats
    vectors: Vectors
    _known: dict[str, list[int]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def learn(
        cls, comments: Sequence[Comment], *, vectors: Vectors, others: Sequence[str] = (), fewest: int = 2
    ) -> "Features":
        """Return the features that at least `fewest` of these comments have; the words of `others` count as well."""
        seen: tuple[Counter[str], ...] = (Counter(), Counter(), Counter(), Counter())
        for comment in comments:
            words = words_of(comment.text)
            _count_words(words, seen)
            seen[ASKED].update({_asked(comment.asked, word) for word in words})
            seen[GIVEN].update(_given(comment))
        for text in others:
            _count_words(words_of(text), seen)
        every = len(comments) + len(others)
        totals = (every, every, len(comments), len(comments))
        names = tuple(tuple(sorted(name for name, count in block.items() if count >= fewest)) for block in seen)
        weights = [
            np.log((1 + total) / (1 + np.array([block[name] for name in kept], dtype=np.float64))) + 1
            for block, kept, total in zip(seen, names, totals, strict=True)
        ]
        return cls(names=names, weights=np.concatenate(weights).astype(np.float32), vectors=vectors)

    @property
    def width(self) -> int:
        """How many sparse features there are; the numbers of the vectors come after them."""
        return len(self.weights)

    @cached_property
    def _places(self) -> tuple[dict[str, int], ...]:
        starts = np.cumsum([0, *(len(block) for block in self.names)])
        return tuple(
            {name: int(start) + at for at, name in enumerate(block)}
            for start, block in zip(starts, self.names, strict=False)
        )

    @cached_property
    def _blocks(self) -> Places:
        return np.repeat(np.arange(len(self.names)), [len(block) for block in self.names])

    def knows(self, word: str) -> bool:
        """Return whether a whole word is among the features."""
        return word in self._places[WORDS]

    def rows(self, comments: Sequence[Comment]) -> Rows:
        """Return the comments as numbers: each block of a comment's features has length one, and so has its vector."""
        held = [words_of(comment.text) for comment in comments]
        places: list[int] = []
        ends = [0]
        for comment, words in zip(comments, held, strict=True):
            self._add(comment, words, places)
            ends.append(len(places))
        return Rows(values=self._weighed(places, ends), vectors=self.vectors.of(held), words=held)

    def phrases(self, words: Sequence[str], asked: Asked) -> tuple[list[str], list[list[int]]]:
        """Return each word and pair of a comment that the model knows, and beside it the places of what it adds."""
        known, by_asked = self._places[WORDS], self._places[ASKED]
        names, places = [], []
        for word in dict.fromkeys(words):
            held = self._of_word(word)
            if asked is not Asked.UNKNOWN and (place := by_asked.get(_asked(asked, word))) is not None:
                held = [*held, place]
            if held:
                names.append(word)
                places.append(held)
        for pair in dict.fromkeys(pairwise(words)):
            if (place := known.get(" ".join(pair))) is not None:
                names.append(" ".join(pair))
                places.append([place])
        return names, places

    def _add(self, comment: Comment, words: list[str], places: list[int]) -> None:
        known, by_asked, given = self._places[WORDS], self._places[ASKED], self._places[GIVEN]
        for word in words:
            places += self._of_word(word)
        pairs = (known.get(f"{first} {second}") for first, second in pairwise(words))
        places += [place for place in pairs if place is not None]
        if comment.asked is not Asked.UNKNOWN:
            places += [place for word in words if (place := by_asked.get(_asked(comment.asked, word))) is not None]
        places += [place for name in _given(comment) if (place := given.get(name)) is not None]

    def _of_word(self, word: str) -> list[int]:
        places = self._known.get(word)
        if places is None:
            known, parts = self._places[WORDS], self._places[PARTS]
            places = [known[word]] if word in known else []
            places += [parts[part] for part in parts_of(word) if part in parts]
            if len(self._known) < _LARGEST_CACHE:
                self._known[word] = places
        return places

    def _weighed(self, places: list[int], ends: list[int]) -> Matrix:
        count = len(ends) - 1
        flat = np.array(places, dtype=np.int32)
        rows = sparse.csr_matrix(
            (np.ones(len(flat), dtype=np.float32), flat, np.array(ends, dtype=np.int32)), shape=(count, self.width)
        )
        rows.sum_duplicates()
        values = (1 + np.log(rows.data)) * self.weights[rows.indices]
        blocks = len(self.names)
        groups = np.repeat(np.arange(count), np.diff(rows.indptr)) * blocks + self._blocks[rows.indices]
        lengths = np.sqrt(np.bincount(groups, weights=values**2, minlength=count * blocks))
        rows.data = (values / lengths[groups] * _WEIGHTS[groups % blocks]).astype(np.float32)
        return rows


def _count_words(words: list[str], seen: tuple[Counter[str], ...]) -> None:
    seen[WORDS].update(set(phrases_of(words)))
    seen[PARTS].update({part for word in set(words) for part in parts_of(word)})


def _asked(asked: Asked, word: str) -> str:
    return f"{asked.name}:{word}"


def _given(comment: Comment) -> list[str]:
    names = []
    if comment.asked is not Asked.UNKNOWN:
        names.append(f"asked:{comment.asked.name}")
    if comment.service:
        names.append(f"service:{comment.service}")
    return [*names, ":".join(names)] if len(names) > 1 else names
