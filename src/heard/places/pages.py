"""Every page about places as a frozen value."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.design.pages import Page
from heard.places.forms import OfficeForm, ServiceSearchForm
from heard.places.models import Office
from heard.places.queries import ServicePage


@dataclass(frozen=True, kw_only=True)
class ServiceRow:
    """One service in the list."""

    code: str
    name: str
    kind: str
    postcode: str
    area: str
    status: str


@dataclass(frozen=True, kw_only=True)
class ServicesPage(Page):
    """The list of services, a page at a time."""

    template: ClassVar[str] = "places/services.jinja"

    form: ServiceSearchForm
    count: str
    services: tuple[ServiceRow, ...]
    earlier_href: str
    later_href: str
    offices_href: str


@dataclass(frozen=True, kw_only=True)
class OfficeRow:
    """One office in the list, and where it can be changed (nowhere when empty)."""

    name: str
    organisation: str
    phone: str
    email: str
    areas: str
    edit_href: str


@dataclass(frozen=True, kw_only=True)
class OfficesPage(Page):
    """The list of offices."""

    template: ClassVar[str] = "places/offices.jinja"

    offices: tuple[OfficeRow, ...]
    services_href: str


@dataclass(frozen=True, kw_only=True)
class OfficePage(Page):
    """One office, to be changed."""

    template: ClassVar[str] = "places/office.jinja"

    form: OfficeForm
    areas: str


def services_page(*, form: ServiceSearchForm, words: str, found: ServicePage) -> ServicesPage:
    """Return one page of the list of services."""

    def at(number: int) -> str:
        return f"{reverse('places:services')}?{urlencode({'q': words, 'page': number})}"

    return ServicesPage(
        title=_("Services"),
        form=form,
        count=ngettext("%(count)d service", "%(count)d services", found.total) % {"count": found.total},
        services=tuple(
            ServiceRow(
                code=service.code,
                name=service.name,
                kind=str(service.get_kind_display()),
                postcode=service.postcode,
                area=service.area.name if service.area else "",
                status=str(service.get_status_display()),
            )
            for service in found.services
        ),
        earlier_href=at(found.number - 1) if found.number > 1 else "",
        later_href=at(found.number + 1) if found.has_next else "",
        offices_href=reverse("places:offices"),
    )


def offices_page(*, offices: Iterable[Office], editable: Collection[int]) -> OfficesPage:
    """Return the list of offices; those whose ids are in `editable` can be changed."""
    return OfficesPage(
        title=_("Local offices"),
        offices=tuple(
            OfficeRow(
                name=office.name,
                organisation=office.organisation.name,
                phone=office.phone,
                email=office.email,
                areas=_areas(office),
                edit_href=reverse("places:office", args=[office.pk]) if office.pk in editable else "",
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
        back_href=reverse("places:offices"),
        form=form,
        areas=_areas(office),
    )


def offices_href() -> str:
    """Return the address of the list of offices."""
    return reverse("places:offices")


def _areas(office: Office) -> str:
    return ", ".join(sorted(area.name for area in office.areas.all()))
