"""What became of a list's rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from django.db import models, transaction

from heard.accounts.actions import record
from heard.accounts.models import User

Progress = Callable[[int], None]


class Mode(Enum):
    """Whether a list is added to what is there, or is all that there is: what it leaves out then ends."""

    MERGE = "merge"
    REPLACE = "replace"


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A row that was not taken: its line in the file (the first one names the columns), its column, and why."""

    line: int
    reason: str
    column: str = ""

    def __str__(self) -> str:
        place = f"Line {self.line}" if self.line else "The whole list"
        return f"{place}, {self.column}: {self.reason}" if self.column else f"{place}: {self.reason}"


@dataclass(frozen=True, kw_only=True)
class Doubt(Refusal):
    """Something that may be right and should be looked at; the row is taken all the same."""


@dataclass(kw_only=True)
class LoadReport:
    """What became of a list's rows; `ended` are those that were there and that a full list left out.

    `left_out` are rows of an official list that could not be taken while the rest was, `notes` what was left out of
    rows that were taken.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    left_out: list[Refusal] = field(default_factory=list)
    notes: list[Refusal] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def ends_everything(self) -> bool:
        """Whether a full list holds nothing, so that all that was there would end."""
        return bool(self.ended) and not (self.added or self.changed or self.unchanged)

    def stops(self, *, is_strict: bool) -> bool:
        """Return whether nothing of the list is taken: a row was refused, or strictly, anything is in doubt."""
        return bool(self.refusals or (is_strict and self.doubts))


_EMPTY = "The list holds nothing that can be taken, and would end all that is there. Bring the whole list."


class Refused(Exception):
    """A row cannot be taken; its words say why."""


def all_or_nothing(load: Callable[[], LoadReport], *, is_dry_run: bool, is_strict: bool = False) -> LoadReport:
    """Load a list, and keep nothing of it where it is only tried or where anything in it stops it."""
    with transaction.atomic():
        report = load()
        if report.ends_everything:
            report.refusals.append(Refusal(line=1, reason=_EMPTY))
        transaction.set_rollback(is_dry_run or report.stops(is_strict=is_strict))
    return report


def record_load(code: str, subject: models.Model, report: LoadReport, *, by: User | None, now: datetime) -> None:
    """Write the audit line of a load: how many rows were added, changed and refused."""
    record(
        code=code,
        subject=subject,
        by=by,
        now=now,
        added=report.added,
        changed=report.changed,
        ended=report.ended,
        refused=len(report.refusals) + len(report.left_out),
    )
