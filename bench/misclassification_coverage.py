"""How often the interval of a corrected count holds the true number, on made pieces whose truth is known.

Usage: python bench/misclassification_coverage.py [--repeats 2000]. Prints one JSON line, which
docs/methods/corrected-counts.md quotes. Each case: so many pieces, the share that holds the theme, how far apart the
machine's scores of those with and without it lie (in standard deviations), how many people decide, and which: drawn
at random, as the method asks; or, to see what would come of it, the most uncertain first, half of each, or those with
the theme three times as often.
`machine` is the machine's own count over the true one, `people` the share among those decided over the true one.
"""

import argparse
import json
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.stats.misclassification import Stratum, corrected, joined


class Case(NamedTuple):
    name: str
    pieces: int
    share: float
    apart: float
    decided: int
    how: str


BANDS = (0.8, 0.5, 0.0)
CASES = (
    Case("at random", 5_000, 0.20, 2.0, 200, "random"),
    Case("at random, few decided", 5_000, 0.20, 2.0, 60, "random"),
    Case("at random, rare", 5_000, 0.02, 2.5, 300, "random"),
    Case("at random, very rare in many", 50_000, 0.005, 3.0, 300, "random"),
    Case("at random, a poor machine", 5_000, 0.20, 0.5, 200, "random"),
    Case("at random, half of all", 1_000, 0.20, 2.0, 500, "random"),
    Case("most uncertain first", 5_000, 0.20, 2.0, 400, "uncertain"),
    Case("half at random, half most uncertain first", 5_000, 0.20, 2.0, 400, "mixed"),
    Case("those with the theme three times as often", 5_000, 0.20, 2.0, 400, "interesting"),
)
THRESHOLD = 0.3
Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]


@dataclass
class Tally:
    held: int = 0
    given: int = 0
    width: float = 0.0
    machine: float = 0.0
    naive: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=2_000)
    repeats = parser.parse_args().repeats
    generator = np.random.default_rng(20200708)
    rows = [{"case": case.name, **_covered(generator, repeats, case)} for case in CASES]
    print(json.dumps({"bench": "misclassification_coverage", "repeats": repeats, "level": 0.95, "cases": rows}))


def _covered(generator: np.random.Generator, repeats: int, case: Case) -> dict[str, float]:
    _name, pieces, share, apart, decided, how = case
    tally = Tally()
    for _ in range(repeats):
        true = generator.random(pieces) < share
        log_odds = np.log(share / (1 - share)) + apart * (generator.normal(size=pieces) + apart * (true - 0.5))
        scores = 1 / (1 + np.exp(-log_odds))
        looked = _decided(generator, scores, true, decided, how)
        found = corrected(_strata(scores, true, looked))
        truth = int(true.sum())
        if found is None or not truth:
            continue
        tally.given += 1
        tally.held += truth in found.interval
        tally.width += (found.interval.high - found.interval.low) / pieces
        tally.machine += (scores >= THRESHOLD).sum() / truth
        tally.naive += true[looked].mean() * pieces / truth
    given = max(tally.given, 1)
    return {
        "coverage": round(tally.held / given, 3),
        "width": round(tally.width / given, 4),
        "machine": round(tally.machine / given, 2),
        "people": round(tally.naive / given, 2),
        "given": round(tally.given / repeats, 3),
    }


def _decided(generator: np.random.Generator, scores: Numbers, true: Marks, number: int, how: str) -> Marks:
    looked = np.zeros(len(scores), dtype=bool)
    at_random = number if how == "random" else number // 2 if how == "mixed" else 0
    if how == "interesting":
        weights = np.where(true, 3.0, 1.0)
        looked[generator.choice(len(scores), number, replace=False, p=weights / weights.sum())] = True
        return looked
    looked[generator.choice(len(scores), at_random, replace=False)] = True
    if number > at_random:
        order = np.argsort(np.abs(scores - THRESHOLD) + looked)
        looked[order[: number - at_random]] = True
    return looked


def _strata(scores: Numbers, true: Marks, looked: Marks) -> tuple[Stratum, ...]:
    marked = scores >= THRESHOLD
    held, above = [], np.zeros(len(scores), dtype=bool)
    for least in BANDS:
        here = marked & (scores >= least) & ~above
        above |= here
        held.append(_stratum(here, true, looked))
    return joined((*held, _stratum(~marked, true, looked)))


def _stratum(here: Marks, true: Marks, looked: Marks) -> Stratum:
    return Stratum(
        pieces=int(here.sum()), decided=int((here & looked).sum()), present=int((here & looked & true).sum())
    )


if __name__ == "__main__":
    main()
