"""Redaction: what identifies a person is replaced by a word for what it was.

Rules find what has a form: phone numbers, e-mail and web addresses, handles, postcodes, street addresses, NHS and
National Insurance numbers, dates, bank details, vehicle registrations, long numbers, and names that a title or a
relation announces. Names that nothing announces are found by `evidence.text.names`, learnt from open comments on care.
What is missed is a published figure (docs/methods/redaction.md).
Telephone forms: Ofcom's National Telephone Numbering Plan. NHS number: ten digits, modulus 11 (NHS Data Dictionary).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from re import Match

from evidence.text import names, patterns
from evidence.text.unprocessed import Unprocessed, readable

METHOD = f"rules-1+{names.METHOD}"


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
    NAME_OF_STAFF = "name of staff"


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
    copies = [_redact(index, text, _with_names(text, _by_rules(text))) for index, text in readable(texts, unprocessed)]
    return copies, unprocessed


def without_contacts(text: str) -> str:
    """Return a text without what identifies a person by its form, for lines that a program wrote: quick, and no names.

    In such lines what is learnt from people's comments takes words for names that are none.
    """
    return _redact(0, text, sorted(_by_rules(text), key=lambda found: found.start)).text


@dataclass(frozen=True, kw_only=True)
class _Found:
    start: int
    end: int
    kind: Kind
    reason: str


def _redact(index: int, text: str, found: list[_Found]) -> Redaction:
    if not found:
        return Redaction(index=index, text=text, spans=())
    named = _Placeholders(text, found)
    spans: list[Span] = []
    pieces: list[str] = []
    place = 0
    for each in found:
        placeholder = named.of(each)
        kind = named.kind_of(each)
        spans.append(Span(start=each.start, end=each.end, kind=kind, reason=each.reason, placeholder=placeholder))
        pieces += [text[place : each.start], placeholder]
        place = each.end
    return Redaction(index=index, text="".join([*pieces, text[place:]]), spans=tuple(spans))


def _by_rules(text: str) -> list[_Found]:
    """Return what the rules find; where two overlap the earlier rule of the table wins."""
    taken: list[_Found] = []
    for rule in _RULES:
        if not rule.needs(text):
            continue
        for match in rule.find(text):
            start, end = match.span(rule.group)
            if start < end and all(end <= other.start or start >= other.end for other in taken):
                kind = rule.kind
                if kind is Kind.NAME and patterns.STAFF_TITLE.match(match.group()):
                    kind = Kind.NAME_OF_STAFF
                taken.append(_Found(start=start, end=end, kind=kind, reason=rule.reason))
    return taken


def _with_names(text: str, taken: list[_Found]) -> list[_Found]:
    """Return what was found with the names that no rule announces, in the order of the text.

    A name that reaches beyond one that a rule found makes that one longer; within anything else it is already hidden.
    """
    for name in names.find_names(text):
        kind = Kind.NAME_OF_STAFF if name.is_staff else Kind.NAME
        start, end = name.start, name.end
        beside = [each for each in taken if start < each.end and each.start < end]
        if any(each.kind not in _NAMES for each in beside):
            continue
        for each in beside:
            taken.remove(each)
            start, end = min(start, each.start), max(end, each.end)
            kind = each.kind if each.kind is Kind.NAME_OF_STAFF else kind
        reason = beside[0].reason if beside else "Lists of names and the words around it say that it is a name."
        taken.append(_Found(start=start, end=end, kind=kind, reason=reason))
    return sorted(taken, key=lambda each: each.start)


class _Placeholders:
    """The placeholders of one text: the same value has the same one, and so has a name that is part of another."""

    def __init__(self, text: str, found: Sequence[_Found]) -> None:
        self._text = text
        self._values: dict[Kind, list[str]] = {}
        self._people: list[set[str]] = []
        staff: set[int] = set()
        for each in found:
            if each.kind in _NAMES:
                person = self._person(each)
                if each.kind is Kind.NAME_OF_STAFF:
                    staff.add(person)
        self._staff = frozenset(staff)

    def kind_of(self, found: _Found) -> Kind:
        """Return what it is: a name is of staff wherever it stands if it is once."""
        if found.kind not in _NAMES:
            return found.kind
        return Kind.NAME_OF_STAFF if self._person(found) in self._staff else Kind.NAME

    def of(self, found: _Found) -> str:
        """Return what stands there now."""
        kind = self.kind_of(found)
        written = self._text[found.start : found.end].lower()
        value = str(self._person(found)) if kind in _NAMES else "".join(filter(str.isalnum, written))
        values = self._values.setdefault(kind, [])
        if value not in values:
            values.append(value)
        number = values.index(value) + 1
        return f"[{kind}]" if number == 1 else f"[{kind} {number}]"

    def _person(self, found: _Found) -> int:
        words = patterns.name_words(self._text[found.start : found.end])
        for number, known in enumerate(self._people):
            if words <= known or known <= words:
                known |= words
                return number
        self._people.append(set(words))
        return len(self._people) - 1


_NAMES = frozenset({Kind.NAME, Kind.NAME_OF_STAFF})


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
        find=patterns.spelt_phones,
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
