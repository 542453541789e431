"""Likeness: which texts are in nearly the same words, by the share of runs of three words that they have in common.

The share is Jaccard's index of their sets of runs. Candidates are found by MinHash with banding (Broder 1997;
Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3): texts that share a key are worth comparing.
With six keys of three hashes, two texts that share 80 % of their runs share a key 98.6 times in a hundred; those that
share a fifth, 4.7 times.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from evidence.text.unprocessed import Unprocessed, readable

METHOD = "likeness-1"
RUN = 3
FEWEST_WORDS = 8
"""Shorter texts are alike by chance: "very good service" is nobody's campaign."""

ALIKE = 0.6
"""From this share on two texts count as being in nearly the same words."""

BANDS, ROWS = 6, 3
_PRIME = (1 << 61) - 1
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class Keys:
    """The keys of the text at `index`, from which no words can be read; none where it is too short to compare."""

    index: int
    keys: tuple[int, ...]


def likeness_keys(texts: Sequence[str], *, secret: bytes = b"") -> tuple[list[Keys], list[Unprocessed]]:
    """Return the keys by which texts in nearly the same words are found, and what could not be read.

    With a `secret` (of up to 64 bytes), only who knows it can test whether words had these keys.
    """
    unprocessed: list[Unprocessed] = []
    return [
        Keys(index=index, keys=_keys(_runs(text), secret)) for index, text in readable(texts, unprocessed)
    ], unprocessed


def likeness(one: str, other: str) -> float:
    """Return the share of runs that two texts have in common, between 0 and 1; 0 where either is too short."""
    first, second = _runs(one), _runs(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _runs(text: str) -> frozenset[str]:
    words = _WORD.findall(text.lower())
    if len(words) < FEWEST_WORDS:
        return frozenset()
    return frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _keys(runs: frozenset[str], secret: bytes) -> tuple[int, ...]:
    if not runs:
        return ()
    hashed = [int.from_bytes(blake2b(run.encode(), key=secret, digest_size=7).digest(), "big") for run in runs]
    least = [min((a * value + b) % _PRIME for value in hashed) for a, b in _COEFFICIENTS]
    return tuple(_folded(band, least[band * ROWS : (band + 1) * ROWS], secret) for band in range(BANDS))


def _folded(band: int, values: Sequence[int], secret: bytes) -> int:
    """Return one key of 63 bits for the hashes of a band."""
    text = f"{band}:{','.join(map(str, values))}".encode()
    return int.from_bytes(blake2b(text, key=secret, digest_size=8).digest(), "big") >> 1


def _coefficients() -> tuple[tuple[int, int], ...]:
    """Return the constants of the hash functions: fixed, so that keys of different days can be compared."""

    def constant(name: str) -> int:
        return int.from_bytes(blake2b(f"{METHOD}/{name}".encode(), digest_size=8).digest(), "big") % (_PRIME - 1) + 1

    return tuple((constant(f"a{number}"), constant(f"b{number}")) for number in range(BANDS * ROWS))


_COEFFICIENTS = _coefficients()
