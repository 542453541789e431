"""A sentence encoder that was tuned on labelled comments, in arrays of eight bits: what the accurate model adds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evidence.text.reading.asked import Asked
from evidence.text.reading.encoder import Encoder
from evidence.text.reading.features import Comment, Floats
from evidence.text.reading.model import BadModel

LONGEST = 70
"""So many pieces of words of a comment are read; the rest only by the fast model, which reads all."""

_BATCH = 64
_NUMBERS, _PIECES = "encoder.npz", "pieces.json"
HEAD = ("looks", "weights", "constants")


@dataclass(frozen=True, kw_only=True)
class Tuned:
    """An encoder and, for each theme and step of tone, what it looks for among the pieces and what it weighs there."""

    encoder: Encoder
    looks: Floats
    weights: Floats
    constants: Floats

    def scores(self, comments: Sequence[Comment]) -> Floats:
        """Return each comment's score for each theme and then each step of tone."""
        numbered = [self.numbered(comment) for comment in comments]
        order = sorted(range(len(comments)), key=lambda at: len(numbered[at]))
        found = np.zeros((len(comments), len(self.constants)), dtype=np.float32)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            states, there = self.encoder.states([numbered[at] for at in batch])
            found[batch] = self._heads(states, there)
        return found

    def numbered(self, comment: Comment) -> list[int]:
        """Return a comment's pieces, before them those of what was asked and of what service, where it is known."""
        first, last = self.encoder.pieces["[CLS]"], self.encoder.pieces["[SEP]"]
        given = "" if comment.asked is Asked.UNKNOWN else str(comment.asked.value)
        before = self.encoder.numbers_of(f"{given} {comment.service}")
        words = self.encoder.numbers_of(comment.text)[:LONGEST]
        return [first, *before, last, *words, last] if before else [first, *words, last]

    def _heads(self, states: Floats, there: Floats) -> Floats:
        """Return for each column the weighed sum of the pieces that it looks at, by itself."""
        looks = np.einsum("btd,ld->blt", states, self.looks, optimize=True) / np.sqrt(np.float32(states.shape[2]))
        looks = looks + (there[:, None, :] - 1) * np.float32(1e9)
        looks = np.exp(looks - looks.max(axis=-1, keepdims=True))
        looks /= looks.sum(axis=-1, keepdims=True)
        held = np.einsum("btd,ld->blt", states, self.weights, optimize=True)
        return np.asarray((looks * held).sum(axis=-1) + self.constants, dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write pieces as JSON and numbers as arrays: matrices in eight bits a number, each row with its scale."""
        folder.mkdir(parents=True, exist_ok=True)
        held: dict[str, np.ndarray] = {}
        for name, values in (*self.encoder.weights.items(), *((each, getattr(self, each)) for each in HEAD)):
            if values.ndim < 2 or name in HEAD:
                held[name] = values.astype(np.float32)
                continue
            scales = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-9) / 127
            held[name] = np.round(values / scales).astype(np.int8)
            held[f"{name} scales"] = scales.astype(np.float32)
        np.savez_compressed(folder / _NUMBERS, **held)  # type: ignore[arg-type]
        pieces = sorted(self.encoder.pieces, key=lambda piece: self.encoder.pieces[piece])
        (folder / _PIECES).write_text(json.dumps(pieces, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Tuned":
        """Return what `save` wrote; no code is in it. Raises BadModel where the files are missing or do not fit."""
        try:
            pieces = json.loads((folder / _PIECES).read_text(encoding="utf-8"))
            with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
                weights = {name: _whole(numbers, name) for name in numbers.files if not name.endswith(" scales")}
            head = [weights.pop(name) for name in HEAD]
        except (OSError, KeyError, ValueError) as wrong:
            raise BadModel(f"{folder} holds no tuned encoder that can be read: {wrong}") from wrong
        return cls(
            encoder=Encoder(weights=weights, pieces={piece: at for at, piece in enumerate(pieces)}),
            looks=head[0],
            weights=head[1],
            constants=head[2],
        )


def pruned(encoder: Encoder, texts: Sequence[str], *, fewest: int = 2) -> Encoder:
    """Return the encoder with those pieces alone that `fewest` texts hold, and every single sign and special piece.

    A word whose piece is gone is made up of smaller ones.
    """
    held: dict[int, int] = {}
    for text in texts:
        for number in set(encoder.numbers_of(text)):
            held[number] = held.get(number, 0) + 1
    kept = [
        (piece, number)
        for piece, number in sorted(encoder.pieces.items(), key=lambda one: one[1])
        if held.get(number, 0) >= fewest or len(piece.removeprefix("##")) == 1 or piece in _SPECIAL
    ]
    table = "embeddings.word_embeddings.weight"
    weights: Mapping[str, Floats] = {**encoder.weights, table: encoder.weights[table][[n for _piece, n in kept]]}
    return Encoder(weights=weights, pieces={piece: at for at, (piece, _number) in enumerate(kept)})


_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def _whole(numbers: Mapping[str, np.ndarray], name: str) -> Floats:
    values = numbers[name].astype(np.float32)
    scales = f"{name} scales"
    return values * numbers[scales] if scales in numbers else values
