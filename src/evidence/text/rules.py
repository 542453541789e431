"""What redaction finds by its form, as one table: where two overlap the earlier of the table wins.

Telephone forms: Ofcom's National Telephone Numbering Plan. NHS number: ten digits, modulus 11 (NHS Data Dictionary).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from re import Match

from evidence.text import ages, patterns
from evidence.text.places.finding import small_places, streets


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
    AGE = "age"
    PLACE = "place"
    ROOM = "room"
    NAME = "name"
    NAME_OF_STAFF = "name of staff"


@dataclass(frozen=True, kw_only=True)
class Found:
    """Where something stands, what it is and why we think so."""

    start: int
    end: int
    kind: Kind
    reason: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A kind, why it was found, how it is found, and what the text must have for that to be tried."""

    kind: Kind
    reason: str
    find: Callable[[str], Iterator[Match[str]]]
    needs: Callable[[str], bool]
    group: int | str = 0


def found_by_rules(text: str) -> list[Found]:
    """Return what the rules find, by the order of the table."""
    taken = bytearray(len(text))
    found: list[Found] = []
    for rule in RULES:
        if not rule.needs(text):
            continue
        for match in rule.find(text):
            start, end = match.span(rule.group)
            if start < end and not any(taken[start:end]):
                kind = rule.kind
                if kind is Kind.NAME and patterns.STAFF_TITLE.match(match.group()):
                    kind = Kind.NAME_OF_STAFF
                taken[start:end] = b"\1" * (end - start)
                found.append(Found(start=start, end=end, kind=kind, reason=rule.reason))
    return found


def _has_digit(text: str) -> bool:
    return patterns.DIGIT.search(text) is not None


def _has_at(text: str) -> bool:
    return "@" in text


def _always(_: str) -> bool:
    return True


RULES = (
    Rule(kind=Kind.EMAIL, reason="It has the form of an e-mail address.", find=patterns.emails, needs=_has_at),
    Rule(
        kind=Kind.EMAIL,
        reason="It spells out an e-mail address.",
        find=patterns.SPELT_EMAIL.finditer,
        needs=_always,
    ),
    Rule(kind=Kind.URL, reason="It has the form of a web address.", find=patterns.web_addresses, needs=_always),
    Rule(kind=Kind.HANDLE, reason="It has the form of a name on social media.", find=patterns.handles, needs=_has_at),
    Rule(
        kind=Kind.DATE_OF_BIRTH,
        reason="The words before it say that it is a birthday.",
        find=patterns.BIRTH.finditer,
        needs=_has_digit,
        group=1,
    ),
    Rule(kind=Kind.DATE, reason="It is one exact day.", find=patterns.dates, needs=_has_digit),
    Rule(kind=Kind.DATE, reason="It is one exact day in words.", find=patterns.IN_WORDS.finditer, needs=_always),
    Rule(
        kind=Kind.BANK,
        reason="It has the form of a card number, or the words before it say that it is an account.",
        find=patterns.bank_details,
        needs=_has_digit,
        group=1,
    ),
    Rule(
        kind=Kind.PHONE,
        reason="It has the form of a United Kingdom telephone number.",
        find=patterns.phones,
        needs=_has_digit,
    ),
    Rule(
        kind=Kind.PHONE,
        reason="It has the form of a mobile number, with the letter O for a nought.",
        find=patterns.lettered_phones,
        needs=_has_digit,
    ),
    Rule(
        kind=Kind.NHS_NUMBER,
        reason="Its ten digits pass the check of an NHS number.",
        find=patterns.nhs_numbers,
        needs=_has_digit,
    ),
    Rule(
        kind=Kind.PHONE,
        reason="The words before it say that it is a telephone number.",
        find=patterns.ANNOUNCED_PHONE.finditer,
        needs=_has_digit,
        group=1,
    ),
    Rule(
        kind=Kind.PHONE,
        reason="It spells out a telephone number.",
        find=patterns.spelt_phones,
        needs=_always,
    ),
    Rule(
        kind=Kind.NHS_NUMBER,
        reason="Its ten digits are written as an NHS number is, though they fail its check.",
        find=patterns.TEN_DIGITS.finditer,
        needs=_has_digit,
    ),
    Rule(
        kind=Kind.NATIONAL_INSURANCE,
        reason="It has the form of a National Insurance number.",
        find=patterns.NATIONAL_INSURANCE.finditer,
        needs=_has_digit,
    ),
    Rule(
        kind=Kind.ADDRESS,
        reason="A number and a street's name stand together.",
        find=patterns.addresses,
        needs=_has_digit,
    ),
    Rule(kind=Kind.POSTCODE, reason="It has the form of a postcode.", find=patterns.postcodes, needs=_has_digit),
    Rule(
        kind=Kind.VEHICLE,
        reason="It has the form of a vehicle's registration.",
        find=patterns.VEHICLE.finditer,
        needs=_has_digit,
    ),
    Rule(
        kind=Kind.VEHICLE,
        reason="The words before it say that it is a vehicle's registration.",
        find=patterns.ANNOUNCED_VEHICLE.finditer,
        needs=_has_digit,
        group=1,
    ),
    Rule(
        kind=Kind.REFERENCE,
        reason="The words before it say that it is someone's number.",
        find=patterns.REFERENCE.finditer,
        needs=_has_digit,
        group=1,
    ),
    Rule(
        kind=Kind.REFERENCE,
        reason="The word before it says that it is a reference.",
        find=patterns.ANNOUNCED_REFERENCE.finditer,
        needs=_has_digit,
        group=1,
    ),
    Rule(
        kind=Kind.NUMBER,
        reason="A number as long as this may identify someone.",
        find=patterns.long_numbers,
        needs=_has_digit,
    ),
    Rule(kind=Kind.NAME, reason="A title stands before it.", find=patterns.titled_names, needs=_always),
    Rule(
        kind=Kind.NAME,
        reason="The words before it say that it is a name.",
        find=patterns.announced_names,
        needs=_always,
        group=1,
    ),
    Rule(
        kind=Kind.AGE,
        reason="Few people are as old as this.",
        find=ages.ages,
        needs=ages.may_hold_an_age,
        group="age",
    ),
    Rule(
        kind=Kind.ADDRESS,
        reason="The words before it say that somebody is at home in this street.",
        find=streets,
        needs=_always,
    ),
    Rule(
        kind=Kind.PLACE,
        reason="The words before it say that somebody is at home there, and few people live there.",
        find=small_places,
        needs=_always,
    ),
)
