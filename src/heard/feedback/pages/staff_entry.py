"""Where staff begin to enter what others said, and go on with what they have begun."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from heard.campaigns.models import Form
from heard.design.dates import said_day_of_year, said_time
from heard.design.pages import Page
from heard.design.tables import Cell, Cells, Column
from heard.feedback.drafts import LIFETIME
from heard.feedback.models import Entry


@dataclass(frozen=True, kw_only=True)
class Way:
    """One form, and the ways to enter what came for it."""

    title: str
    campaign: str
    organisation: str
    call_href: str
    written_href: str
    paper_href: str
    is_test: bool


@dataclass(frozen=True, kw_only=True)
class EntryPage(Page):
    """The forms that the reader may enter for, and what they have begun."""

    template: ClassVar[str] = "feedback/entry.jinja"

    ways: tuple[Way, ...]
    begun_columns: tuple[Column, ...]
    begun: tuple[Cells, ...]
    enquiry_href: str


def entry_page(*, forms: Iterable[Form], begun: Iterable[Entry]) -> EntryPage:
    """Return the page on which every entry begins."""
    return EntryPage(
        title=_("Phone and paper"),
        ways=tuple(_way(form) for form in forms),
        begun_columns=tuple(
            Column(text=text) for text in (_("Begun"), _("For"), _("Kept until"), _("If it cannot go on"))
        ),
        begun=tuple(_row(entry) for entry in begun),
        enquiry_href=reverse("feedback:enquiry_new"),
    )


def _way(form: Form) -> Way:
    place = [form.campaign.slug, form.slug]
    return Way(
        title=form.title,
        campaign=form.campaign.title,
        organisation=form.organisation.name,
        call_href=reverse("feedback:call", args=place),
        written_href=reverse("feedback:written", args=place),
        paper_href=reverse("feedback:paper", args=place),
        is_test=form.campaign.is_preparing,
    )


def _row(entry: Entry) -> Cells:
    return (
        Cell(text=begun_at(entry), href=reverse("feedback:entry_go_on", args=[entry.pk])),
        Cell(text=f"{entry.form.campaign.title}: {entry.form.title}"),
        Cell(text=kept_until(entry)),
        Cell(text=_("Erase it"), href=reverse("feedback:entry_give_up", args=[entry.pk])),
    )


def begun_at(entry: Entry) -> str:
    """Say when an entry was begun."""
    return _moment(entry.begun_at)


def kept_until(entry: Entry) -> str:
    """Say until when an entry that is not sent is kept."""
    changed_at = entry.draft.updated_at if entry.draft else entry.begun_at
    return _moment(changed_at + LIFETIME)


def _moment(moment: datetime) -> str:
    return f"{said_day_of_year(localtime(moment).date())}, {said_time(moment)}"
