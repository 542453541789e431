"""What an eraser is: one app's own way to erase what it holds of a submission."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from heard.feedback.models import Submission


class Erase(Protocol):
    """Erases what one app holds of a submission, and returns how many records went; a second time there are none.

    Raises NotYet where something must come first.
    """

    def __call__(self, *, submission: Submission, is_kept_in_figures: bool, now: datetime) -> int: ...


class NotYet(Exception):
    """This part cannot be erased yet; the sentence says why, holds nothing personal, and it is tried again later."""


@dataclass(frozen=True, kw_only=True)
class Eraser:
    """One step of an erasure: its code, what it erases in words for the person, and its function by dotted name."""

    part: str
    words: str | _StrPromise
    function: str

    def load(self) -> Erase:
        """Return the function; apps are loaded by then."""
        module, _, name = self.function.rpartition(".")
        found: Erase = getattr(import_module(module), name)
        return found
