"""Periods of days, and what was counted on each. A day without an entry is unknown, which is not zero."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both included. Raises ValueError where `end` comes first."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"The period ends ({self.end}) before it starts ({self.start}).")

    def __len__(self) -> int:
        return (self.end - self.start).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.start + timedelta(days=offset) for offset in range(len(self)))

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{_written(self.start)} to {_written(self.end)}"

    def shifted(self, days: int) -> "Period":
        """Return the period so many days later (earlier where negative)."""
        return Period(self.start + timedelta(days=days), self.end + timedelta(days=days))

    def overlaps(self, other: "Period") -> bool:
        """Return whether any day is in both."""
        return self.start <= other.end and other.start <= self.end

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Return the period written as YYYY-MM-DD:YYYY-MM-DD. Raises ValueError with a plain sentence."""
        start, separator, end = text.partition(":")
        try:
            days = date.fromisoformat(start.strip()), date.fromisoformat(end.strip())
        except ValueError:
            separator = ""
        if not separator:
            raise ValueError(f"“{text}” is not a period. Write it as 2020-07-08:2020-09-30.")
        return cls(*days)


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """What was counted in a period: a count for each known day, by which definition, and from where."""

    period: Period
    counts: Mapping[date, int]
    definition: str = ""
    source: str = ""
    is_imported: bool = False

    def __post_init__(self) -> None:
        wrong = next((day for day in self.known() if self.counts[day] < 0), None)
        if wrong is not None:
            raise ValueError(f"The count of {_written(wrong)} is below zero.")

    def known(self) -> list[date]:
        """Return the days of the period that have a count, in order."""
        return [day for day in self.period if day in self.counts]


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
