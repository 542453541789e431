"""A small sentence encoder (BERT, as all-MiniLM-L6-v2) in plain arrays: for vectors and the accurate model."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.special import erf

Floats = npt.NDArray[np.float32]

_HEADS = 12
_EPSILON = 1e-12
_LONGEST_WORD = 100
_LONGEST = 128
_BATCH = 128


@dataclass(frozen=True, kw_only=True)
class Encoder:
    """Weights by name, and the pieces of words that it knows by their numbers."""

    weights: Mapping[str, Floats]
    pieces: Mapping[str, int]

    @classmethod
    def load(cls, folder: Path) -> "Encoder":
        """Return the encoder in a folder with `model.safetensors` (32-bit numbers) and `vocab.txt`."""
        lines = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        return cls(
            weights=_safetensors(folder / "model.safetensors"), pieces={piece: at for at, piece in enumerate(lines)}
        )

    def encode(self, phrases: Sequence[str]) -> Floats:
        """Return the mean of the last layer over each phrase, its edges included."""
        first, last = self.pieces["[CLS]"], self.pieces["[SEP]"]
        numbered = [[first, *self.numbers_of(phrase)[: _LONGEST - 2], last] for phrase in phrases]
        order = sorted(range(len(phrases)), key=lambda at: len(numbered[at]))
        found = np.zeros((len(phrases), self.weights["embeddings.word_embeddings.weight"].shape[1]), dtype=np.float32)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            states, there = self.states([numbered[at] for at in batch])
            found[batch] = (states * there[:, :, None]).sum(axis=1) / there.sum(axis=1, keepdims=True)
        return found

    def numbers_of(self, phrase: str) -> list[int]:
        """Return the numbers of the pieces that make up a text."""
        plain = unicodedata.normalize("NFD", phrase.lower())
        spaced = "".join(
            f" {sign} " if not sign.isalnum() and not sign.isspace() else sign
            for sign in plain
            if unicodedata.category(sign) != "Mn"
        )
        return [number for word in spaced.split() for number in self._of_word(word)]

    def _of_word(self, word: str) -> list[int]:
        """Return the longest known pieces that make up a word, from its beginning on (WordPiece)."""
        if len(word) > _LONGEST_WORD:
            return [self.pieces["[UNK]"]]
        numbers: list[int] = []
        start = 0
        while start < len(word):
            edge = "##" if start else ""
            end = next((end for end in range(len(word), start, -1) if edge + word[start:end] in self.pieces), None)
            if end is None:
                return [self.pieces["[UNK]"]]
            numbers.append(self.pieces[edge + word[start:end]])
            start = end
        return numbers

    def states(self, numbered: Sequence[list[int]]) -> tuple[Floats, Floats]:
        """Return the last layer for each piece of each row, and 1 where there is a piece (rows differ in length)."""
        longest = max(len(numbers) for numbers in numbered)
        numbers = np.array([[*row, *[0] * (longest - len(row))] for row in numbered])
        there = np.array([[1.0] * len(row) + [0.0] * (longest - len(row)) for row in numbered], dtype=np.float32)
        weights = self.weights
        states = (
            weights["embeddings.word_embeddings.weight"][numbers]
            + weights["embeddings.position_embeddings.weight"][:longest]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        states = self._normal(states, "embeddings.LayerNorm")
        layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
        for layer in range(layers):
            states = self._layer(states, there, f"encoder.layer.{layer}")
        return np.asarray(states, dtype=np.float32), there

    def _layer(self, states: Floats, there: Floats, name: str) -> Floats:
        count, longest, width = states.shape
        query, key, value = (
            self._linear(states, f"{name}.attention.self.{part}")
            .reshape(count, longest, _HEADS, width // _HEADS)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        looks = query @ key.transpose(0, 1, 3, 2) / np.sqrt(np.float32(width // _HEADS))
        looks = looks + (there[:, None, None, :] - 1) * np.float32(1e9)
        looks = np.exp(looks - looks.max(axis=-1, keepdims=True))
        looks /= looks.sum(axis=-1, keepdims=True)
        seen = (looks @ value).transpose(0, 2, 1, 3).reshape(count, longest, width)
        states = self._normal(
            states + self._linear(seen, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm"
        )
        wide = self._linear(states, f"{name}.intermediate.dense")
        wide = wide * np.float32(0.5) * (1 + erf(wide / np.sqrt(np.float32(2))))
        return self._normal(states + self._linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, states: Floats, name: str) -> Floats:
        return np.asarray(states @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"], dtype=np.float32)

    def _normal(self, states: Floats, name: str) -> Floats:
        away = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((away**2).mean(axis=-1, keepdims=True) + np.float32(_EPSILON))
        return np.asarray(
            away / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"], dtype=np.float32
        )


def _safetensors(file: Path) -> dict[str, Floats]:
    """Return the 32-bit arrays of a safetensors file: a length, a JSON header, then numbers; no code is in it."""
    held = file.read_bytes()
    length = int.from_bytes(held[:8], "little")
    header = json.loads(held[8 : 8 + length])
    body = memoryview(held)[8 + length :]
    return {
        name: np.frombuffer(body[slice(*about["data_offsets"])], dtype="<f4").reshape(about["shape"])
        for name, about in header.items()
        if name != "__metadata__" and about["dtype"] == "F32"
    }
