"""What is known of words: who may be called so, how common it is, and what stands for a building rather than a person.

The artefact is built by `evidence train names` from lists of names in many languages (Faker, MIT), word counts of the
web (symspellpy's frequency dictionary, MIT) and open comments on care; it holds words and numbers, and runs no code.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

FIRST, LAST = 1, 2
SHORTEST_TYPO, LONGEST_TYPO = 5, 24


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Words in lower case without accents: `names` to FIRST, LAST or both; `words` and `care` to a class of frequency.

    `words` counts the web (1 rare to 4 very common), `care` the comments on care that use it in lower case (1 to 4);
    what is absent was not met. `near` holds each common word of care under what is left of it without one letter.
    """

    names: Mapping[str, int]
    words: Mapping[str, int]
    care: Mapping[str, int]
    places: frozenset[str]
    near: frozenset[str]

    def is_slip(self, word: str) -> bool:
        """Return whether the word is a common word of care but for one letter added, left out or changed."""
        return SHORTEST_TYPO <= len(word) <= LONGEST_TYPO and any(each in self.near for each in shortened(word))


@dataclass(frozen=True, kw_only=True)
class NameModel:
    """A lexicon, a weight for each sign, and the score from which on a word is taken for a name."""

    version: str
    lexicon: Lexicon
    weights: Mapping[str, float]
    threshold: float


def shortened(word: str) -> set[str]:
    """Return the word, and what is left of it without each one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def make_lexicon(
    *, names: Mapping[str, int], words: Mapping[str, int], care: Mapping[str, int], places: frozenset[str]
) -> Lexicon:
    """Return a lexicon; words of care that at least twenty people used are those that others are slips of."""
    common = (word for word, used in care.items() if used >= 2 and len(word) >= SHORTEST_TYPO)
    near = frozenset(each for word in common for each in shortened(word))
    return Lexicon(names=names, words=words, care=care, places=places, near=near)


@lru_cache(maxsize=1)
def shipped() -> NameModel:
    """Return the model that comes with the library."""
    packed = files("evidence.text.names").joinpath("data/names.json.gz").read_bytes()
    return load(packed)


def load(packed: bytes) -> NameModel:
    """Return the model that `dump` wrote."""
    data = json.loads(gzip.decompress(packed))
    lexicon = make_lexicon(
        names=_unpacked(data["names"]),
        words=_unpacked(data["words"]),
        care=_unpacked(data["care"]),
        places=frozenset(data["places"].split()),
    )
    return NameModel(
        version=data["version"], lexicon=lexicon, weights=data["weights"], threshold=float(data["threshold"])
    )


def dump(model: NameModel) -> bytes:
    """Return the model as compressed JSON, the same bytes for the same model."""
    data = {
        "version": model.version,
        "threshold": model.threshold,
        "names": _packed(model.lexicon.names),
        "words": _packed(model.lexicon.words),
        "care": _packed(model.lexicon.care),
        "places": " ".join(sorted(model.lexicon.places)),
        "weights": {sign: round(weight, 3) for sign, weight in sorted(model.weights.items())},
    }
    return gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def _packed(classes: Mapping[str, int]) -> dict[str, str]:
    return {
        str(number): " ".join(sorted(word for word, held in classes.items() if held == number))
        for number in sorted(set(classes.values()))
    }


def _unpacked(packed: Mapping[str, str]) -> dict[str, int]:
    return {word: int(number) for number, words in packed.items() for word in words.split()}
