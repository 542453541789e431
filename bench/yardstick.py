"""How fast the machine is at the moment: a fixed piece of plain Python, timed beside each thing that is measured.

A virtual machine may run at half its pace from one second to the next. `steady` says what the times would have been at
the pace of the run's own best moments; it is told beside the times as the clock had them, never instead of them.
"""

import time
from collections.abc import Sequence
from statistics import median, quantiles

STEPS = 40_000
BEST = 0.05
"""The pace that one moment in twenty reached is taken as the machine's own."""


def stride() -> float:
    """Return how many milliseconds the fixed piece of work takes now."""
    began, total = time.perf_counter(), 0
    for number in range(STEPS):
        total += number * number
    return (time.perf_counter() - began) * 1000


def steady(times: Sequence[float], strides: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th percentile at an even pace, and how far the pace went apart.

    `strides` are the milliseconds of the fixed work beside each of the times.
    """
    best = sorted(strides)[int(len(strides) * BEST)]
    even = [spent * best / beside for spent, beside in zip(times, strides, strict=True)]
    return {
        "even_p50_ms": round(median(even), 1),
        "even_p95_ms": round(quantiles(even, n=20)[18], 1),
        "yardstick_ms": round(best, 2),
        "slowest_pace": round(quantiles(strides, n=20)[18] / best, 2),
    }
