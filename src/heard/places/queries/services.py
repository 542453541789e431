"""Finding services, and reading one with what belongs to it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from heard.accounts.models import AuditLine, OrganisationKind, Role, User
from heard.accounts.queries import has_role, memberships_of
from heard.design.errors import NotFound
from heard.places.models import Area, Service, ServiceName
from heard.places.queries.finding import Near, search

MOST_FOUND_BY_STAFF = 200
READERS = (Role.CAMPAIGN_MANAGER, Role.ADMINISTRATOR)
NOT_OF_PARTNERS = (OrganisationKind.CHARITY_PARTNER, OrganisationKind.SERVICE_PROVIDER)
"""Whoever gives care, or passes links on, does not say which services there are."""


@dataclass(frozen=True, kw_only=True)
class ServiceRecord:
    """A service with its other names, the services it took over from, its provider's others, and its history."""

    service: Service
    names: tuple[ServiceName, ...]
    predecessors: tuple[Service, ...]
    siblings: int
    history: tuple[AuditLine, ...]


def find_services(*, words: str, area: Area | None = None, near: Near | None = None, limit: int = 10) -> list[Service]:
    """Return open services that the words may mean, the likeliest first; of equally likely ones those near.

    Spelling is forgiven. Words may be of the name, another name, its initials, the address, a postcode or a part of
    one, or a code.
    """
    if near is None and area is not None:
        near = Near(area=area.pk)
    return search(words=words, near=near, limit=limit)


def services_by_words(*, words: str) -> list[Service]:
    """Return services of any status that the words may mean, for staff; the likeliest first."""
    return search(words=words, is_open=False, limit=MOST_FOUND_BY_STAFF)


def services() -> QuerySet[Service]:
    """Return services of any status, by name."""
    return Service.objects.select_related("area").order_by("name", "pk")


def service_by_code(*, code: str) -> Service | None:
    """Return the service with this code."""
    return Service.objects.filter(code=code.strip().upper()).first()


def service_for(*, user: User, service_id: int) -> Service:
    """Return a service to someone who may read the register. Raises NotFound."""
    if not has_role(user=user, roles=READERS):
        raise NotFound
    found = Service.objects.select_related("area", "provider", "successor").filter(pk=service_id).first()
    if found is None:
        raise NotFound
    return found


def changeable_service_for(*, user: User, service_id: int) -> Service:
    """Return a service to someone who may change the register. Raises NotFound."""
    if not may_change_services(user=user):
        raise NotFound
    return service_for(user=user, service_id=service_id)


def changeable_name_for(*, user: User, service_id: int, name_id: int) -> ServiceName:
    """Return another name of a service to someone who may change the register. Raises NotFound."""
    service = changeable_service_for(user=user, service_id=service_id)
    found = service.other_names.select_related("service").filter(pk=name_id).first()
    if found is None:
        raise NotFound
    return found


def may_change_services(*, user: User) -> bool:
    """Return whether the person may change the register: administrators, but not those of providers and partners."""
    administers = memberships_of(user=user).filter(role=Role.ADMINISTRATOR)
    return administers.exclude(organisation__kind__in=NOT_OF_PARTNERS).exists()


def record_of(*, service: Service) -> ServiceRecord:
    """Return what is known of a service."""
    lines = AuditLine.objects.filter(subject_kind=Service._meta.label_lower, subject_id=str(service.pk))
    return ServiceRecord(
        service=service,
        names=tuple(service.other_names.order_by("name", "pk")),
        predecessors=tuple(service.predecessors.order_by("name", "pk")),
        siblings=locations_of_provider(service=service).exclude(pk=service.pk).count(),
        history=tuple(lines.order_by("-at", "-pk")[:50]),
    )


def locations_of_provider(*, service: Service) -> QuerySet[Service]:
    """Return every service of this one's provider, by name: by the provider's code, else organisation, else name."""
    if service.provider_code:
        found = Service.objects.filter(provider_code=service.provider_code)
    elif service.provider_id:
        found = Service.objects.filter(provider=service.provider_id)
    elif service.provider_name:
        found = Service.objects.filter(provider_name=service.provider_name)
    else:
        found = Service.objects.filter(pk=service.pk)
    return found.select_related("area").order_by("name", "pk")
