"""One record, or none that anyone may know of."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from heard.design.errors import NotFound

M = TypeVar("M", bound=Model)


def only(found: QuerySet[M]) -> M:
    """Return the first of what was found. Raises NotFound where there is none."""
    one = found.first()
    if one is None:
        raise NotFound
    return one
