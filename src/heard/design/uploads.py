"""Which views take files, and how large: all others refuse whatever carries one, unread."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from django.core.files.uploadedfile import UploadedFile

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


@contextmanager
def on_disk(upload: "UploadedFile[bytes]") -> Iterator[Path]:
    """Keep a file that was sent on disk for only as long as it is read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent"
        with path.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        yield path
