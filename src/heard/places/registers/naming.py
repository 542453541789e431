"""Names that stand in capitals in official files, as people write them."""

import re
from collections.abc import Iterable

SMALL = frozenset(
    {"a", "and", "at", "by", "cum", "de", "en", "for", "in", "la", "le", "next", "of", "on", "or", "the", "to", "under"}
    | {"upon", "with"}
)
CAPITALS = frozenset(
    {
        "NHS",
        "GP",
        "GPS",
        "GMS",
        "PMS",
        "PCN",
        "ICB",
        "ICS",
        "CCG",
        "PCT",
        "CIC",
        "UK",
        "LLP",
        "PLC",
        "ABL",
        "BMI",
        "HMP",
    }
    | {
        "HMYOI",
        "YOI",
        "IRC",
        "AIDS",
        "HIV",
        "MIU",
        "UTC",
        "OOH",
        "WIC",
        "ENT",
        "MRI",
        "CT",
        "ICU",
        "RAF",
        "USA",
        "YMCA",
    }
    | {"II", "III", "IV", "VI", "VII", "VIII", "SARC", "CAMHS", "IAPT", "RNIB", "RNID", "MSK", "LGBT", "BUPA", "HCA"}
)
SPOKEN = {"ST", "DR", "DRS", "MR", "MRS", "MS", "LTD", "RD", "PHD", "HR", "SQ", "LN", "MT", "CTR", "STR", "FR"}
_WORD = re.compile(r"[^\s\-/(),&]+")


def readable(name: str) -> str:
    """Return a name that stands in capitals as people write it; any other name as it is."""
    name = " ".join(name.split())
    if name != name.upper() or not re.search(r"[A-Z]{2}", name):
        return name
    return _WORD.sub(lambda found: _word(found[0], is_first=not found.start(), name=name, end=found.end()), name)


def address(parts: Iterable[str]) -> str:
    """Return an address on one line from its parts."""
    return ", ".join(readable(part.strip(" ,")) for part in parts if part.strip(" ,"))


def _word(word: str, *, is_first: bool, name: str, end: int) -> str:
    letters = re.sub(r"[^A-Z]", "", word)
    if letters in CAPITALS and len(letters) >= len(word) - 1 - word.count("."):
        return word
    if not is_first and word.lower() in SMALL and end < len(name):
        return word.lower()
    if any(sign.isdigit() for sign in word):
        return word.lower() if re.fullmatch(r"\d+(ST|ND|RD|TH)", word) else word
    if len(letters) == 1 or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?\.?", word):
        return word
    if len(letters) <= 4 and letters not in SPOKEN and not re.search(r"[AEIOUY]", letters) and "'" not in word:
        return word
    return _capitalised(word)


def _capitalised(word: str) -> str:
    small = word.lower()
    started = re.sub(r"[a-z]", lambda found: found[0].upper(), small, count=1)
    started = re.sub(
        r"^(O|D|L)(['’])([a-z])(?=[a-z]{2})", lambda found: found[1] + found[2] + found[3].upper(), started
    )
    return re.sub(r"^Mc([a-z])(?=[a-z]{2})", lambda found: "Mc" + found[1].upper(), started)
