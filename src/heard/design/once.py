"""What may stand once only: two people who write it in the same instant do not both succeed, and the later is told."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction


@contextmanager
def once(taken: type[Exception]) -> Iterator[None]:
    """Write within a transaction of its own. Raises `taken` where the database holds the same already."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise taken from error
