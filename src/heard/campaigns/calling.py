"""Whom to call when someone is in danger, as it stands now: by day or by night, and who is not watching."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from evidence.journey import Number, Page, Question, Section
from heard.design.phones import phone_href
from heard.places.hours import hours_of, moment_said, open_state, standing
from heard.places.languages import names_of
from heard.places.models import ContactKind
from heard.places.queries import Contact

RISK = (
    ContactKind.EMERGENCY,
    ContactKind.ADULT_SAFEGUARDING_DAY,
    ContactKind.ADULT_SAFEGUARDING_NIGHT,
    ContactKind.CHILD_SAFEGUARDING_DAY,
    ContactKind.CHILD_SAFEGUARDING_NIGHT,
    ContactKind.URGENT_HEALTH,
    ContactKind.MENTAL_HEALTH_CRISIS,
)
CHILD = (
    ContactKind.EMERGENCY,
    ContactKind.CHILD_LISTENING,
    ContactKind.CHILD_SAFEGUARDING_DAY,
    ContactKind.CHILD_SAFEGUARDING_NIGHT,
)
LISTENING = (
    ContactKind.LISTENING,
    ContactKind.CHILD_LISTENING,
    ContactKind.ABUSE,
    ContactKind.OLDER_PEOPLE,
    ContactKind.CHILD_CONCERN,
)
ADULT_PAIR = (ContactKind.ADULT_SAFEGUARDING_DAY, ContactKind.ADULT_SAFEGUARDING_NIGHT)
CHILD_PAIR = (ContactKind.CHILD_SAFEGUARDING_DAY, ContactKind.CHILD_SAFEGUARDING_NIGHT)


@dataclass(frozen=True, kw_only=True)
class Watching:
    """Whether anyone reads what is sent now, in words."""

    words: str
    is_reading: bool


def urgent_numbers(contacts: Iterable[Contact], *, now: datetime) -> tuple[Number, ...]:
    """Return whom to call when someone is in danger: 999, the council where it is known, 111."""
    return _numbers(by_day_or_night(contacts, now=now), RISK, now)


def with_numbers(
    pages: Iterable[Page], *, contacts: Sequence[Contact], now: datetime, find_council: str
) -> tuple[Page, ...]:
    """Return the pages with whom to call now, where a notice takes its numbers from the site's own list.

    Where no council is known, a link leads to `find_council`, where its number is found.
    """
    answered = by_day_or_night(contacts, now=now)
    lists = {
        "risk": _with_council(_numbers(answered, RISK, now), answered, ADULT_PAIR, _adult_council(find_council)),
        "child": _with_council(_numbers(answered, CHILD, now), answered, CHILD_PAIR, _children_council(find_council)),
        "listening": _numbers(answered, LISTENING, now),
    }

    def section_with(section: Section) -> Section:
        return replace(section, numbers=lists[section.numbers_from]) if section.numbers_from in lists else section

    def question_with(question: Question) -> Question:
        if not any(section.numbers_from for section in question.sections):
            return question
        return replace(question, sections=tuple(section_with(section) for section in question.sections))

    return tuple(replace(page, questions=tuple(question_with(one) for one in page.questions)) for page in pages)


def by_day_or_night(contacts: Iterable[Contact], *, now: datetime) -> tuple[Contact, ...]:
    """Return the contacts with, of a council's day and night numbers, the one that is answered now.

    Both stay where their hours do not say which one that is.
    """
    every = tuple(contacts)
    left_out: set[Contact] = set()
    for day_kind, night_kind in (ADULT_PAIR, CHILD_PAIR):
        for area in {contact.area for contact in every if contact.kind == day_kind}:
            by_day = [one for one in every if (one.kind, one.area) == (day_kind, area)]
            by_night = [one for one in every if (one.kind, one.area) == (night_kind, area)]
            left_out.update(_unanswered(by_day, by_night, now) if by_night else ())
    return tuple(contact for contact in every if contact not in left_out)


def watching(*, reader: str, hours: str, now: datetime) -> Watching:
    """Return whether staff of `reader` read what is sent now by their own hours; honest where these are not known."""
    state, words = standing(hours_of(hours), now), {"reader": reader}
    when = {**words, "when": moment_said(state.changes_at, now=now) if state.changes_at else ""}
    if state.is_open:
        said = _("People at %(reader)s are reading now. It may still take them hours to get to yours.") % words
    elif state.is_open is None:
        said = _("%(reader)s may not see it before the next working day. Nobody reads at night or at weekends.") % words
    elif state.changes_at:
        said = _("Nobody at %(reader)s is reading now. They start again %(when)s.") % when
    else:
        said = _("Nobody at %(reader)s is reading now.") % words
    return Watching(words=said, is_reading=bool(state.is_open))


def _unanswered(by_day: list[Contact], by_night: list[Contact], now: datetime) -> list[Contact]:
    day_open, night_open = _any_open(by_day, now), _any_open(by_night, now)
    if day_open or (day_open is None and night_open is False):
        return by_night
    if night_open or (day_open is False and night_open is None):
        return by_day
    return []


def _any_open(contacts: Iterable[Contact], now: datetime) -> bool | None:
    states = {standing(hours_of(contact.hours), now).is_open for contact in contacts}
    if True in states:
        return True
    return None if None in states else False


def _numbers(contacts: Iterable[Contact], kinds: tuple[ContactKind, ...], now: datetime) -> tuple[Number, ...]:
    wanted = sorted((one for one in contacts if one.kind in kinds), key=lambda one: kinds.index(one.kind))
    return tuple(_number(contact, now=now) for contact in wanted)


def _number(contact: Contact, *, now: datetime) -> Number:
    hours = hours_of(contact.hours)
    state = standing(hours, now)
    is_always_open = bool(state.is_open) and state.changes_at is None
    names = names_of(code for code in contact.languages if code not in {"en", "bfi"})
    parts = (
        contact.note,
        _("Open day and night") if is_always_open else "",
        _("Also in %(languages)s") % {"languages": ", ".join(names)} if names else "",
    )
    return Number(
        name=contact.name
        if not contact.area or contact.area in contact.name
        else _("%(name)s, %(area)s") % {"name": contact.name, "area": contact.area},
        phone=contact.number,
        text=_text(contact),
        text_link=phone_href(contact.text_number).replace("tel:", "sms:"),
        link=contact.link,
        note=". ".join(part for part in parts if part),
        open_now="" if is_always_open else open_state(hours, now),
        is_open=bool(state.is_open),
    )


def _text(contact: Contact) -> str:
    if not contact.text_number:
        return ""
    words = {"word": contact.text_word, "number": contact.text_number}
    return _("Text %(word)s to %(number)s") % words if contact.text_word else _("Text %(number)s") % words


def _with_council(
    numbers: tuple[Number, ...], contacts: Iterable[Contact], pair: tuple[ContactKind, ContactKind], find: Number
) -> tuple[Number, ...]:
    return numbers if any(contact.kind in pair for contact in contacts) else (*numbers, find)


def _adult_council(link: str) -> Number:
    return Number(
        name=_("Adult safeguarding at the council"),
        link=link,
        note=_("If an adult is being hurt or neglected. Find your council's number here"),
    )


def _children_council(link: str) -> Number:
    return Number(
        name=_("Children's services at the council"),
        link=link,
        note=_("They keep children safe. An adult you trust can call them for you"),
    )
