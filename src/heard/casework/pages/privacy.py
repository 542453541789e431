"""The pages of those who look after privacy: requests, holds, periods, and what people are told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.models import Organisation
from heard.design.dates import said_day
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.tables import Cell, Cells, Column, TagCell
from heard.feedback.keeping import Kind
from heard.feedback.models import HoldGround, LegalHold, RetentionCount, RetentionRun, RightsRequest
from heard.feedback.queries.erasing import ErasureState


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where something leads."""

    text: str
    href: str
    purpose: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A name and what is said of it."""

    key: str
    value: str
    href: str = ""


def _columns(*texts: str) -> tuple[Column, ...]:
    return tuple(Column(text=text) for text in texts)


@dataclass(frozen=True, kw_only=True)
class PrivacyPage(Page):
    """What waits for an organisation's privacy lead."""

    template: ClassVar[str] = "casework/privacy/overview.jinja"

    organisation: str
    is_lead: bool
    new_request_href: str
    new_hold_href: str
    links: tuple[Link, ...]
    request_columns: tuple[Column, ...]
    requests: tuple[Cells, ...]
    hold_columns: tuple[Column, ...]
    holds: tuple[Cells, ...]

    @classmethod
    def of(
        cls,
        *,
        organisation: Organisation,
        is_lead: bool,
        requests: Iterable[RightsRequest],
        holds: Iterable[LegalHold],
        today: date,
    ) -> Self:
        """Return the page; requests and holds are shown to leads alone."""

        def to(name: str) -> str:
            return reverse(f"casework:{name}", args=[organisation.slug])

        return cls(
            title=_("Privacy"),
            organisation=organisation.name,
            is_lead=is_lead,
            new_request_href=to("rights_new") if is_lead else "",
            new_hold_href=to("hold_new") if is_lead else "",
            links=(
                Link(
                    text=_("How long data is kept"),
                    href=to("retention"),
                    purpose=_("Each kind, and what last night erased"),
                ),
                Link(
                    text=_("What people are told"),
                    href=to("particulars"),
                    purpose=_("Who decides, by which law, and whom they can turn to"),
                ),
            ),
            request_columns=_columns(_("Asks for"), _("Came"), _("Answer by"), _("State")),
            requests=tuple(_request_row(each, today=today) for each in requests) if is_lead else (),
            hold_columns=_columns(_("Held"), _("Why"), _("Since"), _("Look at again"), _("Lift")),
            holds=tuple(_hold_row(each, today=today) for each in holds) if is_lead else (),
        )


def _request_row(request: RightsRequest, *, today: date) -> Cells:
    return (
        Cell(text=str(request.get_right_display()), href=reverse("casework:rights", args=[request.pk])),
        said_day(request.received_on),
        said_day(request.due_on),
        _request_state(request, today=today),
    )


def _request_state(request: RightsRequest, *, today: date) -> TagCell:
    if request.closed_at is not None:
        return TagCell(text=str(request.get_outcome_display()), tone="grey")
    days = (request.due_on - today).days
    if days < 0:
        late = ngettext("%(number)d day late", "%(number)d days late", -days) % {"number": -days}
        return TagCell(text=late, tone="red")
    left = ngettext("%(number)d day left", "%(number)d days left", days) % {"number": days}
    return TagCell(text=left, tone="orange" if days <= 7 else "blue")


def _hold_row(hold: LegalHold, *, today: date) -> Cells:
    held = hold.submission.reference if hold.submission else hold.campaign.title if hold.campaign else ""
    review = said_day(hold.review_on)
    return (
        held,
        str(HoldGround(hold.ground).label),
        said_day(localtime(hold.placed_at).date()),
        TagCell(text=_("%(day)s, overdue") % {"day": review}, tone="red") if hold.review_on < today else review,
        Cell(text=_("Lift"), href=reverse("casework:hold_lift", args=[hold.pk])),
    )


@dataclass(frozen=True, kw_only=True)
class PrivacyFormPage(Page):
    """One form, with a few sentences above it."""

    template: ClassVar[str] = "casework/privacy/form.jinja"

    organisation: str
    sentences: tuple[str, ...]
    form: Form
    button: str

    @classmethod
    def of(
        cls,
        *,
        title: str,
        organisation: Organisation,
        form: Form,
        button: str,
        sentences: tuple[str, ...] = (),
        back_href: str = "",
    ) -> Self:
        """Return the page; without `back_href` it leads back to the organisation's overview."""
        return cls(
            title=title,
            has_errors=bool(form.errors),
            back_href=back_href or reverse("casework:privacy_of", args=[organisation.slug]),
            organisation=organisation.name,
            sentences=sentences,
            form=form,
            button=button,
        )


@dataclass(frozen=True, kw_only=True)
class RightsPage(Page):
    """One request: what it asks, how long there is, and what can be done now."""

    template: ClassVar[str] = "casework/privacy/rights.jinja"

    organisation: str
    state: TagCell
    facts: tuple[Fact, ...]
    steps: tuple[Fact, ...]
    is_open: bool
    is_sure: bool
    copy_href: str
    links: tuple[Link, ...]
    warning: str

    @classmethod
    def of(cls, *, request: RightsRequest, erasure: ErasureState | None, today: date) -> Self:
        """Return the page."""
        is_open, is_sure = request.closed_at is None, bool(request.identity)
        return cls(
            title=str(request.get_right_display()),
            back_href=reverse("casework:privacy_of", args=[request.organisation.slug]),
            organisation=request.organisation.name,
            state=_request_state(request, today=today),
            facts=tuple(_facts(request)),
            steps=_steps(erasure) if erasure else (),
            is_open=is_open,
            is_sure=is_sure,
            copy_href=reverse("casework:rights_copy", args=[request.pk])
            if is_open and is_sure and request.submission and request.right == "ACCESS"
            else "",
            links=_ways(request) if is_open else (),
            warning=_("Make sure first that it is theirs. Until then nothing can be copied, erased or left out.")
            if is_open and not is_sure
            else "",
        )


def _facts(request: RightsRequest) -> Iterable[Fact]:
    yield Fact(key=_("Came"), value=said_day(request.received_on))
    yield Fact(key=_("Answer by"), value=said_day(request.due_on))
    if request.extended_because:
        yield Fact(key=_("More time, because"), value=request.extended_because)
    if request.asked:
        yield Fact(key=_("What they ask"), value=request.asked)
    yield Fact(key=_("About"), value=request.submission.reference if request.submission else _("Not found yet"))
    yield Fact(
        key=_("Made sure"),
        value=_("%(how)s (%(person)s)")
        % {
            "how": request.get_identity_display(),
            "person": request.identity_checked_by.full_name if request.identity_checked_by else "",
        }
        if request.identity
        else _("Not yet"),
    )
    if request.copy_made_at:
        yield Fact(key=_("Copy made"), value=said_day(localtime(request.copy_made_at).date()))
    if request.closed_at:
        yield Fact(key=_("Outcome"), value=str(request.get_outcome_display()))
        yield Fact(key=_("Answered"), value=said_day(localtime(request.closed_at).date()))
    if request.outcome_note:
        yield Fact(key=_("A word about it"), value=request.outcome_note)


def _ways(request: RightsRequest) -> tuple[Link, ...]:
    def to(name: str) -> str:
        return reverse(f"casework:{name}", args=[request.pk])

    ways = [Link(text=_("Make sure whose it is"), href=to("rights_identity"))]
    if not request.extended_because:
        ways.append(Link(text=_("Take two more months"), href=to("rights_extend")))
    return (*ways, Link(text=_("Say what came of it"), href=to("rights_answer")))


def _steps(erasure: ErasureState) -> tuple[Fact, ...]:
    steps = [
        Fact(key=step.words, value=said_day(localtime(step.done_at).date()) if step.done_at else _("Waits"))
        for step in erasure.steps
    ]
    if erasure.held_because:
        steps.append(Fact(key=_("Held, because"), value=erasure.held_because))
    if erasure.gone_from_backups_by:
        gone = said_day(localtime(erasure.gone_from_backups_by).date())
        steps.append(Fact(key=_("Gone from back-ups by"), value=gone))
    return tuple(steps)


@dataclass(frozen=True, kw_only=True)
class RetentionPage(Page):
    """How long each kind of data is kept, and what the last nights erased."""

    template: ClassVar[str] = "casework/privacy/retention.jinja"

    organisation: str
    sentence: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    form: Form
    night_title: str
    night_columns: tuple[Column, ...]
    night_rows: tuple[Cells, ...]

    @classmethod
    def of(
        cls,
        *,
        organisation: Organisation,
        kinds: tuple[Kind, ...],
        own: Mapping[str, int],
        overdue: int,
        run: RetentionRun | None,
        form: Form,
    ) -> Self:
        """Return the page, with the counts of the last night."""
        names = {kind.code: str(kind.name) for kind in kinds}
        return cls(
            title=_("How long data is kept"),
            has_errors=bool(form.errors),
            back_href=reverse("casework:privacy_of", args=[organisation.slug]),
            organisation=organisation.name,
            sentence=_("Nothing on this site is kept longer than its time.")
            if not overdue
            else ngettext(
                "%(number)d record on this site ought to have been erased by now.",
                "%(number)d records on this site ought to have been erased by now.",
                overdue,
            )
            % {"number": overdue},
            columns=_columns(_("Kind"), _("What for"), _("Lawful basis"), _("Kept for"), _("Since"), _("How it goes")),
            rows=tuple(_kind_row(kind, own.get(kind.code)) for kind in kinds),
            form=form,
            night_title=_("The night to %(day)s") % {"day": said_day(run.night)} if run else "",
            night_columns=(
                Column(text=_("Kind")),
                *(Column(text=each, is_number=True) for each in (_("Due"), _("Erased"), _("Still due"), _("Held"))),
            ),
            night_rows=tuple(_night_row(names, count) for count in run.counts.all()) if run else (),
        )


def _kind_row(kind: Kind, own: int | None) -> Cells:
    kept = (
        ngettext("%(number)d month", "%(number)d months", own) % {"number": own}
        if own is not None
        else kind.said_longest()
    )
    return (
        str(kind.name),
        str(kind.purpose),
        str(kind.basis),
        kept,
        str(kind.since),
        str(kind.eraser or _("It stays")),
    )


def _night_row(names: Mapping[str, str], count: RetentionCount) -> Cells:
    numbers = (count.due, count.erased, count.overdue, count.held)
    return (names.get(count.kind, count.kind), *(number_format(number, force_grouping=True) for number in numbers))
