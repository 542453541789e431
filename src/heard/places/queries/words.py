"""What people type to find a place or a service."""

import re

POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b", re.IGNORECASE)
OUTWARD = re.compile(r"[a-z]{1,2}\d[a-z\d]?", re.IGNORECASE)
MOST_WORDS = 8


def words_of(text: str) -> list[str]:
    """Return the first few words of what someone typed; no database takes the sign 0, so it parts words too."""
    return text.replace("\x00", " ").split()[:MOST_WORDS]
