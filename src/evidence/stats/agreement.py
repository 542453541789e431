"""How well people agree on what they read, and a machine with people. docs/methods/agreement.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from evidence.stats.intervals import Interval, wilson

MOST_UNDEFINED = 0.05
"""Where more of the draws than this hold one value alone, α has no interval."""

Floats = NDArray[np.float64]
Said = TypeVar("Said", bound=tuple[int | None, ...])
"""What coders said of one unit, None where one said nothing."""


class Scale(Enum):
    """How far two values lie apart: differing is all (nominal), or steps of an order (ordinal)."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"


@dataclass(frozen=True, kw_only=True, slots=True)
class Alpha:
    """Krippendorff's α: 1 where all agree, 0 where they agree as chance would, below 0 where they contradict.

    `value` is None where nothing can be told: no unit has two values, or all values are the same. `interval` is None
    where drawing anew tells nothing: agreement without a single exception, or too little variety.
    `units` are those with two values or more, `values` the values in them.
    """

    value: float | None
    interval: Interval | None
    units: int
    values: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A machine's yes and no beside people's, over `units`: precision and recall by Wilson, agreement by α.

    A share is None where it has no cases: precision where the machine never said yes, recall where people never did.
    """

    hits: int
    needless: int
    missed: int
    units: int
    precision: float | None
    precision_interval: Interval | None
    recall: float | None
    recall_interval: Interval | None
    alpha: Alpha


def alpha(*, ratings: Mapping[Said, int], scale: Scale, draws: int = 1000, seed: int = 1, level: float = 0.95) -> Alpha:
    """Return Krippendorff's α with a percentile interval by drawing whole units anew (Krippendorff 2019, chapter 12).

    `ratings` says of how many units each combination was said. Values are whole numbers; on an ordinal scale their
    order is theirs, and a value that nobody gave is no step.
    Raises ValueError for a level that is none.
    """
    if not 0 < level < 1:
        raise ValueError("The level of an interval lies between 0 and 1, such as 0.95.")
    several = {said: units for said, units in ratings.items() if units > 0 and len(_given(said)) > 1}
    units = sum(several.values())
    values = sum(len(_given(said)) * times for said, times in several.items())
    steps = sorted({value for said in several for value in _given(said)})
    if len(steps) < 2:
        return Alpha(value=None, interval=None, units=units, values=values)
    coincidences = np.stack([_coincidences(_given(said), steps) for said in several])
    times = np.array(list(several.values()), dtype=np.float64)
    (once,) = _alphas(times[None, :], coincidences, scale)
    drawn = np.random.default_rng(seed).multinomial(units, times / units, size=draws).astype(np.float64)
    return Alpha(
        value=float(once),
        interval=_percentiles(_alphas(drawn, coincidences, scale), level),
        units=units,
        values=values,
    )


def match(*, hits: int, needless: int, missed: int, neither: int, draws: int = 1000, seed: int = 1) -> Match:
    """Return how a machine's yes and no match people's: `needless` are its yes alone, `missed` theirs alone."""
    ratings = {(1, 1): hits, (1, 0): needless, (0, 1): missed, (0, 0): neither}
    said, there = hits + needless, hits + missed
    return Match(
        hits=hits,
        needless=needless,
        missed=missed,
        units=hits + needless + missed + neither,
        precision=hits / said if said else None,
        precision_interval=wilson(events=hits, of=said) if said else None,
        recall=hits / there if there else None,
        recall_interval=wilson(events=hits, of=there) if there else None,
        alpha=alpha(ratings=ratings, scale=Scale.NOMINAL, draws=draws, seed=seed),
    )


def _given(said: tuple[int | None, ...]) -> list[int]:
    return [value for value in said if value is not None]


def _coincidences(given: list[int], steps: list[int]) -> Floats:
    """Return how often each value meets each other within one unit; a unit weighs as many as it has values."""
    counts = np.array([given.count(step) for step in steps], dtype=np.float64)
    return (np.outer(counts, counts) - np.diag(counts)) / (len(given) - 1)


def _alphas(times: Floats, coincidences: Floats, scale: Scale) -> Floats:
    """Return α for each row of `times`, which says how often each kind of unit comes; nan where all is one value."""
    observed = np.tensordot(times, coincidences, axes=1)
    totals = observed.sum(axis=2)
    apart = _apart(totals, scale)
    expected = (totals[:, :, None] * totals[:, None, :] * apart).sum(axis=(1, 2))
    met = (observed * apart).sum(axis=(1, 2))
    left = totals.sum(axis=1) - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(expected > 0, 1 - left * met / expected, np.nan))


def _apart(totals: Floats, scale: Scale) -> Floats:
    """Return the squared distance of each value from each other: for an order, by how many values lie between."""
    places = totals.shape[1]
    if scale is Scale.NOMINAL:
        return np.broadcast_to(1 - np.eye(places), (len(totals), places, places))
    upto = np.cumsum(totals, axis=1) - totals / 2
    return np.asarray((upto[:, :, None] - upto[:, None, :]) ** 2)


def _percentiles(drawn: Floats, level: float) -> Interval | None:
    known = drawn[~np.isnan(drawn)]
    if len(known) < len(drawn) * (1 - MOST_UNDEFINED) or np.ptp(known) == 0:
        return None
    low, high = np.quantile(known, [(1 - level) / 2, 1 - (1 - level) / 2])
    return Interval(float(low), float(high))
