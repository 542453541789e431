"""Changing what is known of a service, with its audit line."""

from datetime import UTC, date, datetime

import pytest

from heard.accounts.models import AuditLine
from heard.places.actions import (
    AlreadyClosed,
    NameKnown,
    NotClosed,
    SuccessorUnfit,
    add_name,
    close_service,
    name_successor,
    remove_name,
    reopen_service,
)
from heard.places.queries import find_services
from tests.factories.places import ServiceFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 8, 9, 0, tzinfo=UTC)
DAY = date(2026, 7, 1)


def codes():
    return list(AuditLine.objects.order_by("pk").values_list("code", flat=True))


def test_a_service_is_found_by_the_name_that_was_added_until_it_is_taken_away():
    service = ServiceFactory.create(name="Riverton General")

    add_name(service=service, name="The Rivvy", by=None, now=NOW)
    assert find_services(words="rivvy") == [service]

    remove_name(name=service.other_names.get(), by=None, now=NOW)
    assert find_services(words="rivvy") == []
    assert codes() == ["places.service.named", "places.service.name_removed"]


@pytest.mark.parametrize("name", ["riverton general", "The Riverton General", "rivvy"])
def test_a_name_that_is_known_is_refused(name):
    service = ServiceFactory.create(name="Riverton General", other_names=["Rivvy"])

    with pytest.raises(NameKnown):
        add_name(service=service, name=name, by=None, now=NOW)


def test_a_closed_service_is_followed_by_its_successor_and_keeps_its_name():
    old, new = ServiceFactory.create(name="Harbour Surgery"), ServiceFactory.create(name="Quay Practice")

    close_service(service=old, closed_on=DAY, successor=new, by=None, now=NOW)

    old.refresh_from_db()
    assert (old.name, old.status, old.deregistered_date, old.successor) == ("Harbour Surgery", "CLOSED", DAY, new)
    assert find_services(words="harbour surgery") == [new]
    assert codes() == ["places.service.closed", "places.service.succeeded"]


def test_another_successor_takes_the_name_from_the_first():
    old = ServiceFactory.create(name="Harbour Surgery")
    wrong, right = ServiceFactory.create(name="Moor Practice"), ServiceFactory.create(name="Quay Practice")
    close_service(service=old, closed_on=DAY, successor=wrong, by=None, now=NOW)

    name_successor(service=old, successor=right, by=None, now=NOW)

    assert find_services(words="harbour surgery") == [right]


def test_a_service_that_was_closed_by_mistake_is_opened_again():
    old, new = ServiceFactory.create(name="Harbour Surgery"), ServiceFactory.create(name="Quay Practice")
    close_service(service=old, closed_on=DAY, successor=new, by=None, now=NOW)

    reopen_service(service=old, by=None, now=NOW)

    assert find_services(words="harbour surgery") == [old]
    assert not new.other_names.exists()


def test_what_cannot_be_done_is_refused_and_leaves_no_line():
    service, closed = ServiceFactory.create(), ServiceFactory.create(status="CLOSED")

    with pytest.raises(AlreadyClosed):
        close_service(service=closed, closed_on=DAY, successor=None, by=None, now=NOW)
    with pytest.raises(NotClosed):
        name_successor(service=service, successor=closed, by=None, now=NOW)
    with pytest.raises(NotClosed):
        reopen_service(service=service, by=None, now=NOW)
    with pytest.raises(SuccessorUnfit):
        close_service(service=service, closed_on=DAY, successor=closed, by=None, now=NOW)
    with pytest.raises(SuccessorUnfit):
        name_successor(service=closed, successor=closed, by=None, now=NOW)

    service.refresh_from_db()
    assert (service.status, codes()) == ("ACTIVE", [])
