"""How many of those at one step of a way went on to the next, said only of what can be said honestly."""

from dataclasses import dataclass
from math import inf

from evidence.stats.intervals import Interval, exact_ratio, poisson_exact, wilson


@dataclass(frozen=True, slots=True)
class Conversion:
    """What one step has for each one of the step before, with its interval.

    `is_share`: each is one of those before, so that it is a share of them, with Wilson's interval. Else things of two
    kinds are set against each other (look-ups and landings), as a ratio of two counts with its exact interval.
    """

    events: int
    of: int
    value: float
    interval: Interval
    is_share: bool


def conversion(*, events: int, of: int, is_share: bool = True, level: float = 0.95) -> Conversion | None:
    """Return how many of `of` became `events`; None where nothing came before.

    Where a share would be above one, not each event was one of those before: the ratio is returned instead.
    Raises ValueError for negative counts.
    """
    if events < 0 or of < 0:
        raise ValueError("A count cannot be negative.")
    if of == 0:
        return None
    if is_share and events <= of:
        return Conversion(events, of, events / of, wilson(events=events, of=of, level=level), is_share=True)
    interval = exact_ratio(a=events, b=of, exposure_a=1, exposure_b=1, level=level)
    return Conversion(events, of, events / of, interval, is_share=False)


def cost_each(*, spend: float, events: int, level: float = 0.95) -> tuple[float | None, Interval]:
    """Return what one event cost, with the interval that comes of the count's own chance; None where there was none.

    `spend` is a known sum in any unit and `events` a Poisson count, so the interval is the spend over the count's
    exact limits. Without any event the upper limit is endless. Raises ValueError below nought.
    """
    if spend < 0 or events < 0:
        raise ValueError("Neither spend nor a count can be negative.")
    limits = poisson_exact(events=events, level=level)
    high = spend / limits.low if limits.low > 0 else inf
    return (spend / events if events else None), Interval(spend / limits.high, high)
