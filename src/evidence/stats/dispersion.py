"""How much more daily counts vary than chance alone would make them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

SPELL_DAYS = 91
"""A level and a trend are fitted to each quarter of a year, so that the seasons do not pass for noise."""

TREND_DAYS = 21
"""A spell with fewer known days than this gets a level of its own but no trend."""

LEAST_DEGREES = 5
"""With fewer degrees of freedom than this, φ is not estimated."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dispersion:
    """The factor φ by which counts vary more than Poisson counts (never below 1), and what it rests on.

    `degrees` are its degrees of freedom; `unit` says whether days or whole weeks gave the larger factor.
    """

    phi: float
    degrees: int
    unit: str


def overdispersion(spells: Sequence[Mapping[date, int]]) -> Dispersion | None:
    """Return φ from daily counts, or None where there are too few days to tell.

    Each spell is a stretch of known days that may have its own level and trend; stretches longer than a quarter are
    cut. One weekday pattern is shared by all. φ is Pearson's statistic over its degrees of freedom, once by day and
    once by whole week (which sees runs of good and bad days that single days hide); the larger is returned.
    """
    stretches = _informative([cut for spell in spells for cut in _cut(spell)])
    if not stretches:
        return None
    days = [day for stretch in stretches for day in stretch]
    observed = np.array([stretch[day] for stretch in stretches for day in stretch], dtype=np.float64)
    design = _design(stretches)
    expected = _poisson_fit(design, observed)
    daily = _by_day(observed, expected, len(days) - int(np.linalg.matrix_rank(design.T @ design)))
    weekly = _by_week(stretches, observed, expected)
    known = [estimate for estimate in (daily, weekly) if estimate is not None]
    return max(known, key=lambda estimate: estimate.phi, default=None)


def _cut(spell: Mapping[date, int]) -> list[dict[date, int]]:
    cuts: list[dict[date, int]] = []
    for day in sorted(spell):
        if not cuts or (day - min(cuts[-1])).days >= SPELL_DAYS:
            cuts.append({})
        cuts[-1][day] = spell[day]
    return cuts


def _informative(stretches: list[dict[date, int]]) -> list[dict[date, int]]:
    """Drop stretches of zeros, and weekdays that are always zero: they say nothing about how counts vary."""
    busy = {day.weekday() for stretch in stretches for day, count in stretch.items() if count}
    kept = [{day: count for day, count in stretch.items() if day.weekday() in busy} for stretch in stretches]
    return [stretch for stretch in kept if any(stretch.values())]


def _design(stretches: list[dict[date, int]]) -> Floats:
    days = [day for stretch in stretches for day in stretch]
    columns: list[Floats] = []
    start = 0
    for stretch in stretches:
        rows = slice(start, start + len(stretch))
        start += len(stretch)
        level = np.zeros(len(days))
        level[rows] = 1.0
        columns.append(level)
        if len(stretch) >= TREND_DAYS:
            trend = np.zeros(len(days))
            first = min(stretch)
            trend[rows] = [(day - first).days / SPELL_DAYS - 0.5 for day in stretch]
            columns.append(trend)
    weekdays = np.array([day.weekday() for day in days])
    columns += [(weekdays == weekday).astype(np.float64) for weekday in sorted(set(weekdays.tolist()))[1:]]
    return np.column_stack(columns)


def _poisson_fit(design: Floats, observed: Floats) -> Floats:
    """Return the means of a Poisson regression with log link, by iteratively re-weighted least squares."""
    mean = observed + 0.5
    deviance = np.inf
    for _ in range(50):
        working = np.log(mean) + (observed - mean) / mean
        weighted = design * mean[:, None]
        coefficients = np.linalg.lstsq(design.T @ weighted, weighted.T @ working, rcond=None)[0]
        mean = np.exp(np.clip(design @ coefficients, -20, 20))
        previous, deviance = deviance, _deviance(observed, mean)
        if abs(previous - deviance) < 1e-8 * (abs(deviance) + 0.1):
            break
    return mean


def _deviance(observed: Floats, mean: Floats) -> float:
    ratio = np.where(observed > 0, observed, 1.0) / np.where(observed > 0, mean, 1.0)
    return float(2 * np.sum(observed * np.log(ratio) - (observed - mean)))


def _by_day(observed: Floats, expected: Floats, degrees: int) -> Dispersion | None:
    if degrees < LEAST_DEGREES:
        return None
    return Dispersion(_factor(observed, expected, degrees), degrees, "day")


def _by_week(stretches: list[dict[date, int]], observed: Floats, expected: Floats) -> Dispersion | None:
    seen: list[float] = []
    fitted: list[float] = []
    degrees = 0
    start = 0
    for stretch in stretches:
        weeks = _whole_weeks(list(stretch))
        seen += [float(observed[start:][week].sum()) for week in weeks]
        fitted += [float(expected[start:][week].sum()) for week in weeks]
        degrees += max(0, len(weeks) - (2 if len(stretch) >= TREND_DAYS else 1))
        start += len(stretch)
    if degrees < LEAST_DEGREES:
        return None
    return Dispersion(_factor(np.array(seen), np.array(fitted), degrees), degrees, "week")


def _whole_weeks(days: list[date]) -> list[list[int]]:
    """Return the places of the days of each week, counted from the first day, that has the stretch's usual days."""
    places: dict[int, list[int]] = {}
    for place, day in enumerate(days):
        places.setdefault((day - days[0]).days // 7, []).append(place)
    usual = len({day.weekday() for day in days})
    return [week for week in places.values() if len(week) == usual]


def _factor(observed: Floats, expected: Floats, degrees: int) -> float:
    return max(1.0, float(np.sum((observed - expected) ** 2 / expected) / degrees))
