"""Intervals for proportions, counts and ratios of counts."""

from dataclasses import dataclass
from math import inf, sqrt

from scipy.special import betaincinv, gammaincinv, ndtri

FEW = 10
"""Below this many events the exact interval is used instead of an approximation (OHID technical guidance)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, which is `inf` where the data set no upper limit."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


def wilson(*, events: float, of: float, level: float = 0.95) -> Interval:
    """Return Wilson's score interval for the proportion `events` / `of` (Wilson 1927)."""
    _require_level(level)
    if of <= 0 or not 0 <= events <= of:
        raise ValueError("A proportion needs at least one case, and no more events than cases.")
    z = _normal(level)
    share = events / of
    centre = share + z * z / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    scale = 1 + z * z / of
    low = 0.0 if events == 0 else (centre - spread) / scale
    high = 1.0 if events == of else (centre + spread) / scale
    return Interval(low, high)


def poisson_exact(*, events: int, level: float = 0.95) -> Interval:
    """Return the exact interval for the mean of a Poisson count, from chi-squared quantiles (Garwood 1936)."""
    _require_count(events, level)
    tail = (1 - level) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    return Interval(low, float(gammaincinv(events + 1, 1 - tail)))


def byar(*, events: int, level: float = 0.95) -> Interval:
    """Return Byar's approximation to the exact Poisson interval, good from 10 events (Breslow and Day 1987)."""
    _require_count(events, level)
    z = _normal(level)
    low = 0.0
    if events:
        low = max(0.0, events * (1 - 1 / (9 * events) - z / (3 * sqrt(events))) ** 3)
    above = events + 1
    return Interval(low, above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3)


def count_interval(*, events: int, level: float = 0.95) -> Interval:
    """Return the interval for a count as OHID advises: exact below 10 events, Byar's from 10."""
    return poisson_exact(events=events, level=level) if events < FEW else byar(events=events, level=level)


def exact_ratio(*, a: float, b: float, exposure_a: float, exposure_b: float, level: float = 0.95) -> Interval:
    """Return the conditional interval for the ratio of two Poisson rates, (a / exposure_a) / (b / exposure_b).

    Given a + b, a is binomial; its Clopper-Pearson limits p become p · exposure_b / ((1 − p) · exposure_a).
    The beta form takes counts that are not whole, so that over-dispersed counts can be passed divided by φ.
    """
    _require_level(level)
    if a < 0 or b < 0 or exposure_a <= 0 or exposure_b <= 0:
        raise ValueError("Counts cannot be negative, and both exposures must be above zero.")
    if a == 0 and b == 0:
        return Interval(0.0, inf)
    tail = (1 - level) / 2
    low = float(betaincinv(a, b + 1, tail)) if a > 0 else 0.0
    high = float(betaincinv(a + 1, b, 1 - tail)) if b > 0 else 1.0
    scale = exposure_b / exposure_a
    return Interval(low / (1 - low) * scale, high / (1 - high) * scale if high < 1 else inf)


def _normal(level: float) -> float:
    return float(ndtri(1 - (1 - level) / 2))


def _require_count(events: int, level: float) -> None:
    _require_level(level)
    if events < 0:
        raise ValueError("A count cannot be negative.")


def _require_level(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError("The level of an interval lies between 0 and 1, such as 0.95.")
