"""How a count in one period compares with the same period before, and how sure that is. docs/methods/uplift.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, inf, isinf, log, sqrt
from statistics import median

from scipy.special import stdtrit

from evidence.findings import Column, Finding, Table
from evidence.stats.days import Period, Window
from evidence.stats.dispersion import Dispersion, overdispersion
from evidence.stats.intervals import FEW, Interval, exact_ratio

LEAST_PAIRS = 8
"""What the ratio usually does is said only where at least so many earlier pairs of periods are known."""

LEAST_SHARE = 0.9
"""An earlier pair of periods is used only where at least this share of its days is known in both."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What the ratio was in earlier pairs of periods, equally long and equally far apart (the pairs overlap)."""

    pairs: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Uplift:
    """A ratio of two counts per known day and its interval. `ratio` is None where there is nothing to compare.

    Counts and days are those compared; where nothing is comparable, all those known. A ratio of `inf` and a high
    limit of `inf` mean that the period before had none.
    """

    this: Window
    before: Window
    this_count: int
    before_count: int
    this_days: int
    before_days: int
    left_out: int
    is_comparable: bool
    ratio: float | None
    interval: Interval | None
    level: float
    dispersion: Dispersion | None
    is_exact: bool
    usual: Usual | None

    @property
    def phi(self) -> float:
        """Return the over-dispersion that the interval allows for."""
        return self.dispersion.phi if self.dispersion else 1.0

    @property
    def is_clear(self) -> bool:
        """Return whether the interval leaves out a ratio of one."""
        return self.interval is not None and 1.0 not in self.interval

    @property
    def is_paired(self) -> bool:
        """Return whether the periods are equally long, so that each day has its fellow."""
        return len(self.this.period) == len(self.before.period)


def uplift(*, this: Window, before: Window, history: Mapping[date, int] | None = None, level: float = 0.95) -> Uplift:
    """Compare the count of `this` period with that of the period `before`.

    Where both are equally long, days known in only one of them are left out of both; otherwise counts per known day
    are compared. `history` holds further known days: they sharpen the estimate of over-dispersion and show what the
    ratio usually does. Raises ValueError where the periods overlap or a count is below zero.
    """
    if this.period.overlaps(before.period):
        raise ValueError("The two periods overlap, so they cannot be compared.")
    here, there, left_out = _matched(this, before)
    is_comparable = bool(here and there)
    if not is_comparable:
        here, there = this.known(), before.known()
    a, b = sum(this.counts[day] for day in here), sum(before.counts[day] for day in there)
    spread = overdispersion(_spells(this, before, history or {}))
    ratio, interval, is_exact = None, None, False
    if is_comparable and a + b:
        ratio, interval, is_exact = _compared(a, b, len(here), len(there), spread, level)
    return Uplift(
        this=this,
        before=before,
        this_count=a,
        before_count=b,
        this_days=len(here),
        before_days=len(there),
        left_out=left_out,
        is_comparable=is_comparable,
        ratio=ratio,
        interval=interval,
        level=level,
        dispersion=spread,
        is_exact=is_exact,
        usual=_usual(this.period, before.period, {**(history or {}), **before.counts}),
    )


def describe(
    result: Uplift,
    *,
    who: str,
    what: str,
    notes: Sequence[str] = (),
    previous: str = "the period before",
    whose: str = "Organisation",
) -> Finding:
    """Say an uplift in words: `who` (“The network”) had so many `what` (“forms”); `notes` are further caveats.

    `whose` says what `who` is: the head of its column.
    """
    before = Column(f"{previous[:1].upper()}{previous[1:]}", what)
    table = Table(
        title=f"{who}: {what} compared with {previous}",
        columns=(
            Column(whose),
            Column("This period", what),
            Column("Days", "days"),
            before,
            Column("Days", "days"),
            Column("Ratio", "times"),
            Column(f"{_percent(result.level)} from", "times"),
            Column(f"{_percent(result.level)} to", "times"),
        ),
        rows=((who, result.this_count, result.this_days, result.before_count, result.before_days, *_limits(result)),),
    )
    return Finding(table=table, sentence=_sentence(result, who, what, previous), caveats=_caveats(result, notes))


def _matched(this: Window, before: Window) -> tuple[list[date], list[date], int]:
    if len(this.period) != len(before.period):
        here, there = this.known(), before.known()
        return here, there, len(this.period) - len(here) + len(before.period) - len(there)
    pairs = [
        (day, fellow)
        for day, fellow in zip(this.period, before.period, strict=True)
        if day in this.counts and fellow in before.counts
    ]
    return [day for day, _ in pairs], [fellow for _, fellow in pairs], len(this.period) - len(pairs)


def _spells(this: Window, before: Window, history: Mapping[date, int]) -> list[dict[date, int]]:
    """Each period is a spell of its own, so that the change between them is not taken for noise."""
    spells = [{day: window.counts[day] for day in window.known()} for window in (this, before)]
    others = sorted(day for day in history if day not in this.period and day not in before.period)
    edges = sorted((this.period.start, before.period.start))
    for keep in (
        [day for day in others if day < edges[0]],
        [day for day in others if edges[0] < day < edges[1]],
        [day for day in others if day > edges[1]],
    ):
        spells.append({day: history[day] for day in keep})
    return spells


def _compared(
    a: int, b: int, days_a: int, days_b: int, spread: Dispersion | None, level: float
) -> tuple[float, Interval, bool]:
    phi = spread.phi if spread else 1.0
    ratio = (a / days_a) / (b / days_b) if b else inf
    if spread is None or min(a, b) / phi < FEW:
        return ratio, exact_ratio(a=a / phi, b=b / phi, exposure_a=days_a, exposure_b=days_b, level=level), True
    reach = -float(stdtrit(spread.degrees, (1 - level) / 2)) * sqrt(phi * (1 / a + 1 / b))
    return ratio, Interval(exp(log(ratio) - reach), exp(log(ratio) + reach)), False


def _usual(this: Period, before: Period, known: Mapping[date, int]) -> Usual | None:
    days = [day for day in known if day < this.start]
    if not days:
        return None
    ratios = []
    back = -(-len(this) // 7) * 7
    while before.start.toordinal() - back >= min(days).toordinal():
        ratio = _past_ratio(this.shifted(-back), before.shifted(-back), known)
        if ratio is not None:
            ratios.append(ratio)
        back += 7
    if len(ratios) < LEAST_PAIRS:
        return None
    return Usual(len(ratios), min(ratios), median(ratios), max(ratios))


def _past_ratio(this: Period, before: Period, known: Mapping[date, int]) -> float | None:
    here, there = ([known[day] for day in period if day in known] for period in (this, before))
    if len(here) < LEAST_SHARE * len(this) or len(there) < LEAST_SHARE * len(before) or not sum(there):
        return None
    return (sum(here) / len(here)) / (sum(there) / len(there))


def _limits(result: Uplift) -> tuple[float | None, float | None, float | None]:
    """Return the ratio and its limits, None for what has no value or no limit."""
    if result.ratio is None or result.interval is None:
        return None, None, None
    ratio, low, high = result.ratio, result.interval.low, result.interval.high
    return (
        None if isinf(ratio) else round(ratio, 3),
        round(low, 3),
        None if isinf(high) else round(high, 3),
    )


def _sentence(result: Uplift, who: str, what: str, previous: str) -> str:
    counts = (
        f"{result.this_count:,} in {_days(result.this_days)} against {result.before_count:,}"
        f" in {_days(result.before_days)}"
    )
    if not result.is_comparable:
        return (
            f"{who} had {result.this_count:,} {what} in {_days(result.this_days)}. "
            f"This cannot be compared with {previous}: no days are known in both."
        )
    if result.ratio is None or result.interval is None:
        return f"{who} had no {what} in either period."
    limits = _interval_words(result.interval, result.level)
    if isinf(result.ratio):
        return (
            f"{who} had {counts}. {previous[:1].upper()}{previous[1:]} had no {what}, so there is no ratio; {limits}."
        )
    per_day = "" if result.is_paired else " a day"
    if not result.is_clear:
        return (
            f"{who} had {counts}: {result.ratio:.2f} times as many {what}{per_day} as {previous},"
            f" but chance alone could explain the difference ({limits})."
        )
    change = round(abs(result.ratio - 1) * 100)
    direction = "more" if result.ratio > 1 else "fewer"
    return (
        f"{who} had {change}% {direction} {what}{per_day} than {previous}: {counts} "
        f"(ratio {result.ratio:.2f}, {limits})."
    )


def _interval_words(interval: Interval, level: float) -> str:
    if isinf(interval.high):
        return f"by the {_percent(level)} interval it is at least {interval.low:.2f} times as many"
    return f"{_percent(level)} interval {interval.low:.2f} to {interval.high:.2f}"


def _caveats(result: Uplift, notes: Sequence[str]) -> tuple[str, ...]:
    said = [
        "A change from one period to another describes what happened. It does not show that the campaign caused it: "
        "other things changed too.",
        *_about_sources(result),
        *_about_days(result),
        *_about_chance(result),
        *notes,
    ]
    return tuple(dict.fromkeys(sentence for sentence in said if sentence))


def _about_sources(result: Uplift) -> list[str]:
    said = []
    definitions = (result.this.definition, result.before.definition)
    if definitions[0] != definitions[1]:
        said.append(f"The periods may not count the same thing: now “{definitions[0]}”, before “{definitions[1]}”.")
    for window, when in ((result.this, "of this period"), (result.before, "of the period before")):
        if window.is_imported:
            said.append(f"The counts {when} were imported from “{window.source}”; Heard did not record them itself.")
    return said


def _about_days(result: Uplift) -> list[str]:
    said = []
    if result.left_out and result.is_paired:
        said.append(f"{_days(result.left_out)} without a count in one of the periods left out of both.")
    elif result.left_out:
        said.append(f"{_days(result.left_out)} without a count left out; a day without a count is not zero.")
    if not result.is_paired:
        said.append("The periods are not equally long, so counts per day are compared.")
    if _weekdays(result.this) != _weekdays(result.before):
        said.append("The periods do not hold the same weekdays.")
    return said


def _about_chance(result: Uplift) -> list[str]:
    said = []
    if min(result.this_count, result.before_count) < FEW:
        said.append("One of the periods has fewer than 10 events: read the interval, not the ratio.")
    if result.dispersion is None:
        said.append(
            "There are too few days to see how much counts vary, so the interval allows for chance alone and is "
            "likely to be too narrow."
        )
    elif result.phi > 1:
        said.append(
            f"From {result.dispersion.unit} to {result.dispersion.unit}, counts vary {result.phi:.1f} times as much as "
            "chance alone would make them; the interval allows for that."
        )
    if result.usual is not None:
        said.append(
            f"In {result.usual.pairs} earlier pairs of periods the ratio ran from {result.usual.low:.2f} to "
            f"{result.usual.high:.2f}, with {result.usual.middle:.2f} in the middle."
        )
    else:
        said.append("The history is too short to show what this ratio usually does.")
    return said


def _weekdays(window: Window) -> dict[int, int]:
    held: dict[int, int] = {}
    for day in window.period:
        held[day.weekday()] = held.get(day.weekday(), 0) + 1
    return held


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def _percent(level: float) -> str:
    return f"{level * 100:g}%"
