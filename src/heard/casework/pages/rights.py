"""One request of a person for their own data: what it asks, how long there is, and what can be done now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.design.dates import said_day
from heard.design.pages import Page
from heard.design.tables import TagCell
from heard.feedback.models import RightsOutcome, RightsRequest
from heard.feedback.queries.erasing import ErasureState


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A name and what is said of it."""

    key: str
    value: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where something leads."""

    text: str
    href: str
    purpose: str = ""


@dataclass(frozen=True, kw_only=True)
class RightsPage(Page):
    """One request: what it asks, how long there is, and what can be done now."""

    template: ClassVar[str] = "casework/privacy/rights.jinja"

    organisation: str
    state: TagCell
    facts: tuple[Fact, ...]
    steps: tuple[Fact, ...]
    is_open: bool
    copy_href: str
    links: tuple[Link, ...]
    warning: str

    @classmethod
    def of(cls, *, request: RightsRequest, erasure: ErasureState | None, is_held: bool, today: date) -> Self:
        """Return the page."""
        is_open, is_sure = request.closed_at is None, bool(request.identity)
        return cls(
            title=str(request.get_right_display()),
            back_href=reverse("casework:privacy_of", args=[request.organisation.slug]),
            organisation=request.organisation.name,
            state=request_state(request, is_held=is_held, today=today),
            facts=tuple(_facts(request)),
            steps=_steps(erasure) if erasure else (),
            is_open=is_open,
            copy_href=reverse("casework:rights_copy", args=[request.pk])
            if is_open and is_sure and request.submission and request.right == "ACCESS"
            else "",
            links=_ways(request) if is_open else (),
            warning=_warning(request, is_held=is_held) if is_open else "",
        )


def request_state(request: RightsRequest, *, is_held: bool, today: date) -> TagCell:
    """Return how a request stands: that it waits for a legal hold, what came of it, or how long there is."""
    if is_held and (request.held_at if request.closed_at is None else request.outcome == RightsOutcome.DONE):
        return TagCell(text=_("Waits for a legal hold"), tone="grey")
    if request.closed_at is not None:
        return TagCell(text=str(request.get_outcome_display()), tone="grey")
    if request.held_at is not None:
        return TagCell(text=_("Hold lifted: answer it now"), tone="orange")
    days = (request.due_on - today).days
    if days < 0:
        late = ngettext("%(number)d day late", "%(number)d days late", -days) % {"number": -days}
        return TagCell(text=late, tone="red")
    left = ngettext("%(number)d day left", "%(number)d days left", days) % {"number": days}
    return TagCell(text=left, tone="orange" if days <= 7 else "blue")


def _warning(request: RightsRequest, *, is_held: bool) -> str:
    if not request.identity:
        return _("Make sure first that it is theirs. Until then nothing can be copied, erased or left out.")
    if is_held and request.held_at:
        return _(
            "A legal hold stands on it: nothing of it is erased until the hold is lifted, then all of it is. Tell the "
            "person so, and why, before the day by which they are to be answered."
        )
    if request.held_at is not None:
        return _("The hold is lifted and it is being erased. Tell the person, then say what came of it.")
    return ""


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
    if request.held_at:
        yield Fact(key=_("To be erased, but held"), value=said_day(localtime(request.held_at).date()))
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
