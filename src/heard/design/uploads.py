"""Which views take files, and how large: all others refuse whatever carries one, unread."""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])

_BESIDE = 10 * 1024 * 1024
"""Bytes for what a form holds beside its files, and for a file that is a little too large: its form says so better."""


def takes_files(*, most: int) -> Callable[[View], View]:
    """Let a view take files of `most` bytes in all. It stands under the decorators that say who may come in."""

    def decorate(view: View) -> View:
        view.most_bytes = most + _BESIDE  # type: ignore[attr-defined]
        return view

    return decorate


def most_taken(view: Callable[..., object]) -> int:
    """Return how many bytes a view takes with its files: none, where it does not say that it takes any."""
    return getattr(view, "most_bytes", 0)
