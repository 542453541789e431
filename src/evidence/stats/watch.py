"""Whether something that is counted has changed so much that someone should look: too few, too many, or too slow."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import gammainc, gammaincc, ndtr


@dataclass(frozen=True, slots=True)
class Surprise:
    """What was expected by the past, and how likely a count as far off is (at most) if nothing has changed."""

    observed: float
    expected: float
    chance: float


def too_few(*, observed: int, past: Sequence[float]) -> Surprise:
    """Return how surprising so low a count is after the counts of equal stretches before it.

    Counts vary φ times as much as chance alone, φ as in the past and never below 1; the Poisson tail is taken of counts
    over φ. Raises ValueError without a past.
    """
    expected, phi = _past(past)
    chance = float(gammaincc(observed / phi + 1, expected / phi)) if expected else 1.0
    return Surprise(observed, expected, chance)


def too_many(*, observed: int, past: Sequence[float]) -> Surprise:
    """Return how surprising so high a count is after the counts of equal stretches before it, in the same way."""
    expected, phi = _past(past)
    if observed <= 0:
        return Surprise(observed, expected, 1.0)
    chance = float(gammainc(observed / phi, expected / phi)) if expected else 0.0
    return Surprise(observed, expected, chance)


@dataclass(frozen=True, slots=True)
class Projection:
    """Where a count will stand in the end if it goes on as lately: a middle, a 95% interval, the chance of a target."""

    middle: float
    low: float
    high: float
    chance: float


def projection(*, so_far: int, recent: Sequence[float], days_left: int, target: int) -> Projection:
    """Return where a count that grew by `recent` each day will stand after so many more days.

    The days to come vary as the recent ones do, and their mean is itself known only from them: both go into the
    variance, φ·μ·d + φ·μ·d²/n. Raises ValueError without a recent day.
    """
    mean, phi = _past(recent)
    middle = so_far + mean * days_left
    spread = sqrt(phi * max(mean, 1 / len(recent)) * days_left * (1 + days_left / len(recent)))
    if not spread:
        return Projection(middle, middle, middle, 1.0 if middle >= target else 0.0)
    low, high = max(float(so_far), middle - 1.96 * spread), middle + 1.96 * spread
    chance = 1.0 if so_far >= target else float(1 - ndtr((target - 0.5 - middle) / spread))
    return Projection(middle, low, high, chance)


def _past(counts: Sequence[float]) -> tuple[float, float]:
    """Return the mean and φ: the variance over the mean, never below 1."""
    if not counts:
        raise ValueError("There is no past to compare with.")
    mean = sum(counts) / len(counts)
    if not mean or len(counts) < 2:
        return mean, 1.0
    variance = sum((count - mean) ** 2 for count in counts) / (len(counts) - 1)
    return mean, max(1.0, variance / mean)
