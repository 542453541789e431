"""What may stand once only: two people who write it in the same instant do not both succeed, and the later is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import IntegrityError, transaction

Made = TypeVar("Made")

TRIES = 5
"""So often a free word is looked for at most: each time somebody else must have taken it in that very instant."""


@contextmanager
def once(taken: type[Exception]) -> Iterator[None]:
    """Write within a transaction of its own. Raises `taken` where the database holds the same already."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise taken from error


def anew(write: Callable[[], Made]) -> Made:
    """Write what looks for a free word or number by itself, and once more where another took the same one meanwhile.

    Each try is a transaction of its own; the last one's IntegrityError is raised.
    """
    for _each in range(TRIES - 1):
        try:
            with transaction.atomic():
                return write()
        except IntegrityError:
            continue
    with transaction.atomic():
        return write()
