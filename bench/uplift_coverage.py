"""How often the uplift's interval holds the true ratio, on made counts whose truth is known.

Usage: python bench/uplift_coverage.py [--repeats 1000]. Prints one JSON line; docs/methods/uplift.md quotes it.
Each row: 12 weeks against the same 12 weeks a year before, true ratio 1.5, weekday pattern, variance φ times the mean,
day-to-day correlation, with or without two years of history.
"""

import argparse
import json
from datetime import date, timedelta

import numpy as np

from evidence.stats import Period, Window, uplift

THIS = Period(date(2020, 7, 8), date(2020, 9, 29))
BEFORE = THIS.shifted(-364)
HISTORY = Period(date(2018, 7, 1), date(2020, 7, 7))
WEEK = np.array([1.2, 1.1, 1.0, 1.0, 0.9, 0.5, 0.4])
TRUE_RATIO = 1.5
CASES = (
    ("chance alone", 100, 1, 0.0, 0.0, True),
    ("over-dispersed", 100, 4, 0.0, 0.0, True),
    ("over-dispersed, no history", 100, 4, 0.0, 0.0, False),
    ("few", 0.5, 1, 0.0, 0.0, True),
    ("few and over-dispersed", 1, 2, 0.0, 0.0, True),
    ("weeks alike (correlation 0.5)", 100, 4, 0.5, 0.1, True),
    ("months alike (correlation 0.8)", 100, 4, 0.8, 0.1, True),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=1_000)
    repeats = parser.parse_args().repeats
    generator = np.random.default_rng(20200708)
    rows = [{"case": name, **_covered(generator, repeats, *case)} for name, *case in CASES]
    print(json.dumps({"bench": "uplift_coverage", "repeats": repeats, "level": 0.95, "cases": rows}))


def _covered(
    generator: np.random.Generator,
    repeats: int,
    mean: float,
    phi: float,
    correlation: float,
    spread: float,
    with_history: object,
) -> dict[str, float]:
    held = poisson = 0
    for _ in range(repeats):
        counts = _counts(generator, HISTORY, mean, phi, correlation, spread) if with_history else {}
        counts |= _counts(generator, BEFORE, mean, phi, correlation, spread)
        counts |= _counts(generator, THIS, mean * TRUE_RATIO, phi, correlation, spread)
        result = uplift(
            this=Window(period=THIS, counts=counts), before=Window(period=BEFORE, counts=counts), history=counts
        )
        held += result.interval is not None and TRUE_RATIO in result.interval
        poisson += _chance_alone_holds(result.this_count, result.before_count)
    return {"coverage": round(held / repeats, 3), "chance_alone": round(poisson / repeats, 3)}


def _chance_alone_holds(a: int, b: int) -> bool:
    return bool(a and b) and abs(np.log(a / b / TRUE_RATIO)) <= 1.96 * np.sqrt(1 / a + 1 / b)


def _counts(
    generator: np.random.Generator, period: Period, mean: float, phi: float, correlation: float, spread: float
) -> dict[date, int]:
    drift, counts = 0.0, {}
    for offset in range(len(period)):
        day = period.start + timedelta(days=offset)
        drift = correlation * drift + generator.normal() * spread
        rate = mean * WEEK[day.weekday()] * np.exp(drift)
        counts[day] = int(generator.poisson(generator.gamma(rate / (phi - 1), phi - 1) if phi > 1 else rate))
    return counts


if __name__ == "__main__":
    main()
