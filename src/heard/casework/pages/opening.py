"""Opening what is sealed: asking, deciding, reading it once, and what was opened in an organisation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.models import Organisation, User
from heard.casework.forms.opening import DecisionOnOpeningForm, OpeningForm, OpeningRuleForm
from heard.casework.models import Case
from heard.casework.queries.openings import SealedParts, can_be_opened
from heard.design.dates import said_moment
from heard.design.pages import Page
from heard.design.paging import Pager
from heard.design.phones import phone_href
from heard.design.tables import Cell, Cells, Column
from heard.feedback.actions.opening import Unsealed
from heard.feedback.models import Message, Opening, Sender, TextField
from heard.feedback.opening_reasons import name_of
from heard.feedback.queries.openings import Rule


@dataclass(frozen=True, kw_only=True)
class OpeningLine:
    """One opening as staff read it: what, what came of it, who, when and why; and what the reader can do with it."""

    what: str
    state: str
    look: str
    who: str
    when: str
    why: str
    words: str
    refusal: str
    href: str
    action: str


@dataclass(frozen=True, kw_only=True)
class SealedPanel:
    """What stays sealed of a case, as its page shows it."""

    contact_href: str
    lines: tuple[OpeningLine, ...]


@dataclass(frozen=True, kw_only=True)
class OpenPage(Page):
    """Why something is to be opened."""

    template: ClassVar[str] = "casework/open.jinja"

    caption: str
    form: OpeningForm
    sentences: tuple[str, ...]
    warning: str
    button: str

    @classmethod
    def of(cls, *, case: Case, name: str, form: OpeningForm, rule: Rule, others: int) -> Self:
        """Return the page; `name` is of a text or message (none: contact details), `others` how many could agree."""
        is_two = rule.needs_second_person
        return cls(
            title=_("Open “%(name)s” as it was written") % {"name": name} if name else _("Open the contact details"),
            has_errors=bool(form.errors),
            back_href=reverse("casework:case", args=[case.pk]),
            caption=f"{case.organisation.name} · {case.piece.submission.reference}",
            form=form,
            sentences=(
                _("The person can see that it was opened, when, and for which of these reasons, and not your name."),
                _("Your name, the time and the reason go into the audit log, which nobody can change."),
                *((_second_person(rule),) if is_two else ()),
            ),
            warning=_("Nobody else in your organisation could agree. Ask your administrator to invite someone.")
            if is_two and not others
            else "",
            button=_("Ask a second person") if is_two else _("Open it once"),
        )


@dataclass(frozen=True, kw_only=True)
class ContactLine:
    """One part of the contact details, and the link that calls or writes."""

    key: str
    value: str
    href: str


@dataclass(frozen=True, kw_only=True)
class OpenedPage(Page):
    """What was sealed, shown once."""

    template: ClassVar[str] = "casework/opened.jinja"

    caption: str
    contact: tuple[ContactLine, ...]
    words: str
    done_href: str

    @classmethod
    def of(cls, *, unsealed: Unsealed, name: str, done_href: str) -> Self:
        """Return the page; `name` is that of a text or message."""
        opening = unsealed.opening
        return cls(
            title=_("“%(name)s” as it was written") % {"name": name} if name else _("Contact details"),
            caption=f"{opening.organisation.name} · {opening.submission.reference}",
            contact=tuple(_contact_lines(unsealed.contact)),
            words=unsealed.words,
            done_href=done_href,
        )


@dataclass(frozen=True, kw_only=True)
class OpeningPage(Page):
    """One request, as a second person decides it, or as it was decided."""

    template: ClassVar[str] = "casework/opening.jinja"

    caption: str
    line: OpeningLine
    form: DecisionOnOpeningForm | None
    open_href: str
    case_href: str

    @classmethod
    def of(
        cls, *, opening: Opening, form: DecisionOnOpeningForm | None, case_id: int | None, reader: User, now: datetime
    ) -> Self:
        """Return the page; without a form there is nothing to decide for this reader."""
        return cls(
            title=_("%(name)s asks to open something sealed") % {"name": opening.asked_by.full_name}
            if form
            else _("A request to open something sealed"),
            has_errors=bool(form and form.errors),
            back_href=reverse("casework:openings_of", args=[_slug(opening)]),
            caption=f"{opening.organisation.name} · {opening.submission.reference}",
            line=opening_line(opening, reader=reader, now=now),
            form=form,
            open_href=reverse("casework:open_agreed", args=[opening.pk])
            if can_be_opened(opening=opening, user=reader, now=now)
            else "",
            case_href=reverse("casework:case", args=[case_id]) if case_id else "",
        )


@dataclass(frozen=True, kw_only=True)
class OpeningsPage(Page):
    """What waits for a second person in an organisation, and what was asked and opened there."""

    template: ClassVar[str] = "casework/openings.jinja"

    organisation: str
    rule: str
    rule_href: str
    waiting: tuple[OpeningLine, ...]
    mine: tuple[OpeningLine, ...]
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    pager: Pager

    @classmethod
    def of(
        cls,
        *,
        organisation: Organisation,
        rule: Rule,
        may_rule: bool,
        waiting: Iterable[Opening],
        mine: Iterable[Opening],
        openings: Iterable[Opening],
        cases: Mapping[int, int],
        pager: Pager,
        reader: User,
        now: datetime,
    ) -> Self:
        """Return the page; `cases` says to which case an opening leads, `mine` are the reader's that can be opened."""
        return cls(
            title=_("What was opened"),
            organisation=organisation.name,
            rule=_second_person(rule)
            if rule.needs_second_person
            else _("A caseworker or privacy lead with a reason opens something alone."),
            rule_href=reverse("casework:opening_rule", args=[organisation.slug]) if may_rule else "",
            waiting=tuple(opening_line(one, reader=reader, now=now) for one in waiting),
            mine=tuple(opening_line(one, reader=reader, now=now) for one in mine),
            columns=tuple(
                Column(text=text)
                for text in (_("When"), _("Reference"), _("What"), _("Who"), _("Why"), _("What came of it"))
            ),
            rows=tuple(_row(one, cases.get(one.pk), reader=reader, now=now) for one in openings),
            pager=pager,
        )


@dataclass(frozen=True, kw_only=True)
class OpeningRulePage(Page):
    """Whether one person or two decide in an organisation."""

    template: ClassVar[str] = "casework/opening_rule.jinja"

    organisation: str
    form: OpeningRuleForm

    @classmethod
    def of(cls, *, organisation: Organisation, form: OpeningRuleForm) -> Self:
        """Return the page."""
        return cls(
            title=_("Who decides that something is opened"),
            has_errors=bool(form.errors),
            back_href=reverse("casework:openings_of", args=[organisation.slug]),
            organisation=organisation.name,
            form=form,
        )


def sealed_panel(case: Case, sealed: SealedParts, *, reader: User, now: datetime) -> SealedPanel:
    """Return what a case's page says about what is sealed."""
    return SealedPanel(
        contact_href=reverse("casework:open_contact", args=[case.pk]) if sealed.has_contact and sealed.may_open else "",
        lines=tuple(opening_line(one, reader=reader, now=now) for one in sealed.openings),
    )


def opening_line(opening: Opening, *, reader: User, now: datetime) -> OpeningLine:
    """Return an opening as staff read it."""
    state, look = _state(opening, now=now)
    may_open = can_be_opened(opening=opening, user=reader, now=now)
    waits = opening.needs_approval and opening.decided_at is None
    return OpeningLine(
        what=what_of(opening),
        state=state,
        look=look,
        who=_people(opening),
        when=said_moment(opening.opened_at or opening.asked_at),
        why=name_of(opening.reason),
        words=opening.words,
        refusal=opening.refusal,
        href=reverse("casework:opening", args=[opening.pk]) if may_open or waits else "",
        action=_("Open it once")
        if may_open
        else _("Decide")
        if opening.asked_by_id != reader.pk
        else _("See the request"),
    )


def what_of(opening: Opening) -> str:
    """Return what an opening is about: contact details, which answer, or which message."""
    if opening.text is not None:
        return _("%(name)s, as written") % {"name": TextField(opening.text.field).label}
    if opening.message is not None:
        return _("%(name)s, as written") % {"name": message_name(opening.message)}
    return _("Contact details")


def message_name(message: Message) -> str:
    """Return who wrote a message, and when."""
    named = _("Message from the person, %(when)s"), _("Message from staff, %(when)s")
    return named[message.sender == Sender.STAFF] % {"when": said_moment(message.written_at)}


def _state(opening: Opening, *, now: datetime) -> tuple[str, str]:
    if opening.opened_at is not None:
        return _("Opened"), "info"
    if opening.is_refused:
        return _("Refused"), "plain"
    if opening.decided_at is None:
        return _("Waits for a second person"), "warn"
    if opening.expires_at is not None and opening.expires_at > now:
        return _("May be opened until %(when)s") % {"when": said_moment(opening.expires_at)}, "good"
    return _("Not opened in time"), "plain"


def _people(opening: Opening) -> str:
    asked = opening.asked_by.full_name
    if opening.decided_by is None:
        return asked
    names = {"asked": asked, "decided": opening.decided_by.full_name}
    return (_("%(asked)s; refused by %(decided)s") if opening.is_refused else _("%(asked)s, with %(decided)s")) % names


def _row(opening: Opening, case_id: int | None, *, reader: User, now: datetime) -> Cells:
    line = opening_line(opening, reader=reader, now=now)
    case_href = reverse("casework:case", args=[case_id]) if case_id else ""
    return (
        Cell(text=line.when),
        Cell(text=opening.submission.reference, href=case_href),
        Cell(text=line.what),
        Cell(text=line.who),
        Cell(text=f"{line.why}: {line.words}"),
        Cell(text=line.state, href=line.href),
    )


def _second_person(rule: Rule) -> str:
    return ngettext(
        "Another caseworker or privacy lead agrees first. It can then be opened once, within %(n)d hour.",
        "Another caseworker or privacy lead agrees first. It can then be opened once, within %(n)d hours.",
        rule.hours,
    ) % {"n": rule.hours}


def _contact_lines(contact: Mapping[str, str]) -> Iterable[ContactLine]:
    names = {"name": _("Name"), "phone": _("Phone"), "email": _("Email")}
    for part, name in names.items():
        if value := contact.get(part, ""):
            href = {"phone": phone_href(value), "email": f"mailto:{value}"}.get(part, "")
            yield ContactLine(key=name, value=value, href=href)
    for part, value in contact.items():
        if part not in names and value:
            yield ContactLine(key=part.replace("_", " ").capitalize(), value=value, href="")


def _slug(opening: Opening) -> str:
    return (opening.organisation.kept_by or opening.organisation).slug
