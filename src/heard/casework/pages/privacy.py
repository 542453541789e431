"""What waits for those who look after privacy, and the forms with which they answer it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from heard.accounts.models import Organisation
from heard.casework.pages.rights import Link, request_state
from heard.design.dates import said_day
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.tables import Cell, Cells, Column, TagCell, heads
from heard.feedback.models import HoldGround, LegalHold, RightsRequest


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
        held: Collection[int],
        holds: Iterable[LegalHold],
        today: date,
    ) -> Self:
        """Return the page; requests, of which some are `held`, and holds are shown to leads alone."""

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
            request_columns=heads(_("Asks for"), _("Came"), _("Answer by"), _("State")),
            requests=tuple(_request_row(each, is_held=each.pk in held, today=today) for each in requests)
            if is_lead
            else (),
            hold_columns=heads(_("Held"), _("Why"), _("Since"), _("Look at again"), _("Lift")),
            holds=tuple(_hold_row(each, today=today) for each in holds) if is_lead else (),
        )


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


def _request_row(request: RightsRequest, *, is_held: bool, today: date) -> Cells:
    return (
        Cell(text=str(request.get_right_display()), href=reverse("casework:rights", args=[request.pk])),
        said_day(request.received_on),
        said_day(request.due_on),
        request_state(request, is_held=is_held, today=today),
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
