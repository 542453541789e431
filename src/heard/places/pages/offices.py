"""Staff pages about offices."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.design.pages import Page
from heard.places.forms import OfficeForm
from heard.places.models import Office
from heard.places.pages.listing import Cell, Row, cells


@dataclass(frozen=True, kw_only=True)
class OfficesPage(Page):
    """The list of offices; those that the reader may change lead to where that is done."""

    template: ClassVar[str] = "places/offices.jinja"

    columns: tuple[Cell, ...]
    offices: tuple[Row, ...]
    services_href: str


@dataclass(frozen=True, kw_only=True)
class OfficePage(Page):
    """One office, to be changed."""

    template: ClassVar[str] = "places/office.jinja"

    form: OfficeForm
    areas: str


def offices_page(*, offices: Iterable[Office], editable: Collection[int]) -> OfficesPage:
    """Return the list of offices; those whose ids are in `editable` can be changed."""
    return OfficesPage(
        title=_("Local offices"),
        columns=cells(_("Office"), _("Organisation"), _("Phone"), _("Email"), _("Areas")),
        offices=tuple(
            (
                Cell(
                    text=office.name,
                    href=reverse("places:office", args=[office.pk]) if office.pk in editable else "",
                ),
                *cells(office.organisation.name, office.phone, office.email, _areas(office)),
            )
            for office in offices
        ),
        services_href=reverse("places:services"),
    )


def office_page(*, office: Office, form: OfficeForm) -> OfficePage:
    """Return the page on which an office's details are changed."""
    return OfficePage(
        title=_("Change %(office)s") % {"office": office.name},
        has_errors=bool(form.errors),
        back_href=offices_href(),
        form=form,
        areas=_areas(office),
    )


def offices_href() -> str:
    """Return the address of the list of offices."""
    return reverse("places:offices")


def _areas(office: Office) -> str:
    return ", ".join(sorted({covered.area.name for covered in office.coverage.all()}))
