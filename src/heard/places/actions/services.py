"""Changing what is known of a service. The register is everybody's: the audit line names no organisation."""

from datetime import date, datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.places.actions.wording import find_by_words
from heard.places.models import NameSource, Service, ServiceName, ServiceStatus
from heard.places.spelling import plain_words


class NameKnown(Exception):
    """The service is called so already."""


class AlreadyClosed(Exception):
    """The service is closed already."""


class NotClosed(Exception):
    """The service is open: nothing took over from it."""


class SuccessorUnfit(Exception):
    """The service cannot take over: it is the same one, it is closed, or it was itself followed by this one."""


@transaction.atomic
def add_name(*, service: Service, name: str, by: User | None, now: datetime) -> None:
    """Add another name by which people know a service. Raises NameKnown."""
    known = [service.name, *service.other_names.values_list("name", flat=True)]
    if plain_words(name) in [plain_words(one) for one in known]:
        raise NameKnown
    service.other_names.create(name=name, source=NameSource.STAFF)
    find_by_words([service])
    record(code="places.service.named", subject=service, by=by, now=now)


@transaction.atomic
def remove_name(*, name: ServiceName, by: User | None, now: datetime) -> None:
    """Take another name away; the service is then no longer found by it."""
    service = name.service
    name.delete()
    find_by_words([service])
    record(code="places.service.name_removed", subject=service, by=by, now=now)


@transaction.atomic
def close_service(
    *, service: Service, closed_on: date, successor: Service | None, by: User | None, now: datetime
) -> None:
    """Close a service: the form offers it no longer, what was said about it stays.

    Raises AlreadyClosed, SuccessorUnfit.
    """
    if service.status == ServiceStatus.CLOSED:
        raise AlreadyClosed
    service.status = ServiceStatus.CLOSED
    service.deregistered_date = closed_on
    service.save(update_fields=["status", "deregistered_date"])
    record(code="places.service.closed", subject=service, by=by, now=now)
    if successor is not None:
        name_successor(service=service, successor=successor, by=by, now=now)


@transaction.atomic
def reopen_service(*, service: Service, by: User | None, now: datetime) -> None:
    """Open a service that was closed by mistake; nothing took over from it then. Raises NotClosed."""
    if service.status != ServiceStatus.CLOSED:
        raise NotClosed
    _forget_name(service)
    service.status, service.deregistered_date, service.successor = ServiceStatus.ACTIVE, None, None
    service.save(update_fields=["status", "deregistered_date", "successor"])
    record(code="places.service.reopened", subject=service, by=by, now=now)


@transaction.atomic
def name_successor(*, service: Service, successor: Service, by: User | None, now: datetime) -> None:
    """Say which service took over from a closed one; it is then found by the old name too.

    Raises NotClosed, SuccessorUnfit.
    """
    if service.status != ServiceStatus.CLOSED:
        raise NotClosed
    if successor.pk == service.pk or successor.status == ServiceStatus.CLOSED:
        raise SuccessorUnfit
    _forget_name(service)
    service.successor = successor
    service.save(update_fields=["successor"])
    ServiceName.objects.get_or_create(service=successor, name=service.name, defaults={"source": NameSource.SUCCEEDED})
    find_by_words([successor])
    record(code="places.service.succeeded", subject=service, by=by, now=now, successor=successor.code)


def _forget_name(service: Service) -> None:
    """Take a service's name from the one that was said to have taken over from it."""
    before = service.successor
    if before is not None:
        before.other_names.filter(name=service.name, source=NameSource.SUCCEEDED).delete()
        find_by_words([before])
