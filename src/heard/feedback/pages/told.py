"""Answers as they are read back to the person who gave them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from evidence.journey import KINDS, Given, Option, Question, Value
from evidence.journey.kinds import YesNo
from evidence.text import Kind, redact
from heard.design.dates import said_day, said_month
from heard.feedback.pages.addresses import Addresses


@dataclass(frozen=True, kw_only=True)
class Row:
    """One answer: the question in short, the answer's lines, and where to change it."""

    key: str
    lines: tuple[str, ...]
    change_href: str
    change_about: str


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """Something in the words that looks like it shows who someone is: what it is, and the words themselves."""

    what: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """The answers on one piece, or on the form as a whole."""

    title: str
    rows: tuple[Row, ...]
    remove_href: str = ""
    hidden: tuple[Hidden, ...] = ()


def rows_of(several: Iterable[Given], addresses: Addresses, *, about: str) -> tuple[Row, ...]:
    """Return the rows of the answers that were asked for; notices are not among them."""
    return tuple(
        Row(
            key=given.question.short or given.question.label,
            lines=spoken(given.question, given.value),
            change_href=addresses.step(given.step, change=True),
            change_about=f"{given.question.short or given.question.label}{about}",
        )
        for given in several
        if KINDS[given.question.kind].asks
    )


def hidden_in(several: Iterable[Given]) -> tuple[Hidden, ...]:
    """Return what the rules that redact would hide in the words, each once."""
    texts = [
        line
        for given in several
        if KINDS[given.question.kind].is_free_text and given.question.kind != "service"
        for line in _words(given.value)
    ]
    found = {
        texts[redaction.index][span.start : span.end]: Hidden(
            what=_name_of(span.kind), words=texts[redaction.index][span.start : span.end]
        )
        for redaction in redact(texts)[0]
        for span in redaction.spans
    }
    return tuple(found.values())


def spoken(question: Question, value: Value) -> tuple[str, ...]:
    """Return an answer as lines of words; one line says so where it was left empty."""
    return _lines(question, value) or (_("You left this empty"),)


def _lines(question: Question, value: Value) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        return tuple(_parts(value))
    labels = {option.value: _(option.label) for option in _options(question)}
    if isinstance(value, str):
        return (labels.get(value, value),) if value else ()
    if not value:
        return (_("Nobody else"),)
    return tuple(labels.get(one, one) for one in value)


def _options(question: Question) -> Iterable[Option]:
    return YesNo().options(question) if question.kind == "yes_no" else question.options


def _parts(value: Mapping[str, str]) -> Iterable[str]:
    if "how" in value:
        yield _moment(value)
        if value.get("about"):
            yield value["about"]
    elif "not_listed" in value:
        yield value["not_listed"]
    elif "code" in value:
        yield value["name"]
        if value["place"]:
            yield value["place"]
    else:
        yield from value.values()


def _moment(value: Mapping[str, str]) -> str:
    if value["how"] == "day":
        return said_day(date.fromisoformat(value["date"]))
    if value["how"] == "month":
        return said_month(date.fromisoformat(value["date"]))
    return _("It is still happening") if value["how"] == "ongoing" else _("I am not sure")


def _words(value: Value) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping) and value.get("about"):
        yield value["about"]


def _name_of(kind: Kind) -> str:
    names = {
        Kind.EMAIL: _("an e-mail address"),
        Kind.URL: _("a web address"),
        Kind.HANDLE: _("a name on social media"),
        Kind.DATE_OF_BIRTH: _("a date of birth"),
        Kind.DATE: _("a date"),
        Kind.BANK: _("bank details"),
        Kind.NHS_NUMBER: _("an NHS number"),
        Kind.NATIONAL_INSURANCE: _("a National Insurance number"),
        Kind.PHONE: _("a phone number"),
        Kind.VEHICLE: _("a vehicle's number"),
        Kind.POSTCODE: _("a postcode"),
        Kind.ADDRESS: _("an address"),
        Kind.NAME: _("a name"),
        Kind.NAME_OF_STAFF: _("a name"),
    }
    return names.get(kind, _("a number"))
