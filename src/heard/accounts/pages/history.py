"""The history of an organisation: its names, whom it followed, who follows it, and what is decided and yet to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar, Self

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import Organisation, OrganisationName, Succession, SuccessionKind
from heard.accounts.pages import words
from heard.design.dates import said_moment
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happened, when, and why."""

    title: str
    when: str
    datetime: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What is decided and yet to come; `number` names it where it may be called off."""

    title: str
    when: str
    text: str
    number: int | None


@dataclass(frozen=True, kw_only=True)
class HistoryPage(Page):
    """One organisation through time, the latest first."""

    template: ClassVar[str] = "accounts/history.jinja"

    organisation: str
    standing: str
    ahead: tuple[Ahead, ...]
    events: tuple[Event, ...]
    succession_href: str
    call_off_href: str

    @classmethod
    def of(
        cls,
        *,
        organisation: Organisation,
        names: Iterable[OrganisationName],
        successions: Iterable[Succession],
        may_succeed: bool,
    ) -> Self:
        """Return the history; `may_succeed` where the reader may decide what becomes of it."""
        rows = list(successions)
        reasons = {row.took_effect_at: row.reason for row in rows if row.kind == SuccessionKind.RENAME}
        events = [_event(organisation.created_at, _("Added to Heard"))]
        for row in rows:
            if row.took_effect_at and row.kind != SuccessionKind.RENAME:
                events.append(_event(row.took_effect_at, _said(row), row.reason))
        for name, after in _pairs(organisation, names):
            title = _("Renamed from %(before)s to %(after)s") % {"before": name.name, "after": after}
            events.append(_event(name.until, title, reasons.get(name.until, "")))
        return cls(
            title=_("History"),
            organisation=organisation.name,
            standing=_standing(organisation),
            ahead=tuple(_ahead(row, organisation, may_call_off=may_succeed) for row in rows if not row.took_effect_at),
            events=tuple(sorted(events, key=lambda event: event.datetime, reverse=True)),
            succession_href=reverse("places:succession", args=[organisation.slug])
            if may_succeed and organisation.closed_at is None
            else "",
            call_off_href=reverse("accounts:call_off", args=[organisation.slug]),
            back_href=reverse("accounts:organisations"),
        )


def _standing(organisation: Organisation) -> str:
    if organisation.kept_by and organisation.closed_at:
        return _("It ended on %(day)s. %(keeper)s keeps its records.") % {
            "day": words.day(organisation.closed_at),
            "keeper": organisation.kept_by.name,
        }
    return ""


def _pairs(organisation: Organisation, names: Iterable[OrganisationName]) -> Iterable[tuple[OrganisationName, str]]:
    """Return each past name, the latest first, with the one that came after it."""
    after = organisation.name
    for name in names:
        yield name, after
        after = name.name


def _event(at: datetime, title: str, text: str = "") -> Event:
    return Event(title=title, when=said_moment(at), datetime=at.astimezone(UTC).isoformat(), text=text)


def _ahead(row: Succession, organisation: Organisation, *, may_call_off: bool) -> Ahead:
    decided_by = row.decided_by.full_name if row.decided_by else _("the command line")
    return Ahead(
        title=_said(row),
        when=_("From %(day)s") % {"day": said_moment(row.at)},
        text=_("%(reason)s. Decided by %(who)s on %(day)s.")
        % {"reason": row.reason.rstrip("."), "who": decided_by, "day": words.day(row.decided_at)},
        number=row.pk if may_call_off and row.predecessor_id == organisation.pk else None,
    )


def _said(row: Succession) -> str:
    """Return a succession in words."""
    names = {"before": row.predecessor.name, "after": row.name or row.successor.name}
    said = {
        SuccessionKind.RENAME: _("%(before)s takes the name %(after)s"),
        SuccessionKind.MERGE: _("%(before)s becomes part of %(after)s"),
        SuccessionKind.HANDOVER: _("%(after)s takes on the work of %(before)s"),
        SuccessionKind.SPLIT: _("%(before)s is split: %(after)s keeps its records")
        if row.is_keeper
        else _("%(before)s is split: %(after)s takes over a part of its work"),
    }
    return said[SuccessionKind(row.kind)] % names
