"""Numbers as exports write them: thousands commas, currencies, per cent, dashes for none."""

import re
from decimal import Decimal

_NONE = frozenset({"", "-", "--", "–", "—", "n/a", "na", "null", "none", "< 10", "<10"})
_MONEY = re.compile(r"^(?:[£$€]|[A-Z]{3}\s)|(?:[£$€]|\s[A-Z]{3})$")
_ENGLISH = re.compile(r"-?(?:\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?|-?\.\d+")
_GAPS = re.compile(r"[, \u00a0\u202f]")
_CONTINENTAL = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}")
_POWER = re.compile(r"-?\d+(?:\.\d+)?[eE][+]?\d{1,2}")
SPOILT_ID = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
"""An identifier that a spreadsheet programme has turned into a power of ten."""
LARGEST = Decimal(10) ** 12
"""No network counts so many of anything: what is larger is a mistake, and sums of it no database's integer holds."""
_LONGEST = 100
"""Signs in a cell that holds a number, blanks among them: looking for one in a whole page of text takes minutes."""


class NotANumber(ValueError):
    """A cell that should hold a number holds something else."""


def number_in(text: str) -> Decimal | None:
    """Return the number that a cell holds; None where it says that there is none.

    Raises NotANumber, also for one beyond LARGEST.
    """
    value = _number_in(text.strip())
    if value is not None and abs(value) > LARGEST:
        raise NotANumber(text)
    return value


def currency_in(text: str) -> str:
    """Return the currency that a cell names by a sign or a code; empty where it names none."""
    for sign, code in (("£", "GBP"), ("€", "EUR"), ("$", "USD")):
        if sign in text:
            return code
    found = re.match(r"([A-Z]{3})\s", text.strip())
    return found[1] if found else ""


def _number_in(written: str) -> Decimal | None:
    if len(written) > _LONGEST:
        raise NotANumber(written)
    if _ENGLISH.fullmatch(written):
        return Decimal(_GAPS.sub("", written))
    if written.casefold() in _NONE:
        return None
    plain = _MONEY.sub("", written).strip().removesuffix("%").strip()
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    if _ENGLISH.fullmatch(plain):
        return Decimal(_GAPS.sub("", plain))
    if _CONTINENTAL.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if _POWER.fullmatch(plain):
        return Decimal(plain)
    raise NotANumber(written)
