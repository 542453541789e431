"""The kinds of question: which fields each has, and how what was sent becomes an answer or a plain sentence.

A new kind is one class here and its line in KINDS. Sentences are marked for translation and may hold `%(name)s`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Protocol

from evidence.journey.conditions import Value
from evidence.journey.questions import Binding, Option, Question

Posted = Mapping[str, Sequence[str]]
"""What was sent, by field name; each field may be sent more than once."""


def _(message: str) -> str:
    """Mark a sentence for translation."""
    return message


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a kind may need to know besides what was sent: the day, and the services that the sent codes name.

    `months` are names that the person's own language has for months, in lower case; English ones are always known.
    """

    today: date
    services: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong with one field: a sentence to translate, and the values it names."""

    field_name: str
    message: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The sentence in English."""
        return self.message % self.values if self.values else self.message


@dataclass(frozen=True)
class Reading:
    """What was read from a field: an answer, or the problems with it."""

    value: Value | None = None
    problems: tuple[Problem, ...] = ()


class Kind(Protocol):
    """How a question is asked."""

    is_free_text: ClassVar[bool]
    is_choice: ClassVar[bool]
    needs_options: ClassVar[bool]
    asks: ClassVar[bool]

    def fields(self, slug: str) -> tuple[str, ...]:
        """Return the names of the fields sent, the one that an error points to first."""

    def read(self, question: Question, posted: Posted, known: Known) -> Reading:
        """Return the answer that was sent, or the problems with it."""

    def written(self, slug: str, value: Value) -> dict[str, list[str]]:
        """Return the fields as someone would have to fill them in to give this answer: the inverse of `read`."""

    def trimmed(self, question: Question, value: Value) -> Value:
        """Return the answer without choices that are no longer offered."""


class _Plain:
    is_free_text: ClassVar[bool] = False
    is_choice: ClassVar[bool] = False
    needs_options: ClassVar[bool] = False
    asks: ClassVar[bool] = True

    def fields(self, slug: str) -> tuple[str, ...]:
        return (slug,)

    def written(self, slug: str, value: Value) -> dict[str, list[str]]:
        return {slug: [value] if isinstance(value, str) else list(value)}

    def trimmed(self, question: Question, value: Value) -> Value:
        return value


class Text(_Plain):
    """One line of free text."""

    is_free_text: ClassVar[bool] = True
    default_limit: ClassVar[int] = 200

    def read(self, question: Question, posted: Posted, known: Known) -> Reading:
        words = _words(posted, question.slug)
        if not words and question.required:
            return _missing(question, question.slug, _("Write an answer"))
        return Reading(words, _too_long(question.slug, words, question.limit or self.default_limit))


class LongText(Text):
    """Free text of several lines."""

    default_limit: ClassVar[int] = 20_000


class Radios(_Plain):
    """One choice among several."""

    is_choice: ClassVar[bool] = True
    needs_options: ClassVar[bool] = True

    def read(self, question: Question, posted: Posted, known: Known) -> Reading:
        chosen = _words(posted, question.slug)
        if chosen in {option.value for option in self.options(question)}:
            return Reading(chosen)
        if not chosen and not question.required:
            return Reading("")
        return _missing(question, question.slug, _("Choose one answer"))

    def options(self, question: Question) -> tuple[Option, ...]:
        """Return the choices offered."""
        return question.options

    def trimmed(self, question: Question, value: Value) -> Value:
        return value if value in {option.value for option in self.options(question)} else ""


class YesNo(Radios):
    """Yes or no, in words of the question's own where it has some."""

    needs_options: ClassVar[bool] = False

    def options(self, question: Question) -> tuple[Option, ...]:
        return question.options or (Option(value="yes", label=_("Yes")), Option(value="no", label=_("No")))


class Checkboxes(_Plain):
    """Any number of choices, in the order in which they are offered."""

    is_choice: ClassVar[bool] = True
    needs_options: ClassVar[bool] = True

    def read(self, question: Question, posted: Posted, known: Known) -> Reading:
        sent = set(posted.get(question.slug, ()))
        chosen = [option.value for option in question.options if option.value in sent]
        if not chosen and question.required:
            return _missing(question, question.slug, _("Choose at least one answer"))
        if len(chosen) > 1 and any(option.exclusive and option.value in chosen for option in question.options):
            return Reading(
                None, (Problem(field_name=question.slug, message=_("Choose either that answer or the others")),)
            )
        return Reading(chosen)

    def trimmed(self, question: Question, value: Value) -> Value:
        offered = {option.value for option in question.options}
        return [one for one in value if one in offered]


class When(_Plain):
    """A time as well as someone remembers it: a day, a month, still happening, or not sure.

    The answer's `how` is `day`, `month`, `ongoing` or `unsure`; a day or month has `date` (ISO; the first of a
    month), not being sure may have words in `about`.
    """

    is_free_text: ClassVar[bool] = True
    ways: ClassVar[tuple[str, ...]] = ("day", "month", "ongoing", "unsure")
    about_limit: ClassVar[int] = 1_000

    def fields(self, slug: str) -> tuple[str, ...]:
        parts = ("day", "month", "year", "only-month", "only-year", "about")
        return (slug, *(f"{slug}-{part}" for part in parts))

    def read(self, question: Question, posted: Posted, known: Known) -> Reading:
        slug = question.slug
        how = _words(posted, slug) or self._implied(posted, slug)
        if how == "ongoing":
            return Reading({"how": how})
        if how == "unsure":
            about = _words(posted, f"{slug}-about")
            return Reading({"how": how, "about": about}, _too_long(f"{slug}-about", about, self.about_limit))
        if how == "day":
            return _day(posted, [f"{slug}-day", f"{slug}-month", f"{slug}-year"], how, known)
        if how == "month":
            return _day(posted, ["", f"{slug}-only-month", f"{slug}-only-year"], how, known)
        if not question.required:
            return Reading("")
        return _missing(question, slug, _("Choose when it happened, or choose that you are not sure"))

    def written(self, slug: str, value: Value) -> dict[str, list[str]]:
        if not isinstance(value, Mapping):
            return {}
        written = {slug: [value["how"]], f"{slug}-about": [value.get("about", "")]}
        if "date" in value:
            moment = date.fromisoformat(value["date"])
            names = ("month", "year") if value["how"] == "day" else ("only-month", "only-year")
            written |= {f"{slug}-{names[0]}": [str(moment.month)], f"{slug}-{names[1]}": [str(moment.year)]}
            if value["how"] == "day":
                written[f"{slug}-day"] = [str(moment.day)]
        return written

    def _implied(self, posted: Posted, slug: str) -> str:
        """Say which way someone meant who filled in a date and chose no way: nobody is sent back for that."""
        if any(_words(posted, f"{slug}-{part}") for part in ("day", "month", "year")):
            return "day"
        if any(_words(posted, f"{slug}-{part}") for part in ("only-month", "only-year")):
            return "month"
        return "unsure" if _words(posted, f"{slug}-about") else ""


class Service(_Plain):
    """A care service from the list, or one that is not listed, in words.

    The answer has `code`, `name`, `kind` and `place`, or `not_listed`.
    """

    is_free_text: ClassVar[bool] = True
    not_listed: ClassVar[str] = "not-listed"
    other_limit: ClassVar[int] = 1_500

    def fields(self, slug: str) -> tuple[str, ...]:
        return (slug, f"{slug}-search", f"{slug}-other")

    def read(self, question: Question, posted: Posted, known: Known) -> Reading:
        slug, other = question.slug, f"{question.slug}-other"
        chosen, words = _words(posted, slug), _words(posted, other)
        if chosen in known.services:
            return Reading(dict(known.services[chosen]))
        if chosen == self.not_listed or (not chosen and words):
            if not words:
                return Reading(
                    None, (Problem(field_name=other, message=_("Write the name of the service, or where it is")),)
                )
            return Reading({"not_listed": words}, _too_long(other, words, self.other_limit))
        if not question.required:
            return Reading("")
        return _missing(question, slug, _("Choose the service, or choose that it is not listed"))

    def written(self, slug: str, value: Value) -> dict[str, list[str]]:
        if not isinstance(value, Mapping):
            return {}
        if "not_listed" in value:
            return {slug: [self.not_listed], f"{slug}-other": [value["not_listed"]]}
        return {slug: [value["code"]]}


class Contact(_Plain):
    """How to reach someone: a name, an e-mail address and a phone number, one of the last two needed."""

    limit: ClassVar[int] = 254

    def fields(self, slug: str) -> tuple[str, ...]:
        return (f"{slug}-email", f"{slug}-phone", f"{slug}-name")

    def read(self, question: Question, posted: Posted, known: Known) -> Reading:
        email_field, phone_field, name_field = self.fields(question.slug)
        name, email, phone = (_words(posted, one) for one in (name_field, email_field, phone_field))
        if not email and not phone:
            if not question.required and not name:
                return Reading("")
            return _missing(question, email_field, _("Write an e-mail address or a phone number"))
        problems = _too_long(name_field, name, self.limit)
        if email and not _looks_like_email(email):
            message = _("Write an e-mail address in the usual form, like name@example.org")
            problems += (Problem(field_name=email_field, message=message),)
        if phone and not _looks_like_phone(phone):
            message = _("Write a phone number with its area code, like 01632 960 001 or +44 7700 900 982")
            problems += (Problem(field_name=phone_field, message=message),)
        given = {"name": name, "email": email, "phone": phone}
        return Reading({part: words for part, words in given.items() if words}, problems)

    def written(self, slug: str, value: Value) -> dict[str, list[str]]:
        if not isinstance(value, Mapping):
            return {}
        return {f"{slug}-{part}": [words] for part, words in value.items()}


class Notice(_Plain):
    """Something to read before going on. Its answer says that it was shown."""

    asks: ClassVar[bool] = False

    def fields(self, slug: str) -> tuple[str, ...]:
        return ()

    def read(self, question: Question, posted: Posted, known: Known) -> Reading:
        return Reading(question.version or "shown")

    def written(self, slug: str, value: Value) -> dict[str, list[str]]:
        return {}


KINDS: dict[str, Kind] = {
    "text": Text(),
    "long_text": LongText(),
    "radios": Radios(),
    "checkboxes": Checkboxes(),
    "yes_no": YesNo(),
    "when": When(),
    "service": Service(),
    "contact": Contact(),
    "notice": Notice(),
}
"""Every kind by its name."""

KINDS_OF: dict[Binding, frozenset[str]] = {
    Binding.TONE: frozenset({"radios"}),
    Binding.ABOUT: frozenset({"radios"}),
    Binding.AGE: frozenset({"yes_no"}),
    Binding.RISK: frozenset({"yes_no"}),
    Binding.SERVICE: frozenset({"service"}),
    Binding.WHEN: frozenset({"when"}),
    Binding.WHERE: frozenset({"text", "long_text"}),
    Binding.WORDS: frozenset({"text", "long_text"}),
    Binding.WANTED: frozenset({"text", "long_text"}),
    Binding.TOLD_SERVICE: frozenset({"radios"}),
    Binding.TOLD_OTHERS: frozenset({"radios"}),
    Binding.ANOTHER: frozenset({"yes_no"}),
    Binding.CONSENT: frozenset({"checkboxes"}),
    Binding.MAY_CONTACT: frozenset({"yes_no"}),
    Binding.CONTACT: frozenset({"contact"}),
    Binding.EQUALITY: frozenset({"radios", "yes_no"}),
}
"""Which kinds can give the answer that a binding needs."""

VALUES_OF: dict[Binding, frozenset[str]] = {
    Binding.TONE: frozenset({"VERY_GOOD", "GOOD", "MIXED", "BAD", "VERY_BAD"}),
    Binding.ABOUT: frozenset({"OWN", "CARED_FOR", "RELATIVE", "STAFF"}),
    Binding.TOLD_SERVICE: frozenset({"TOLD", "COMPLAINED", "NOT_TOLD"}),
    Binding.TOLD_OTHERS: frozenset({"POLICE", "COUNCIL", "BOTH", "NEITHER"}),
}
"""Which values the answer to a bound choice can have."""

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")
_PHONE = re.compile(r"(?:\+|00)?[\d\s().-]+(?:\s*(?:ext|x)\.?\s*\d{1,6})?", re.IGNORECASE)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_EARLIEST_YEAR = 1900


def read_page(
    questions: Sequence[Question], posted: Posted, known: Known
) -> tuple[dict[str, Value], tuple[Problem, ...]]:
    """Return the answers by question, and every problem in the order of the page; one with a problem has no answer."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for question in questions:
        reading = KINDS[question.kind].read(question, posted, known)
        if reading.problems:
            problems.extend(reading.problems)
        elif reading.value is not None:
            values[question.slug] = reading.value
    return values, tuple(problems)


def _words(posted: Posted, name: str) -> str:
    """Return what was sent in a field: one kind of line break, no control characters, no blanks around it."""
    sent = posted.get(name, ())
    text = str(sent[-1]) if sent else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in text if one in "\n\t" or unicodedata.category(one) not in {"Cc", "Cs"}).strip()


def _missing(question: Question, name: str, otherwise: str) -> Reading:
    return Reading(None, (Problem(field_name=name, message=question.missing or otherwise),))


def _too_long(name: str, words: str, limit: int) -> tuple[Problem, ...]:
    if len(words) <= limit:
        return ()
    message = _("Your answer is %(over)s characters too long. It can have up to %(limit)s. Nothing has been cut.")
    return (Problem(field_name=name, message=message, values={"over": len(words) - limit, "limit": limit}),)


def _day(posted: Posted, names: list[str], how: str, known: Known) -> Reading:
    """Read a day, month and year from three fields; a month has no field for the day."""
    day_field, month_field, year_field = names
    first_field = day_field or month_field
    day = _digits(_words(posted, day_field)) if day_field else "1"
    month, year = _digits(_words(posted, month_field)), _digits(_words(posted, year_field))
    for name, words, message in (
        (day_field, day, _("The date needs a day")),
        (month_field, month, _("The date needs a month")),
        (year_field, year, _("The date needs a year")),
    ):
        if not words:
            return Reading(None, (Problem(field_name=name, message=message),))
    if not re.fullmatch(r"\d{4}", year, re.ASCII) or int(year) < _EARLIEST_YEAR:
        return Reading(None, (Problem(field_name=year_field, message=_("Write the year as 4 numbers, like 2020")),))
    try:
        moment = date(int(year), _month(month, known.months), int(day))
    except ValueError:
        return Reading(None, (Problem(field_name=first_field, message=_("Write a date that is in the calendar")),))
    if moment > known.today:
        return Reading(None, (Problem(field_name=first_field, message=_("The date must be today or in the past")),))
    return Reading({"how": how, "date": moment.isoformat()})


def _digits(words: str) -> str:
    """Return words with the digits of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(one, one)) for one in words)


def _month(words: str, names: Mapping[str, int]) -> int:
    """Return the month that a number, a name or its first three letters or more give; 0 otherwise."""
    if re.fullmatch(r"\d{1,2}", words, re.ASCII):
        return int(words)
    typed = words.casefold()
    known = {**names, **{name: number for number, name in enumerate(_MONTHS, 1)}}
    named = {number for name, number in known.items() if name == typed}
    named = named or {number for name, number in known.items() if len(typed) > 2 and name.startswith(typed)}
    return named.pop() if len(named) == 1 else 0


def _looks_like_email(words: str) -> bool:
    return len(words) <= Contact.limit and bool(_EMAIL.fullmatch(words))


def _looks_like_phone(words: str) -> bool:
    digits = sum(one.isdigit() for one in words)
    return len(words) <= 40 and 9 <= digits <= 20 and bool(_PHONE.fullmatch(words))
