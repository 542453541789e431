"""How often the sequential test is wrong where there is no difference, and how often it finds one, looked at daily.

Usage: python bench/sequential_coverage.py [--repeats 2000]. Prints one JSON line; docs/methods/sequential.md quotes it.
Each row: two posts over 84 days, so many clicks a day each, a share of them becoming forms; looked at each evening and
stopped at the first “they differ”. `fixed` is an ordinary 5% test of two proportions looked at in the same way.
"""

import argparse
import json
from statistics import median

import numpy as np

from evidence.stats import Look, sequential
from evidence.stats.sequential import LEAST

DAYS = 84
CASES = (
    ("no difference, many clicks", 400, 400, 0.10, 1.0),
    ("no difference, few clicks", 20, 20, 0.10, 1.0),
    ("no difference, rare forms", 200, 200, 0.01, 1.0),
    ("no difference, unequal clicks", 400, 40, 0.05, 1.0),
    ("no difference, most click on", 50, 50, 0.80, 1.0),
    ("a quarter more, many clicks", 400, 400, 0.10, 1.25),
    ("a quarter more, few clicks", 20, 20, 0.10, 1.25),
    ("half as many again, few clicks", 20, 20, 0.10, 1.5),
    ("twice as many, rare forms", 200, 200, 0.01, 2.0),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=2_000)
    repeats = parser.parse_args().repeats
    generator = np.random.default_rng(20200708)
    rows = [{"case": name, **_run(generator, repeats, *case)} for name, *case in CASES]
    print(json.dumps({"bench": "sequential_coverage", "repeats": repeats, "days": DAYS, "level": 0.95, "cases": rows}))


def _run(
    generator: np.random.Generator, repeats: int, a_clicks: float, b_clicks: float, share: float, ratio: float
) -> dict[str, object]:
    found = fixed = held = 0
    days: list[int] = []
    for _ in range(repeats):
        looks = _looks(generator, a_clicks, b_clicks, share, ratio)
        result = sequential(looks)
        held += ratio in result.interval
        fixed += any(_fixed_differs(look) for look in looks)
        if result.differs:
            found += 1
            days.append(next(place for place in range(1, DAYS + 1) if sequential(looks[:place]).differs))
    return {
        "found": round(found / repeats, 4),
        "fixed_peeked": round(fixed / repeats, 4),
        "interval_holds": round(held / repeats, 4),
        "median_day": median(days) if days else None,
    }


def _looks(generator: np.random.Generator, a_clicks: float, b_clicks: float, share: float, ratio: float) -> list[Look]:
    a_of, b_of = generator.poisson(a_clicks, DAYS), generator.poisson(b_clicks, DAYS)
    a = np.cumsum(generator.binomial(a_of, min(share * ratio, 1)))
    b = np.cumsum(generator.binomial(b_of, share))
    return [
        Look(None, int(a[day]), int(n), int(b[day]), int(k))
        for day, (n, k) in enumerate(zip(np.cumsum(a_of), np.cumsum(b_of), strict=True))
    ]


def _fixed_differs(look: Look) -> bool:
    if min(look.a_events, look.b_events) < LEAST:
        return False
    pooled = (look.a_events + look.b_events) / (look.a_of + look.b_of)
    spread = (pooled * (1 - pooled) * (1 / look.a_of + 1 / look.b_of)) ** 0.5
    return bool(spread > 0 and abs(look.a_events / look.a_of - look.b_events / look.b_of) > 1.959964 * spread)


if __name__ == "__main__":
    main()
