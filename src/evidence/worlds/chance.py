"""Seeded chance: small draws, fast enough for a million of them."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

import numpy as np

T = TypeVar("T")

_BUFFER = 512


class Weights(Generic[T]):
    """Options with their weights, made ready for being drawn from often. Weights need not sum to 1."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.options = tuple(weights)
        self.totals = list(accumulate(weights.values()))

    def at(self, mark: float) -> T:
        """Return the option that stands at a mark from 0 to 1, 1 not included."""
        return self.options[min(bisect_right(self.totals, mark * self.totals[-1]), len(self.options) - 1)]


class Chance:
    """Draws from one stream of a numpy Generator. The same keys give the same draws, in the same order."""

    def __init__(self, *keys: int) -> None:
        self.generator = np.random.default_rng(keys)
        self._uniforms: list[float] = []

    def draw(self) -> float:
        """Return a number in [0, 1)."""
        if not self._uniforms:
            self._uniforms = self.generator.random(_BUFFER).tolist()
        return self._uniforms.pop()

    def happens(self, probability: float) -> bool:
        """Return True with that probability."""
        return self.draw() < probability

    def below(self, count: int) -> int:
        """Return a whole number from 0 to count - 1."""
        return int(self.draw() * count)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self.draw() * (high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options, each as likely."""
        return options[int(self.draw() * len(options))]

    def weighted(self, weights: Weights[T] | Mapping[T, float]) -> T:
        """Return an option with a chance in proportion to its weight."""
        ready = weights if isinstance(weights, Weights) else Weights(weights)
        return ready.at(self.draw())

    def bytes16(self) -> bytes:
        """Return sixteen bytes."""
        return int(self.draw() * 2**53).to_bytes(8, "big") + int(self.draw() * 2**53).to_bytes(8, "big")

    def poisson(self, mean: float) -> int:
        """Return a Poisson count."""
        return int(self.generator.poisson(mean))

    def overdispersed(self, mean: float, dispersion: float) -> int:
        """Return a negative binomial count whose variance is `dispersion` times its mean; Poisson where it is 1."""
        if mean <= 0:
            return 0
        if dispersion <= 1:
            return self.poisson(mean)
        return int(self.generator.negative_binomial(mean / (dispersion - 1), 1 / dispersion))

    def lognormal(self, median: float, spread: float) -> float:
        """Return a positive number around the median; `spread` is the standard deviation of its logarithm."""
        return float(median * np.exp(spread * self.generator.standard_normal()))
