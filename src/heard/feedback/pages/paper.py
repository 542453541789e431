"""Where a form is printed: its address for the post, its link, its files, and the numbers given out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.campaigns.links import short_address
from heard.campaigns.models import Form, Placement
from heard.design.dates import said_moment
from heard.design.pages import Page
from heard.design.tables import Cell, Cells, Column
from heard.feedback.models import PaperRun
from heard.feedback.paper import written_number


@dataclass(frozen=True, kw_only=True)
class File:
    """One file to print."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class PaperPage(Page):
    """One form on paper."""

    template: ClassVar[str] = "feedback/paper.jinja"

    form_title: str
    organisation: str
    address: tuple[str, ...]
    link: str
    files: tuple[File, ...]
    address_href: str
    numbers_href: str
    is_offered: bool
    columns: tuple[Column, ...]
    runs: tuple[Cells, ...]


def paper_page(*, form: Form, placement: Placement | None, runs: Iterable[PaperRun], can_set: bool) -> PaperPage:
    """Return the page of one form on paper."""
    place = [form.campaign.slug, form.slug]
    return PaperPage(
        title=_("Paper form"),
        back_href=reverse("feedback:entry"),
        form_title=f"{form.campaign.title}: {form.title}",
        organisation=form.organisation.name,
        address=tuple(form.return_address.splitlines()),
        link=short_address(placement.code) if placement else "",
        files=_files(form),
        address_href=reverse("feedback:paper_address", args=place) if can_set else "",
        numbers_href=reverse("feedback:paper_numbers", args=place),
        is_offered=bool(form.return_address) and form.campaign.is_open,
        columns=tuple(Column(text=text) for text in (_("Numbers"), _("Given out"), _("By"), _("Large print"))),
        runs=tuple(_row(form, run) for run in runs),
    )


def _files(form: Form) -> tuple[File, ...]:
    return (
        File(text=_("The form (PDF)"), href=_href(form)),
        File(text=_("In large print (PDF)"), href=_href(form, is_large=True)),
    )


def _row(form: Form, run: PaperRun) -> Cells:
    numbers = f"{written_number(run.first)} – {written_number(run.last)}"
    return (
        Cell(text=numbers, href=_href(form, run=run)),
        Cell(text=said_moment(run.made_at)),
        Cell(text=run.made_by.full_name),
        Cell(text=_("%(numbers)s in large print") % {"numbers": numbers}, href=_href(form, run=run, is_large=True)),
    )


def _href(form: Form, *, run: PaperRun | None = None, is_large: bool = False) -> str:
    name = "feedback:paper_large" if is_large else "feedback:paper_ordinary"
    address = reverse(name, args=[form.campaign.slug, form.slug])
    return f"{address}?run={run.pk}" if run else address
