"""The short words by which an address names a thing."""

from collections.abc import Collection
from itertools import count

from django.utils.text import slugify

LONGEST = 50


def free_slug(words: str, *, taken: Collection[str], otherwise: str) -> str:
    """Return the words as they can stand in an address, numbered where taken; `otherwise` where nothing is left."""
    stem = slugify(words)[:LONGEST].strip("-") or otherwise
    return next(slug for number in count(1) if (slug := stem if number == 1 else f"{stem}-{number}") not in taken)
