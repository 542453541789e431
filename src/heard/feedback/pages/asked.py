"""Questions as a page shows them: every word, every field's name and what stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from evidence.journey import Option, Question, Section
from evidence.journey.kinds import LongText, Service, Text, YesNo
from heard.campaigns.pages.reaching import NumberShown, numbers_shown
from heard.design.fields.text import counting
from heard.feedback.filled import FilledPage
from heard.places.models import ServiceKind


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question on a page. `drawn_as` names the macro that draws it."""

    drawn_as: ClassVar[str] = ""

    id: str
    label: str
    hint: str = ""
    error: str = ""
    is_heading: bool = False

    @property
    def first_field(self) -> str:
        """The field that an error of the whole question leads to."""
        return self.id


@dataclass(frozen=True, kw_only=True)
class TextAsked(Asked):
    """A line or several lines of free text."""

    drawn_as: ClassVar[str] = "text"

    value: str
    limit: int
    rows: int
    is_long: bool
    counting: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One choice, and whether it is made."""

    value: str
    label: str
    hint: str = ""
    is_chosen: bool = False
    is_exclusive: bool = False


@dataclass(frozen=True, kw_only=True)
class ChoicesAsked(Asked):
    """One choice among several, or any number of them."""

    drawn_as: ClassVar[str] = "choices"

    choices: tuple[Choice, ...]
    is_many: bool


@dataclass(frozen=True, kw_only=True)
class Box:
    """One field of a question that has several: its name (and id), its label, and what stands in it."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    error: str = ""
    width: int = 0
    has_error: bool = False


@dataclass(frozen=True, kw_only=True)
class WhenAsked(Asked):
    """A time: a day, a month, still happening, or not sure."""

    drawn_as: ClassVar[str] = "when"

    ways: tuple[Choice, ...]
    day: tuple[Box, ...]
    day_error: str
    month: tuple[Box, ...]
    month_error: str
    about: Box


@dataclass(frozen=True, kw_only=True)
class ServiceAsked(Asked):
    """A service: words to look for it by, what was found, and a place to describe one that is not listed."""

    drawn_as: ClassVar[str] = "service"

    search: Box
    choices: tuple[Choice, ...]
    other: Box
    is_other: bool
    look_up_href: str
    found: str

    @property
    def first_field(self) -> str:
        """The first choice, or the words to look for where there is none."""
        return self.id if self.choices else self.search.name

    @property
    def has_choices(self) -> bool:
        """Whether there is anything to choose among: then the choice comes with the fields to describe one."""
        return bool(self.choices)

    @property
    def is_other_open(self) -> bool:
        """Whether the place to describe a service is open from the start."""
        return bool(self.is_other or self.found or self.other.value or self.other.error)


@dataclass(frozen=True, kw_only=True)
class ContactAsked(Asked):
    """How to reach someone."""

    drawn_as: ClassVar[str] = "contact"

    name: Box
    email: Box
    phone: Box


@dataclass(frozen=True, kw_only=True)
class SectionShown:
    """A part of a notice."""

    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    numbers: tuple[NumberShown, ...]
    is_urgent: bool


@dataclass(frozen=True, kw_only=True)
class NoticeAsked(Asked):
    """Something to read."""

    drawn_as: ClassVar[str] = "notice"

    sections: tuple[SectionShown, ...]


@dataclass(frozen=True, kw_only=True)
class Finder:
    """What is known for a question that asks for a service: the last search, what it found, and services told of."""

    look_up_href: str = ""
    words: str = ""
    found: tuple[Mapping[str, str], ...] = ()
    has_more: bool = False
    told_of: tuple[Mapping[str, str], ...] = field(default=())


def asked(question: Question, filled: FilledPage, finder: Finder, *, is_heading: bool) -> Asked:
    """Return one question as its page shows it."""
    draw = _DRAWN.get(question.kind, _choices)
    return draw(question, filled, finder, is_heading)


def sections_shown(sections: tuple[Section, ...]) -> tuple[SectionShown, ...]:
    """Return a notice's parts as a page shows them."""
    return tuple(
        SectionShown(
            heading=section.heading,
            paragraphs=section.paragraphs,
            points=section.points,
            numbers=numbers_shown(section.numbers),
            is_urgent=section.is_urgent,
        )
        for section in sections
    )


def service_line(service: Mapping[str, str]) -> str:
    """Return what tells one service from another of the same name: its kind and its place."""
    kind = str(ServiceKind(service["kind"]).label) if service["kind"] in ServiceKind.values else ""
    return ", ".join(part for part in (kind, service["place"]) if part)


def _label(question: Question) -> str:
    return question.label if question.required else _("%(label)s (optional)") % {"label": question.label}


def _text(question: Question, filled: FilledPage, finder: Finder, is_heading: bool) -> Asked:  # noqa: FBT001
    is_long = question.kind == "long_text"
    limit = question.limit or (LongText if is_long else Text).default_limit
    return TextAsked(
        id=question.slug,
        label=_label(question),
        hint=question.hint,
        error=filled.error_of(question.slug),
        is_heading=is_heading,
        value=filled.first(question.slug),
        limit=limit,
        rows=10 if limit > 5000 else 5,
        is_long=is_long,
        counting=counting(limit) if is_long else {},
    )


def _choices(question: Question, filled: FilledPage, finder: Finder, is_heading: bool) -> Asked:  # noqa: FBT001
    options = YesNo().options(question) if question.kind == "yes_no" else question.options
    made = set(filled.filled.get(question.slug, ()))
    return ChoicesAsked(
        id=question.slug,
        label=question.label,
        hint=question.hint,
        error=filled.error_of(question.slug),
        is_heading=is_heading,
        choices=tuple(_choice(option, is_chosen=option.value in made) for option in options),
        is_many=question.kind == "checkboxes",
    )


def _choice(option: Option, *, is_chosen: bool) -> Choice:
    return Choice(
        value=option.value,
        label=_(option.label),
        hint=option.hint,
        is_chosen=is_chosen,
        is_exclusive=option.exclusive,
    )


def _when(question: Question, filled: FilledPage, finder: Finder, is_heading: bool) -> Asked:  # noqa: FBT001
    slug, how = question.slug, filled.first(question.slug)
    ways = {
        "day": _("I know the day"),
        "month": _("I know the month"),
        "ongoing": _("It is still happening"),
        "unsure": _("I am not sure"),
    }

    def box(part: str, label: str, width: int) -> Box:
        name = f"{slug}-{part}"
        error = filled.error_of(name)
        return Box(name=name, label=label, value=filled.first(name), error=error, width=width, has_error=bool(error))

    day = (box("day", _("Day"), 2), box("month", _("Month"), 2), box("year", _("Year"), 4))
    month = (box("only-month", _("Month"), 2), box("only-year", _("Year"), 4))
    about = f"{slug}-about"
    return WhenAsked(
        id=slug,
        label=question.label,
        hint=question.hint,
        error=filled.error_of(slug),
        is_heading=is_heading,
        ways=tuple(Choice(value=way, label=label, is_chosen=way == how) for way, label in ways.items()),
        day=day,
        day_error=next((one.error for one in day if one.error), ""),
        month=month,
        month_error=next((one.error for one in month if one.error), ""),
        about=Box(
            name=about,
            label=pgettext("a time, in words", "Roughly when? (optional)"),
            hint=_("For example, “two winters ago” or “for about a year”."),
            value=filled.first(about),
            error=filled.error_of(about),
        ),
    )


def _service(question: Question, filled: FilledPage, finder: Finder, is_heading: bool) -> Asked:  # noqa: FBT001
    slug, chosen = question.slug, filled.first(question.slug)
    known = {service["code"]: service for service in (*finder.told_of, *finder.found)}
    search, error = f"{slug}-search", filled.error_of(slug)
    return ServiceAsked(
        id=slug,
        label=question.label,
        hint=question.hint,
        error=error if known else "",
        is_heading=is_heading,
        search=Box(
            name=search,
            label=_("Find the service"),
            value=filled.first(search) or finder.words,
            hint=question.hint,
            error=filled.error_of(search) or ("" if known else error),
        ),
        choices=tuple(
            Choice(value=code, label=service["name"], hint=service_line(service), is_chosen=code == chosen)
            for code, service in known.items()
        ),
        other=Box(
            name=f"{slug}-other",
            label=_("Which service is it?"),
            hint=_("Its name if you know it, and the town or street. Or say what kind of service it is."),
            value=filled.first(f"{slug}-other"),
            error=filled.error_of(f"{slug}-other"),
        ),
        is_other=chosen == Service.not_listed,
        look_up_href=finder.look_up_href,
        found=_found(finder),
    )


def _found(finder: Finder) -> str:
    """Say what the last search found; nothing where none was made."""
    if not finder.words:
        return ""
    names = {"words": finder.words}
    if not finder.found:
        return _("We found no service for “%(words)s”. Try fewer words, or describe it below.") % names
    if finder.has_more:
        return _("Many services fit “%(words)s”. Add the town or the postcode to find yours.") % names
    return _("What we found for “%(words)s”:") % names


def _contact(question: Question, filled: FilledPage, finder: Finder, is_heading: bool) -> Asked:  # noqa: FBT001
    def box(part: str, label: str, hint: str = "") -> Box:
        name = f"{question.slug}-{part}"
        return Box(name=name, label=label, hint=hint, value=filled.first(name), error=filled.error_of(name))

    return ContactAsked(
        id=question.slug,
        label=question.label,
        hint=question.hint,
        is_heading=is_heading,
        name=box("name", _("Your name (optional)"), _("What we should call you.")),
        email=box("email", _("E-mail address")),
        phone=box("phone", _("Phone number")),
    )


def _notice(question: Question, filled: FilledPage, finder: Finder, is_heading: bool) -> Asked:  # noqa: FBT001
    return NoticeAsked(
        id=question.slug,
        label=question.label,
        hint=question.hint,
        is_heading=is_heading,
        sections=sections_shown(question.sections),
    )


_DRAWN = {
    "text": _text,
    "long_text": _text,
    "when": _when,
    "service": _service,
    "contact": _contact,
    "notice": _notice,
}
