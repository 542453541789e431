"""What is said of each kind of data that is kept: what for, how long, since when, and who erases it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.translation import ngettext

from heard.design.months import months_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise


class Due(Protocol):
    """Returns the rows whose time began before a moment, in any state."""

    def __call__(self, *, before: datetime) -> QuerySet: ...  # type: ignore[type-arg]


class EraseRows(Protocol):
    """Erases the rows with these primary keys, in one transaction or several; returns how many."""

    def __call__(self, *, keys: Sequence[Any], now: datetime) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows of one kind: those that are due, how they are erased, and by which look-ups they are somebody's.

    `owner` leads to the organisation (empty: nobody's in particular), `submission` to the submission whose hold counts.
    """

    due: Due
    erase: EraseRows
    owner: str = ""
    submission: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of data. `months` or `days` is the longest that it is kept; with neither it is kept for ever, for `why`.

    `rows` names the kind's Rows by dotted name; a kind without is erased with what it belongs to.
    """

    code: str
    name: str | _StrPromise
    purpose: str | _StrPromise
    basis: str | _StrPromise
    since: str | _StrPromise
    eraser: str | _StrPromise
    months: int | None = None
    days: int | None = None
    rows: str = ""

    def load(self) -> Rows:
        """Return the rows; apps are loaded by then."""
        module, _, name = self.rows.rpartition(".")
        found: Rows = getattr(import_module(module), name)
        return found

    def said_longest(self) -> str:
        """Return the longest that it is kept, in words."""
        if self.months is not None:
            return ngettext("%(number)d month", "%(number)d months", self.months) % {"number": self.months}
        if self.days is not None:
            return ngettext("%(number)d day", "%(number)d days", self.days) % {"number": self.days}
        return "–"

    @property
    def may_be_shortened(self) -> bool:
        """Whether an organisation may keep it for fewer months."""
        return self.months is not None and bool(self.rows)

    def cutoff(self, *, now: datetime, months: int | None = None) -> datetime:
        """Return the moment before which its time must have begun to be over; `months` are an organisation's own."""
        if self.days is not None:
            return now - timedelta(days=self.days)
        return months_after(now, -(months or self.months or 0))
