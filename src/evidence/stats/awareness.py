"""What share of people know of something, and how that changed from wave to wave. docs/methods/awareness.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evidence.findings import Column, Finding, Table
from evidence.stats.intervals import Interval, wilson


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyWave:
    """A wave of a survey: of `base` people asked, `percent` gave the answer that is counted.

    `design_effect` is by how much weighting and clustering widen the variance (1 or more), None where it is not known.
    """

    name: str
    first_day: date
    last_day: date
    base: int
    percent: float
    design_effect: float | None = None

    def __post_init__(self) -> None:
        if self.base < 1:
            raise ValueError(f"{self.name} asked nobody.")
        if not 0 <= self.percent <= 100:
            raise ValueError(f"{self.percent} of {self.name} is no percentage.")
        if self.design_effect is not None and self.design_effect < 1:
            raise ValueError("A design effect is 1 or more.")

    @property
    def effective(self) -> float:
        """Return how many people of a simple random sample would be as sure."""
        return self.base / (self.design_effect or 1.0)

    @property
    def interval(self) -> Interval:
        """Return the 95 % interval in per cent (Wilson, of the effective base)."""
        found = wilson(events=self.percent / 100 * self.effective, of=self.effective)
        return Interval(100 * found.low, 100 * found.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class AwarenessChange:
    """By how many percentage points `after` lies above `before`, and in which 95 % interval."""

    before: SurveyWave
    after: SurveyWave
    points: float
    interval: Interval

    @property
    def is_clear(self) -> bool:
        """Return whether no change lies outside the interval."""
        return self.interval.low > 0 or self.interval.high < 0


def awareness_change(*, before: SurveyWave, after: SurveyWave) -> AwarenessChange:
    """Return the change between two independent waves, by Newcombe's interval of the difference (1998, method 10)."""
    points = after.percent - before.percent
    was, now = before.interval, after.interval
    low = points - ((after.percent - now.low) ** 2 + (was.high - before.percent) ** 2) ** 0.5
    high = points + ((now.high - after.percent) ** 2 + (before.percent - was.low) ** 2) ** 0.5
    return AwarenessChange(before=before, after=after, points=points, interval=Interval(low, high))


def describe_awareness(*, waves: Sequence[SurveyWave], question: str) -> Finding:
    """Say how a question's answers changed from the first of the waves to the last."""
    ordered = sorted(waves, key=lambda wave: (wave.first_day, wave.last_day))
    table = Table.of(
        question,
        ["Wave", "From", "To", Column("Asked", "people"), *(Column(one, "%") for one in ("Yes", "At least", "Most"))],
        [
            (
                wave.name, wave.first_day, wave.last_day, wave.base, round(wave.percent, 1),
                round(wave.interval.low, 1), round(wave.interval.high, 1),
            )
            for wave in ordered
        ],
    )  # fmt: skip
    if len(ordered) < 2:
        only = f"{ordered[0].percent:.0f} % in {ordered[0].name}" if ordered else "Nobody was asked"
        return Finding(table=table, sentence=f"{only}. One wave says nothing of a change.", caveats=_caveats(ordered))
    change = awareness_change(before=ordered[0], after=ordered[-1])
    return Finding(table=table, sentence=_sentence(change), caveats=_caveats(ordered))


def _sentence(change: AwarenessChange) -> str:
    before, after = change.before, change.after
    span = f"{change.interval.low:+.1f} and {change.interval.high:+.1f}"
    shares = f"from {before.percent:.1f} % ({before.name}) to {after.percent:.1f} % ({after.name})"
    if not change.is_clear:
        return f"It went {shares}: {change.points:+.1f} points, between {span}, so chance alone could have done it."
    way = "rose" if change.points > 0 else "fell"
    return f"It {way} {shares}: by {abs(change.points):.1f} points, between {span}."


def _caveats(waves: Sequence[SurveyWave]) -> tuple[str, ...]:
    unknown = [wave.name for wave in waves if wave.design_effect is None]
    names = ", ".join(unknown)
    ignored = f"Weighting and clustering are not known for {names} and are ignored: the intervals are too narrow."
    return (
        *((ignored,) if unknown else ()),
        "It says that people knew of it, not that the campaign was why: what else happened in between counts too.",
        "Whoever did not answer may differ from those who did.",
    )
