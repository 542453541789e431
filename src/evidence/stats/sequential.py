"""Two shares compared by a test that may be looked at as often as one likes: its error does not grow with looking.

Method, sources and limits: docs/methods/sequential.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import exp, inf, log, sqrt

from evidence.findings import Column, Finding, Table
from evidence.stats.intervals import Interval

SPREAD = 0.3
"""Standard deviation of the mixture over the log of the ratio: differences of about a third are found soonest."""

LEAST = 5
"""Before each side has so many events nothing is concluded: the normal approximation does not hold yet."""


@dataclass(frozen=True, slots=True)
class Look:
    """What both sides have in all at one moment: so many events of so many trials."""

    day: date | None
    a_events: int
    a_of: int
    b_events: int
    b_of: int

    def __post_init__(self) -> None:
        if min(self.a_events, self.b_events) < 0 or self.a_events > self.a_of or self.b_events > self.b_of:
            raise ValueError("A share needs no fewer trials than events, and neither can be negative.")

    @property
    def is_enough(self) -> bool:
        """Whether anything may be concluded from it."""
        return min(self.a_events, self.b_events) >= LEAST


@dataclass(frozen=True, slots=True)
class Compared:
    """What may be said after the last look. `ratio` is A's share over B's; None where either side has no event.

    `p_value` and `interval` hold at every look at once, so that whoever stops when they like is right as often as is
    said. `decided_at` is the first look at which the level was passed; None while the two may be the same.
    """

    last: Look
    ratio: float | None
    interval: Interval
    p_value: float
    looks: int
    level: float
    decided_at: date | None
    is_enough: bool

    @property
    def differs(self) -> bool:
        """Whether the two differ by more than chance."""
        return self.p_value <= 1 - self.level


def sequential(looks: Sequence[Look], *, level: float = 0.95, spread: float = SPREAD) -> Compared:
    """Return what may be said of two shares after a series of looks, each holding all that came before it.

    The log of the ratio of the shares is tested by Robbins's normal mixture; the p-value is the least so far, the
    interval what all looks have in common. Raises ValueError without a look or where counts fall.
    """
    if not looks:
        raise ValueError("There is nothing to compare without a look.")
    if not 0 < level < 1 or spread <= 0:
        raise ValueError("The level lies between 0 and 1, and the spread is above nought.")
    _require_rising(looks)
    p_value, low, high, decided = 1.0, 0.0, inf, None
    for look in looks:
        if not look.is_enough:
            continue
        centre, variance = _log_ratio(look)
        p_value = min(p_value, _p_value(centre, variance, spread))
        half = _half_width(variance, spread, 1 - level)
        low, high = max(low, exp(centre - half)), min(high, exp(centre + half))
        if decided is None and p_value <= 1 - level:
            decided = look.day
    last = looks[-1]
    has_both = last.a_events and last.b_events
    return Compared(
        last=last,
        ratio=(last.a_events / last.a_of) / (last.b_events / last.b_of) if has_both else None,
        interval=Interval(low, high) if low <= high else Interval(high, low),
        p_value=p_value,
        looks=len(looks),
        level=level,
        decided_at=decided,
        is_enough=last.is_enough,
    )


def describe_compared(compared: Compared, *, a: str, b: str, what: str, of: str, notes: Iterable[str] = ()) -> Finding:
    """Say a comparison in words: of the `of` (“clicks”) of `a` and of `b`, how many became `what` (“forms”)."""
    last = compared.last
    share_a, share_b = _share(last.a_events, last.a_of), _share(last.b_events, last.b_of)
    table = Table(
        title=f"{what[:1].upper()}{what[1:]} of {of}",
        columns=(
            Column("Post"),
            Column(of[:1].upper() + of[1:], of),
            Column(what[:1].upper() + what[1:], what),
            Column("Share", "%"),
        ),
        rows=(
            (a, last.a_of, last.a_events, round(share_a * 100, 2) if share_a is not None else None),
            (b, last.b_of, last.b_events, round(share_b * 100, 2) if share_b is not None else None),
        ),
    )
    caveats = (
        "This may be looked at every day: p-value and interval hold at every look at once, and are wider for it.",
        "The two were not assigned by chance: two posts reach different people, at different hours and in different "
        "places. A difference is between those people as much as between the posts.",
        "It assumes that one click says nothing about the next; one person who clicks many times makes it too sure.",
        *notes,
    )
    return Finding(table=table, sentence=_sentence(compared, a, b, what, of), caveats=caveats)


def _sentence(compared: Compared, a: str, b: str, what: str, of: str) -> str:
    last = compared.last
    if not compared.is_enough or compared.ratio is None:
        return (
            f"There is too little to compare “{a}” and “{b}”: each side needs at least {LEAST} {what}; "
            f"they have {last.a_events:,} and {last.b_events:,}."
        )
    if compared.differs:
        more, less, times = (a, b, _times(compared, 1)) if compared.ratio > 1 else (b, a, _times(compared, -1))
        return f"“{more}” turned a larger share of its {of} into {what} than “{less}”: {times}."
    return (
        f"“{a}” and “{b}” may be the same: the share of {of} that “{a}” turned into {what} is {_times(compared, 1)}. "
        "Look again when more have come."
    )


def _times(compared: Compared, power: int) -> str:
    """Return the ratio with its interval and p-value in words; of B over A where `power` is −1."""
    ends = sorted(end**power if end else inf for end in (compared.interval.low, compared.interval.high))
    ratio = (compared.ratio or 0.0) ** power
    interval = f"{compared.level * 100:g}% interval {ends[0]:.2f} to {ends[1]:.2f}"
    return f"{ratio:.2f} times the other’s ({interval}; p {_p(compared.p_value)})"


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {value:.3f}"


def _share(events: int, of: int) -> float | None:
    return events / of if of else None


def _log_ratio(look: Look) -> tuple[float, float]:
    """Return the log of the ratio of the shares and its variance, with half an event added to each side."""
    a, b = look.a_events + 0.5, look.b_events + 0.5
    a_of, b_of = look.a_of + 0.5, look.b_of + 0.5
    variance = max(1 / a - 1 / a_of, 0.0) + max(1 / b - 1 / b_of, 0.0)
    return log(a / a_of) - log(b / b_of), max(variance, 1e-12)


def _p_value(centre: float, variance: float, spread: float) -> float:
    """Return one over the mixture's likelihood ratio against no difference, at most one."""
    gain = spread * spread / (variance + spread * spread)
    log_ratio = 0.5 * log(variance / (variance + spread * spread)) + 0.5 * centre * centre * gain / variance
    return exp(-max(log_ratio, 0.0))


def _half_width(variance: float, spread: float, alpha: float) -> float:
    """Return how far from the centre a difference must lie for the mixture to reject it."""
    total = variance + spread * spread
    return sqrt(2 * variance * total / (spread * spread) * (log(1 / alpha) + 0.5 * log(total / variance)))


def _require_rising(looks: Sequence[Look]) -> None:
    for earlier, later in pairwise(looks):
        if later.a_of < earlier.a_of or later.b_of < earlier.b_of:
            raise ValueError("Each look holds all that came before it, so its trials cannot be fewer.")
