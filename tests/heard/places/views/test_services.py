"""What staff open about one service."""

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts.doors import Role
from heard.accounts.models import OrganisationKind
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.places import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.HEARD_DEMO = True


def signed_in(role, kind=OrganisationKind.REGULATOR):
    client = Client()
    client.force_login(member(role, OrganisationFactory.create(kind=kind)))
    return client


def at(name, *args):
    return reverse(f"places:{name}", args=args)


def body(response):
    return response.content.decode()


def test_a_service_shows_what_is_known_of_it():
    new = ServiceFactory.create(name="Quay Practice", other_names=["The Quay"], provider_name="Harbour Care Limited")
    old = ServiceFactory.create(name="Harbour Surgery", status="CLOSED", successor=new)
    client = signed_in(Role.CAMPAIGN_MANAGER)

    page = body(client.get(at("service", new.pk)))

    assert all(words in page for words in ("Quay Practice", "The Quay", "Harbour Care Limited", "It took over from"))
    assert at("service", old.pk) in page
    assert "Close the service" not in page
    assert "Quay Practice" in body(client.get(at("service", old.pk)))


def test_a_provider_shows_its_services_and_no_others():
    service = ServiceFactory.create(name="Quay House", provider_name="Harbour Care", provider_code="1-99")
    ServiceFactory.create(name="Moor House", provider_name="Harbour Care", provider_code="1-99")
    ServiceFactory.create(name="Dale House")

    page = body(signed_in(Role.ADMINISTRATOR).get(at("provider", service.pk)))

    assert "Moor House" in page
    assert "Dale House" not in page


def test_an_administrator_closes_a_service_and_names_its_successor():
    old, new = ServiceFactory.create(name="Harbour Surgery"), ServiceFactory.create(name="Quay Practice")

    response = signed_in(Role.ADMINISTRATOR).post(
        at("service_close", old.pk),
        {"closed_on_day": "1", "closed_on_month": "4", "closed_on_year": "2026", "successor": new.code.lower()},
        follow=True,
    )

    assert "Taken over by" in body(response)
    assert "Closed the service" in body(response)


@pytest.mark.parametrize(
    ("name", "answers", "sentence"),
    [
        ("service_name", {"name": ""}, "Fill in"),
        ("service_name", {"name": "harbour surgery"}, "The service is called so already"),
        ("service_close", {"successor": "nope"}, "There is no service with this code"),
        ("service_successor", {"successor": "H1"}, "The service is open: close it first"),
        ("service_reopen", {}, "The service is open already"),
    ],
)
def test_what_is_wrong_comes_back_with_a_sentence(name, answers, sentence):
    service = ServiceFactory.create(name="Harbour Surgery", code="H1")
    answers = {"closed_on_day": "1", "closed_on_month": "4", "closed_on_year": "2026", **answers}

    response = signed_in(Role.ADMINISTRATOR).post(at(name, service.pk), answers)

    assert response.status_code == 422
    assert sentence in body(response)


@pytest.mark.parametrize("kind", [OrganisationKind.SERVICE_PROVIDER, OrganisationKind.CHARITY_PARTNER])
def test_those_who_give_care_or_pass_links_on_read_the_register_and_do_not_change_it(kind):
    service = ServiceFactory.create()
    client = signed_in(Role.ADMINISTRATOR, kind)

    assert client.get(at("service", service.pk)).status_code == 200
    assert client.post(at("service_name", service.pk), {"name": "Mine"}).status_code == 404
    assert not service.other_names.exists()


def test_a_name_is_taken_away():
    service = ServiceFactory.create(other_names=["The Quay"])

    signed_in(Role.ADMINISTRATOR).post(at("service_name_remove", service.pk, service.other_names.get().pk))

    assert not service.other_names.exists()
