"""Names of places that no official list of areas has: towns, and what people call a council.

They stand in `data/other_names.csv` with the district or authority that each lies in: common knowledge, checked against
the addresses of general practices and social care. A town that is not there is found by its council's name or by a
postcode; a name that is shared by towns in several areas stands there once for each.
"""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "other_names.csv"
_SAINT = re.compile(r"\bsaint\b")


@cache
def other_names() -> tuple[tuple[str, str], ...]:
    """Return each name with the official code of the area it lies in."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple((row["name"], row["code"]) for row in csv.DictReader(file))


def plain(name: str) -> str:
    """Return a name without case, accents, hyphens and apostrophes, as people type it."""
    letters = unicodedata.normalize("NFKD", name.casefold()).replace("&", " and ")
    kept = "".join(" " if sign in "-–,.()/" else sign for sign in letters if sign.isalnum() or sign in " -–,.()/")
    return " ".join(_SAINT.sub("st", kept).split())
