"""Answers as they are read back to the person who gave them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from evidence.journey import KINDS, Given, Option, Question, Value
from evidence.journey.kinds import YesNo
from heard.design.dates import said_day, said_month
from heard.feedback.pages.addresses import Addresses
from heard.feedback.warnings import Part, marked, said_instead


@dataclass(frozen=True, kw_only=True)
class Row:
    """One answer: the question in short, the answer's lines, and where to change it.

    Where something in the person's own words may show who someone is, `marked` are those words in parts, and `warning`
    says what staff see instead.
    """

    key: str
    lines: tuple[str, ...]
    change_href: str
    change_about: str
    marked: tuple[Part, ...] = ()
    warning: str = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """The answers on one piece, or on the form as a whole."""

    title: str
    rows: tuple[Row, ...]
    remove_href: str = ""


def rows_of(
    several: Iterable[Given], addresses: Addresses, *, about: str, with_warnings: bool = False
) -> tuple[Row, ...]:
    """Return the rows of the answers that were asked for; notices are not among them.

    `with_warnings` marks in the person's own words what may show who someone is.
    """
    asked = [given for given in several if KINDS[given.question.kind].asks]
    free = [given for given in asked if _is_own_words(given)] if with_warnings else []
    marks = dict(zip(map(id, free), marked([_own_words(given.value) for given in free]), strict=True))
    return tuple(_row(given, addresses, about, marks.get(id(given), ())) for given in asked)


def _row(given: Given, addresses: Addresses, about: str, parts: tuple[Part, ...]) -> Row:
    warning = said_instead(parts)
    lines = spoken(given.question, given.value)
    own = _own_words(given.value)
    return Row(
        key=given.question.short or given.question.label,
        lines=tuple(line for line in lines if line != own) if warning else lines,
        marked=parts if warning else (),
        warning=warning,
        change_href=addresses.step(given.step, change=True),
        change_about=f"{given.question.short or given.question.label}{about}",
    )


def _is_own_words(given: Given) -> bool:
    """Return whether an answer is the person's own words; what a service is called and where it is, is not."""
    kind = given.question.kind
    return KINDS[kind].is_free_text and kind != "service" and bool(_own_words(given.value))


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


def _own_words(value: Value) -> str:
    if isinstance(value, str):
        return value
    return value.get("about", "") if isinstance(value, Mapping) else ""
