"""Postcodes: reading what people type, a table that knows the district of each, and how that table is built."""

import logging

from django.conf import settings

from heard.places.postcodes.parsing import Postcode, Prefix, looks_like_one, read_begun, read_whole, whole_of
from heard.places.postcodes.table import Found, Table, Unreadable, table_at

__all__ = [
    "Found",
    "Postcode",
    "Prefix",
    "Table",
    "Unreadable",
    "find",
    "looks_like_one",
    "read_begun",
    "read_whole",
    "table",
    "table_at",
    "whole_of",
]

logger = logging.getLogger(__name__)


def table() -> Table | None:
    """Return this site's table of postcodes, the newest that was built; None where there is none that can be read."""
    try:
        return table_at(settings.HEARD_POSTCODES)
    except (Unreadable, OSError) as problem:
        logger.error("The table of postcodes cannot be read: %s.", type(problem).__name__)
        return None


def find(text: str) -> Found | None:
    """Return what is known of the postcode that the text is; None where it is none, or none that exists."""
    postcode, known = read_whole(text), table()
    return known.find(postcode) if postcode and known else None
