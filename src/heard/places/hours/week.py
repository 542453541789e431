"""Hours as values: spans of a day, the week they make, and the days on which it is otherwise."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from heard.places.hours.bank_holidays import BANK_HOLIDAYS

DAY = 24 * 60


@dataclass(frozen=True, kw_only=True, order=True)
class Span:
    """From one minute after midnight to another; one that runs into the next day closes after minute 1440."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not (0 <= self.opens < DAY and self.opens < self.closes <= self.opens + DAY):
            raise ValueError("A span opens within its day and closes within a day of that.")


Spans = tuple[Span, ...]


def overlap(spans: Spans) -> bool:
    """Return whether any two of a day's spans overlap; they come in their order."""
    return any(later.opens < earlier.closes for earlier, later in pairwise(spans))


ALL_DAY: Spans = (Span(opens=0, closes=DAY),)


@dataclass(frozen=True, kw_only=True)
class SpecialDays:
    """Days, both included, on which it is open otherwise than in the week; not at all without spans."""

    first: date
    last: date
    spans: Spans


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When someone can be reached: a week from Monday, special days, and bank holidays.

    `bank_holidays` is None where nothing was said of them, and nobody should be told that it is open then;
    `is_usual_on_bank_holidays` where they are said to be days like any other.
    """

    week: tuple[Spans, ...]
    bank_holidays: Spans | None = None
    is_usual_on_bank_holidays: bool = False
    special: tuple[SpecialDays, ...] = ()

    def on(self, day: date) -> Spans | None:
        """Return the spans that begin on a day; None where that is not known, as on a bank holiday not spoken of."""
        for days in self.special:
            if days.first <= day <= days.last:
                return days.spans
        usual = self.week[day.weekday()]
        if day not in BANK_HOLIDAYS or self.is_usual_on_bank_holidays:
            return usual
        return self.bank_holidays if self.bank_holidays is not None or usual else ()
