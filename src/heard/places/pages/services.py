"""Staff pages about services."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.audit_sentences import sentence
from heard.design.dates import said_day, said_moment
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.paging import Pager
from heard.design.tables import Cell
from heard.places.forms import ServiceSearchForm
from heard.places.models import Service, ServiceStatus
from heard.places.pages.listing import Row, cells
from heard.places.queries.services import ServiceRecord


@dataclass(frozen=True, kw_only=True)
class ServicesPage(Page):
    """The list of services, a page at a time."""

    template: ClassVar[str] = "places/services.jinja"

    form: ServiceSearchForm
    columns: tuple[Cell, ...]
    services: tuple[Row, ...]
    pager: Pager
    offices_href: str
    benchmarks_href: str
    clear_href: str


@dataclass(frozen=True, kw_only=True)
class FactShown:
    """Something known of a service, and where it leads (nowhere when empty)."""

    key: str
    text: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class NameShown:
    """Another name, where it comes from, and where it is taken away (nowhere when empty)."""

    name: str
    source: str
    remove_href: str


@dataclass(frozen=True, kw_only=True)
class EventShown:
    """What was done to a service, and when."""

    title: str
    when: str
    datetime: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that the reader may do."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ServicePage(Page):
    """One service: what is known of it, what else it is called, what became of it."""

    template: ClassVar[str] = "places/service.jinja"

    status: str
    tone: str
    facts: tuple[FactShown, ...]
    names: tuple[NameShown, ...]
    predecessors: tuple[Step, ...]
    history: tuple[EventShown, ...]
    steps: tuple[Step, ...]
    closed_note: str


@dataclass(frozen=True, kw_only=True)
class ProviderPage(Page):
    """A provider and its services."""

    template: ClassVar[str] = "places/provider.jinja"

    caption: str
    facts: tuple[FactShown, ...]
    columns: tuple[Cell, ...]
    services: tuple[Row, ...]
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class ServiceFormPage(Page):
    """One change to a service."""

    template: ClassVar[str] = "places/service_form.jinja"

    form: Form
    caption: str
    explanation: str
    button: str


def services_page(*, form: ServiceSearchForm, services: Iterable[Service], pager: Pager) -> ServicesPage:
    """Return one page of the list of services."""
    return ServicesPage(
        title=_("Services"),
        form=form,
        columns=cells(_("Name"), _("Kind"), _("Address"), _("Area"), _("Code"), _("Status")),
        services=tuple(_row(service) for service in services),
        pager=pager,
        offices_href=reverse("places:offices"),
        benchmarks_href=reverse("places:benchmarks"),
        clear_href=reverse("places:services"),
    )


def service_page(*, record: ServiceRecord, may_change: bool) -> ServicePage:
    """Return the page of one service."""
    service = record.service
    is_closed = service.status == ServiceStatus.CLOSED
    return ServicePage(
        title=service.name,
        back_href=reverse("places:services"),
        status=str(service.get_status_display()),
        tone="bad" if is_closed else "good",
        facts=tuple(_facts(record)),
        names=tuple(
            NameShown(
                name=one.name,
                source=str(one.get_source_display()),
                remove_href=reverse("places:service_name_remove", args=[service.pk, one.pk]) if may_change else "",
            )
            for one in record.names
        ),
        predecessors=tuple(
            Step(text=f"{one.name} ({one.code})", href=service_href(one)) for one in record.predecessors
        ),
        history=tuple(
            EventShown(
                title=sentence(code=line.code, detail=line.detail),
                when=said_moment(line.at),
                datetime=line.at.isoformat(),
            )
            for line in record.history
        ),
        steps=tuple(_steps(service, is_closed=is_closed)) if may_change else (),
        closed_note=_("People are not offered it in the form. What was said about it stays here, under its own name.")
        if is_closed
        else "",
    )


def provider_page(*, service: Service, services: Iterable[Service], pager: Pager) -> ProviderPage:
    """Return the page of a service's provider."""
    name = service.provider.name if service.provider else service.provider_name
    facts = [FactShown(key=_("Code"), text=service.provider_code)] if service.provider_code else []
    return ProviderPage(
        title=name or _("Provider %(code)s") % {"code": service.provider_code},
        back_href=service_href(service),
        caption=_("Provider"),
        facts=tuple(facts),
        columns=cells(_("Name"), _("Kind"), _("Address"), _("Area"), _("Code"), _("Status")),
        services=tuple(_row(one) for one in services),
        pager=pager,
    )


def name_page(*, service: Service, form: Form) -> ServiceFormPage:
    """Return the page on which another name is added."""
    return _form_page(
        service,
        form,
        title=_("Add another name"),
        explanation=_("People who write this name in a form will find the service."),
        button=_("Add the name"),
    )


def closing_page(*, service: Service, form: Form) -> ServiceFormPage:
    """Return the page on which a service is closed."""
    return _form_page(
        service,
        form,
        title=_("Close the service"),
        explanation=_(
            "People are no longer offered it in the form. What was said about it stays, under its own name. If another"
            " service took over, people find that one under both names."
        ),
        button=_("Close the service"),
    )


def successor_page(*, service: Service, form: Form) -> ServiceFormPage:
    """Return the page on which a closed service's successor is named."""
    return _form_page(
        service,
        form,
        title=_("Say which service took over"),
        explanation=_("People who write the old name in a form will find that service."),
        button=_("Save"),
    )


def reopening_page(*, service: Service, form: Form) -> ServiceFormPage:
    """Return the page on which a service that was closed by mistake is opened again."""
    return _form_page(
        service,
        form,
        title=_("Open the service again"),
        explanation=_("People will be offered it in the form again, and no other service counts as having taken over."),
        button=_("Open it again"),
    )


def service_href(service: Service) -> str:
    """Return the address of a service's page."""
    return reverse("places:service", args=[service.pk])


def _form_page(service: Service, form: Form, *, title: str, explanation: str, button: str) -> ServiceFormPage:
    return ServiceFormPage(
        title=title,
        has_errors=bool(form.errors),
        back_href=service_href(service),
        form=form,
        caption=service.name,
        explanation=explanation,
        button=button,
    )


def _row(service: Service) -> Row:
    place = ", ".join(part for part in (service.address, service.postcode) if part)
    return (
        Cell(text=service.name, href=service_href(service)),
        *cells(
            str(service.get_kind_display()),
            place,
            service.area.name if service.area else "",
            service.code,
            str(service.get_status_display()),
        ),
    )


def _facts(record: ServiceRecord) -> Iterable[FactShown]:
    service = record.service
    provider = service.provider.name if service.provider else service.provider_name or service.provider_code
    siblings = ngettext("%(count)s other service", "%(count)s other services", record.siblings) % {
        "count": record.siblings
    }
    said = (
        (_("Kind"), str(service.get_kind_display()), ""),
        (_("Address"), service.address, ""),
        (_("Postcode"), service.postcode, ""),
        (_("Area"), service.area.name if service.area else "", ""),
        (
            _("Grid reference"),
            f"{service.easting}, {service.northing}" if service.easting is not None else "",
            "",
        ),
        (
            _("Provider"),
            f"{provider} ({siblings})" if provider else "",
            reverse("places:provider", args=[service.pk]),
        ),
        (_("Closed on"), said_day(service.deregistered_date) if service.deregistered_date else "", ""),
        (
            _("Taken over by"),
            f"{service.successor.name} ({service.successor.code})" if service.successor else "",
            service_href(service.successor) if service.successor else "",
        ),
        (_("From"), f"{service.get_register_display()}, {service.code}", ""),
    )
    return (FactShown(key=key, text=text, href=href) for key, text, href in said if text)


def _steps(service: Service, *, is_closed: bool) -> Iterable[Step]:
    def step(text: str, name: str) -> Step:
        return Step(text=text, href=reverse(f"places:{name}", args=[service.pk]))

    if is_closed:
        yield step(_("Say which service took over"), "service_successor")
        yield step(_("Open it again"), "service_reopen")
    else:
        yield step(_("Add another name"), "service_name")
        yield step(_("Close the service"), "service_close")
