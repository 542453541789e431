"""How many people several channels reached together: an interval, and a point inside it. docs/methods/reach.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from scipy.optimize import linprog

from evidence.findings import Column, Finding, Table
from evidence.stats.intervals import Interval

MOST_CHANNELS = 12
"""With known overlaps every set of channels is a variable: beyond this many channels they would be too many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel and how many different people it reached over the whole window, as its own source counts them."""

    name: str
    reach: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How many people two channels reached both, from `low` to `high`: an interval from a survey, say."""

    first: str
    second: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """Between how many and how many people all channels reached together, and the `point` that chance alone gives.

    `bounds` need no assumption. `point` is what random duplication gives: reading one channel says nothing about
    reading another, but for the overlaps that are known; where it would lie outside the bounds it is the nearer bound.
    """

    universe: float
    channels: tuple[Channel, ...]
    overlaps: tuple[Overlap, ...]
    bounds: Interval
    point: float

    @property
    def total(self) -> float:
        """Return the sum of the channels' reaches, in which whoever two channels reached counts twice."""
        return sum(channel.reach for channel in self.channels)


def combined_reach(*, channels: Sequence[Channel], universe: float, overlaps: Sequence[Overlap] = ()) -> Combined:
    """Return how many of `universe` people the channels reached together.

    Without overlaps: max Rᵢ ≤ R ≤ min(N, ΣRᵢ) (Fréchet 1935), and R = N·(1 − Π(1 − Rᵢ/N)) by random duplication. Known
    overlaps narrow the bounds to the least and greatest union that any population with these reaches and overlaps
    has (a linear programme over all sets of channels), and correct the point for each pair (Bahadur 1961, to the
    second order). Raises ValueError, in words for whoever gave the figures, where they cannot all be true.
    """
    named = {channel.name: channel for channel in channels}
    _require(channels, named, universe, overlaps)
    if not channels:
        return Combined(universe=universe, channels=(), overlaps=(), bounds=Interval(0, 0), point=0)
    if overlaps:
        bounds = _narrowed(tuple(channels), overlaps, universe)
    else:
        reaches = [channel.reach for channel in channels]
        bounds = Interval(max(reaches), min(universe, sum(reaches)))
    point = min(max(_by_chance(tuple(channels), overlaps, universe), bounds.low), bounds.high)
    return Combined(universe=universe, channels=tuple(channels), overlaps=tuple(overlaps), bounds=bounds, point=point)


def describe_reach(result: Combined, *, what: str = "the campaign", people: str = "people") -> Finding:
    """Say a combined reach in words: `what` was seen by how many of which `people` (“adults in England”)."""
    rows = [(channel.name, round(channel.reach), _share(channel.reach, result.universe)) for channel in result.channels]
    table = Table.of(
        "Reach by channel and together",
        ["Channel", Column("Reached", "people"), Column("Share", "%")],
        [
            *rows,
            ("Together, at least", round(result.bounds.low), _share(result.bounds.low, result.universe)),
            ("Together, by chance", round(result.point), _share(result.point, result.universe)),
            ("Together, at most", round(result.bounds.high), _share(result.bounds.high, result.universe)),
        ],
    )
    if not result.channels:
        return Finding(table=table, sentence=f"Nothing is known of how many {people} {what} reached.")
    sentence = (
        f"Between {result.bounds.low:,.0f} and {result.bounds.high:,.0f} {people} could have seen {what};"
        f" {result.point:,.0f} if seeing it in one place says nothing about seeing it in another"
        f"{', beyond the overlaps that are known' if result.overlaps else ''}."
    )
    if len(result.channels) == 1:
        sentence = f"{result.point:,.0f} {people} could have seen {what}, as {result.channels[0].name} counts them."
    return Finding(table=table, sentence=sentence, caveats=_caveats(result))


def _caveats(result: Combined) -> tuple[str, ...]:
    known = (
        "The overlaps of channels come from a survey and are as sure as it is."
        if result.overlaps
        else "How many people two channels share is not known; a survey that asks where people saw it narrows this."
    )
    return (
        *((known,) if len(result.channels) > 1 else ()),
        "Networks count accounts, not people: one person may have several, and some belong to nobody.",
        "It is an opportunity to see, not that anybody looked.",
    )


def _share(people: float, universe: float) -> float:
    return round(100 * people / universe, 1)


def _require(
    channels: Sequence[Channel], named: dict[str, Channel], universe: float, overlaps: Sequence[Overlap]
) -> None:
    if universe <= 0:
        raise ValueError("Say how many people there are that could be reached.")
    if len(named) < len(channels):
        raise ValueError("Each channel may be named once: reach of two periods cannot be added up.")
    for channel in channels:
        if not 0 <= channel.reach <= universe:
            raise ValueError(
                f"{channel.name} cannot have reached {channel.reach:,.0f} of {universe:,.0f} people. It may be a count"
                " of impressions or of followers, or of another population."
            )
    if overlaps and len(channels) > MOST_CHANNELS:
        raise ValueError(f"Overlaps can be used with at most {MOST_CHANNELS} channels; there are {len(channels)}.")
    for overlap in overlaps:
        _require_overlap(overlap, named)


def _require_overlap(overlap: Overlap, named: dict[str, Channel]) -> None:
    pair = f"{overlap.first} and {overlap.second}"
    if overlap.first not in named or overlap.second not in named or overlap.first == overlap.second:
        raise ValueError(f"The overlap of {pair} names no two of the channels.")
    most = min(named[overlap.first].reach, named[overlap.second].reach)
    if not 0 <= overlap.low <= overlap.high or overlap.low > most:
        raise ValueError(f"{pair} can share between nought and {most:,.0f} people, not {overlap.low:,.0f} or more.")


def _by_chance(channels: tuple[Channel, ...], overlaps: Sequence[Overlap], universe: float) -> float:
    share = {channel.name: channel.reach / universe for channel in channels}
    if max(share.values()) >= 1:
        return universe
    nobody = prod(1 - each for each in share.values())
    more = 1.0
    for overlap in overlaps:
        one, other = share[overlap.first], share[overlap.second]
        both = (overlap.low + overlap.high) / 2 / universe
        more += (both - one * other) / ((1 - one) * (1 - other))
    return universe * (1 - nobody * more)


def _narrowed(channels: tuple[Channel, ...], overlaps: Sequence[Overlap], universe: float) -> Interval:
    """Bound the union by the populations that fit: a variable is how many people saw exactly one set of channels."""
    sets = np.arange(1, 1 << len(channels))
    seen = ((sets[None, :] >> np.arange(len(channels))[:, None]) & 1).astype(float)
    position = {channel.name: number for number, channel in enumerate(channels)}
    both = np.array([seen[position[each.first]] * seen[position[each.second]] for each in overlaps])
    upper = np.vstack([both, -both, np.ones((1, len(sets)))])
    limits = np.array([*(each.high for each in overlaps), *(-each.low for each in overlaps), universe]) / universe
    reaches = np.array([channel.reach for channel in channels]) / universe
    ends = []
    for sign in (1.0, -1.0):
        found = linprog(sign * np.ones(len(sets)), A_ub=upper, b_ub=limits, A_eq=seen, b_eq=reaches, method="highs")
        if not found.success:
            raise ValueError(f"The overlaps cannot all be true of {_names(overlaps)}: no population has them.")
        ends.append(sign * float(found.fun or 0.0) * universe)
    return Interval(ends[0], ends[1])


def _names(overlaps: Sequence[Overlap]) -> str:
    names = list(dict.fromkeys(name for overlap in overlaps for name in (overlap.first, overlap.second)))
    return f"{', '.join(names[:-1])} and {names[-1]}"
