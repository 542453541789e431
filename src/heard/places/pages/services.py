"""Staff pages about services."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.design.pages import Page
from heard.design.paging import Pager
from heard.places.forms import ServiceSearchForm
from heard.places.models import Service
from heard.places.pages.listing import Cell, Row, cells


@dataclass(frozen=True, kw_only=True)
class ServicesPage(Page):
    """The list of services, a page at a time."""

    template: ClassVar[str] = "places/services.jinja"

    form: ServiceSearchForm
    columns: tuple[Cell, ...]
    services: tuple[Row, ...]
    pager: Pager
    offices_href: str


def services_page(*, form: ServiceSearchForm, services: Iterable[Service], pager: Pager) -> ServicesPage:
    """Return one page of the list of services."""
    return ServicesPage(
        title=_("Services"),
        form=form,
        columns=cells(_("Name"), _("Kind"), _("Postcode"), _("Area"), _("Code"), _("Status")),
        services=tuple(
            cells(
                service.name,
                str(service.get_kind_display()),
                service.postcode,
                service.area.name if service.area else "",
                service.code,
                str(service.get_status_display()),
            )
            for service in services
        ),
        pager=pager,
        offices_href=reverse("places:offices"),
    )
