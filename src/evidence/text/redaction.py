"""Redaction by structured rules: what identifies a person by its form is replaced by a word for what it was.

The rules find phone numbers, e-mail and web addresses, handles, postcodes, street addresses, NHS and National
Insurance numbers, dates, bank details, vehicle registrations, long numbers, and names that a title or a relation
announces. Names that nothing announces are beyond rules: they stay, and are counted as missed by whoever measures.
Telephone forms: Ofcom's National Telephone Numbering Plan. NHS number: ten digits, modulus 11 (NHS Data Dictionary).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from re import Match

from evidence.text import patterns
from evidence.text.unprocessed import Unprocessed, readable

METHOD = "rules-1"


class Kind(StrEnum):
    """What was found; the value stands in the placeholder."""

    EMAIL = "email"
    URL = "web address"
    HANDLE = "handle"
    DATE_OF_BIRTH = "date of birth"
    DATE = "date"
    BANK = "bank details"
    NHS_NUMBER = "NHS number"
    NATIONAL_INSURANCE = "National Insurance number"
    PHONE = "phone"
    VEHICLE = "vehicle"
    POSTCODE = "postcode"
    ADDRESS = "address"
    REFERENCE = "reference"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, kw_only=True)
class Span:
    """Where in the original something was found, what it is, why we think so, and what stands there now."""

    start: int
    end: int
    kind: Kind
    reason: str
    placeholder: str


@dataclass(frozen=True, kw_only=True)
class Redaction:
    """The redacted copy of the text at `index`, and what was taken out, in order."""

    index: int
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class _Rule:
    kind: Kind
    reason: str
    find: Callable[[str], Iterator[Match[str]]]
    needs: Callable[[str], bool]
    group: int = 0


def redact(texts: Sequence[str]) -> tuple[list[Redaction], list[Unprocessed]]:
    """Return a redacted copy of each text, and a list of those that could not be read.

    The same value has the same placeholder throughout one text: `[phone]`, and `[phone 2]` for a second number.
    """
    unprocessed: list[Unprocessed] = []
    return [_redact(index, text) for index, text in readable(texts, unprocessed)], unprocessed


def _redact(index: int, text: str) -> Redaction:
    found = _without_overlaps(text)
    if not found:
        return Redaction(index=index, text=text, spans=())
    known: dict[Kind, list[str]] = {}
    spans: list[Span] = []
    pieces: list[str] = []
    place = 0
    for start, end, rule in found:
        placeholder = _placeholder(rule.kind, text[start:end], known)
        spans.append(Span(start=start, end=end, kind=rule.kind, reason=rule.reason, placeholder=placeholder))
        pieces += [text[place:start], placeholder]
        place = end
    return Redaction(index=index, text="".join([*pieces, text[place:]]), spans=tuple(spans))


def _without_overlaps(text: str) -> list[tuple[int, int, _Rule]]:
    """Return what the rules find, in the order of the text; where two overlap the earlier rule of the table wins."""
    taken: list[tuple[int, int, _Rule]] = []
    for rule in _RULES:
        if not rule.needs(text):
            continue
        for match in rule.find(text):
            start, end = match.span(rule.group)
            if start < end and all(end <= other[0] or start >= other[1] for other in taken):
                taken.append((start, end, rule))
    return sorted(taken, key=lambda each: each[0])


def _placeholder(kind: Kind, value: str, known: dict[Kind, list[str]]) -> str:
    normal = "".join(char for char in value.lower() if char.isalnum())
    values = known.setdefault(kind, [])
    if normal not in values:
        values.append(normal)
    number = values.index(normal) + 1
    return f"[{kind}]" if number == 1 else f"[{kind} {number}]"


def _has_digit(text: str) -> bool:
    return patterns.DIGIT.search(text) is not None


def _has_at(text: str) -> bool:
    return "@" in text


def _always(_: str) -> bool:
    return True


_RULES = (
    _Rule(kind=Kind.EMAIL, reason="It has the form of an e-mail address.", find=patterns.emails, needs=_has_at),
    _Rule(
        kind=Kind.EMAIL,
        reason="It spells out an e-mail address.",
        find=patterns.SPELT_EMAIL.finditer,
        needs=_always,
    ),
    _Rule(kind=Kind.URL, reason="It has the form of a web address.", find=patterns.web_addresses, needs=_always),
    _Rule(kind=Kind.HANDLE, reason="It has the form of a name on social media.", find=patterns.handles, needs=_has_at),
    _Rule(
        kind=Kind.DATE_OF_BIRTH,
        reason="The words before it say that it is a birthday.",
        find=patterns.BIRTH.finditer,
        needs=_has_digit,
        group=1,
    ),
    _Rule(kind=Kind.DATE, reason="It is one exact day.", find=patterns.dates, needs=_has_digit),
    _Rule(
        kind=Kind.BANK,
        reason="It has the form of a card number, or the words before it say that it is an account.",
        find=patterns.bank_details,
        needs=_has_digit,
        group=1,
    ),
    _Rule(
        kind=Kind.PHONE,
        reason="It has the form of a United Kingdom telephone number.",
        find=patterns.phones,
        needs=_has_digit,
    ),
    _Rule(
        kind=Kind.NHS_NUMBER,
        reason="Its ten digits pass the check of an NHS number.",
        find=patterns.nhs_numbers,
        needs=_has_digit,
    ),
    _Rule(
        kind=Kind.PHONE,
        reason="The words before it say that it is a telephone number.",
        find=patterns.ANNOUNCED_PHONE.finditer,
        needs=_has_digit,
        group=1,
    ),
    _Rule(
        kind=Kind.PHONE,
        reason="It spells out a telephone number.",
        find=patterns.SPELT_PHONE.finditer,
        needs=_always,
    ),
    _Rule(
        kind=Kind.NHS_NUMBER,
        reason="Its ten digits are written as an NHS number is, though they fail its check.",
        find=patterns.TEN_DIGITS.finditer,
        needs=_has_digit,
    ),
    _Rule(
        kind=Kind.NATIONAL_INSURANCE,
        reason="It has the form of a National Insurance number.",
        find=patterns.NATIONAL_INSURANCE.finditer,
        needs=_has_digit,
    ),
    _Rule(
        kind=Kind.ADDRESS,
        reason="A number and a street's name stand together.",
        find=patterns.addresses,
        needs=_has_digit,
    ),
    _Rule(kind=Kind.POSTCODE, reason="It has the form of a postcode.", find=patterns.postcodes, needs=_has_digit),
    _Rule(
        kind=Kind.VEHICLE,
        reason="It has the form of a vehicle's registration.",
        find=patterns.VEHICLE.finditer,
        needs=_has_digit,
    ),
    _Rule(
        kind=Kind.VEHICLE,
        reason="The words before it say that it is a vehicle's registration.",
        find=patterns.ANNOUNCED_VEHICLE.finditer,
        needs=_has_digit,
        group=1,
    ),
    _Rule(
        kind=Kind.REFERENCE,
        reason="The words before it say that it is someone's number.",
        find=patterns.REFERENCE.finditer,
        needs=_has_digit,
        group=1,
    ),
    _Rule(
        kind=Kind.NUMBER,
        reason="A number as long as this may identify someone.",
        find=patterns.long_numbers,
        needs=_has_digit,
    ),
    _Rule(kind=Kind.NAME, reason="A title stands before it.", find=patterns.titled_names, needs=_always),
    _Rule(
        kind=Kind.NAME,
        reason="The words before it say that it is a name.",
        find=patterns.announced_names,
        needs=_always,
        group=1,
    ),
)
