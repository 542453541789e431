"""What may be asked: one measure, broken down by one or two things, over some days and narrowed to some of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from heard.measurement.analysis.columns import Table


class Measure(StrEnum):
    """What is counted."""

    CLICKS = "clicks"
    VISITOR_DAYS = "visitor_days"
    LANDINGS = "landings"
    STARTS = "starts"
    LOOKUPS = "lookups"
    NUMBERS_SHOWN = "numbers_shown"
    CALL_TAPS = "call_taps"
    EMAIL_TAPS = "email_taps"
    WEB_TAPS = "web_taps"
    FORMS = "forms"
    SUBMISSIONS = "submissions"
    PIECES = "pieces"
    CONVERSION = "conversion"


class Dimension(StrEnum):
    """By what it is broken down, and to what it may be narrowed."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WEEKDAY = "weekday"
    HOUR = "hour"
    PARTNER = "partner"
    CHANNEL = "channel"
    WAVE = "wave"
    POST = "post"
    LINK = "link"
    LANGUAGE = "language"
    AREA = "area"
    STANDING = "standing"
    ORGANISATION = "organisation"
    CAME_BY = "came_by"
    TONE = "tone"
    TONE_BY = "tone_by"
    THEME = "theme"
    MARKED_BY = "marked_by"


_EVERYWHERE = frozenset(
    {
        *(Dimension.DAY, Dimension.WEEK, Dimension.MONTH, Dimension.WEEKDAY, Dimension.HOUR, Dimension.PARTNER),
        *(Dimension.CHANNEL, Dimension.WAVE, Dimension.POST, Dimension.LINK, Dimension.LANGUAGE, Dimension.AREA),
    }
)
_RECEIVED = frozenset({Dimension.ORGANISATION, Dimension.CAME_BY})
THEMED = frozenset({Dimension.THEME, Dimension.MARKED_BY})

_OF_VISITS = _EVERYWHERE | {Dimension.STANDING}
_OF_SUBMISSIONS = _EVERYWHERE | _RECEIVED | {Dimension.STANDING}
_OF_PIECES = _EVERYWHERE | _RECEIVED | {Dimension.TONE, Dimension.TONE_BY} | THEMED

DIMENSIONS: Mapping[Measure, frozenset[Dimension]] = {
    **dict.fromkeys(Measure, _OF_VISITS),
    Measure.VISITOR_DAYS: _EVERYWHERE,
    Measure.FORMS: _OF_SUBMISSIONS,
    Measure.SUBMISSIONS: _OF_SUBMISSIONS,
    Measure.PIECES: _OF_PIECES,
    Measure.CONVERSION: _EVERYWHERE,
}
"""What each measure can be broken down by."""

PERIODS = frozenset({Dimension.DAY, Dimension.WEEK, Dimension.MONTH, Dimension.WEEKDAY, Dimension.HOUR})
"""Those that follow each other in time, and to which nothing is narrowed: days are."""


class CannotAsk(Exception):
    """The parts of a question do not fit together; `part` names the one at fault."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


Value = str | int


@dataclass(frozen=True, kw_only=True)
class Question:
    """One measure by rows and, maybe, columns, of local days from `since` to `until` (None: from first to last).

    `only` narrows it: each dimension with the code or primary key that is wanted. Raises CannotAsk.
    """

    measure: Measure
    rows: Dimension
    columns: Dimension | None = None
    since: date | None = None
    until: date | None = None
    only: tuple[tuple[Dimension, Value], ...] = ()

    def __post_init__(self) -> None:
        known = DIMENSIONS[self.measure]
        if self.rows not in known:
            raise CannotAsk("rows")
        if self.columns is not None and (self.columns not in known or self.columns == self.rows):
            raise CannotAsk("columns")
        for dimension, _value in self.only:
            if dimension not in known - PERIODS:
                raise CannotAsk(dimension.value)
        if self.since and self.until and self.until < self.since:
            raise CannotAsk("until")

    @property
    def dimensions(self) -> frozenset[Dimension]:
        """Everything that it is broken down by or narrowed to."""
        broken_down = {self.rows} | ({self.columns} if self.columns else set())
        return frozenset(broken_down | {dimension for dimension, _value in self.only})

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that have to be read."""
        if self.measure == Measure.CONVERSION:
            return (Table.VISITS, Table.SUBMISSIONS)
        if self.measure == Measure.PIECES:
            return (Table.THEMES,) if self.dimensions & THEMED else (Table.PIECES,)
        return (Table.SUBMISSIONS,) if self.measure in {Measure.FORMS, Measure.SUBMISSIONS} else (Table.VISITS,)

    @property
    def is_light(self) -> bool:
        """Whether it is answered at once: nothing has to be told apart from everything else of its day."""
        return self.measure != Measure.VISITOR_DAYS

    def as_json(self) -> dict[str, Any]:
        """Return the question as values that JSON can hold."""
        return {
            "measure": self.measure.value,
            "rows": self.rows.value,
            "columns": self.columns.value if self.columns else None,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "only": [[dimension.value, value] for dimension, value in self.only],
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Question":
        """Return the question that `as_json` wrote."""
        return cls(
            measure=Measure(told["measure"]),
            rows=Dimension(told["rows"]),
            columns=Dimension(told["columns"]) if told["columns"] else None,
            since=date.fromisoformat(told["since"]) if told["since"] else None,
            until=date.fromisoformat(told["until"]) if told["until"] else None,
            only=tuple((Dimension(name), value) for name, value in told["only"]),
        )
