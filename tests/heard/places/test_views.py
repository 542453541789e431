"""What staff open: services and offices."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts.doors import Role
from heard.accounts.models import AuditLine
from heard.places.actions import load_benchmarks
from tests.factories.accounts import member
from tests.factories.places import AreaFactory, OfficeFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.HEARD_DEMO = True


def signed_in(role, organisation=None):
    client = Client()
    client.force_login(member(role, organisation))
    return client


def at(name, *args):
    return reverse(f"places:{name}", args=args)


def body(response):
    return response.content.decode()


def test_a_manager_searches_the_services():
    ServiceFactory.create(name="Harbour Surgery")
    ServiceFactory.create(name="Moor Clinic")

    page = body(signed_in(Role.CAMPAIGN_MANAGER).get(at("services"), {"q": "harb"}))

    assert "Harbour Surgery" in page
    assert "Moor Clinic" not in page
    assert "1 of 1 service" in page


@pytest.mark.parametrize("number", ["0", "-1", "x", "99", "²"])
def test_any_page_number_is_answered(number):
    ServiceFactory.create()

    assert signed_in(Role.CAMPAIGN_MANAGER).get(at("services"), {"page": number}).status_code == 200


def test_more_services_stand_on_the_next_page():
    ServiceFactory.create_batch(51, name="Harbour Surgery")

    page = body(signed_in(Role.CAMPAIGN_MANAGER).get(at("services"), {"q": "harbour"}))

    assert "?q=harbour&amp;page=2" in page


def test_other_roles_find_nothing():
    client = signed_in(Role.CASEWORKER)

    assert {client.get(at(name)).status_code for name in ("services", "offices")} == {404}


def test_a_manager_reads_offices_and_changes_none():
    office = OfficeFactory.create(areas=[AreaFactory.create(name="Harbourshire")])
    client = signed_in(Role.CAMPAIGN_MANAGER, office.organisation)

    page = body(client.get(at("offices")))

    assert "Harbourshire" in page
    assert at("office", office.pk) not in page
    assert client.post(at("office", office.pk)).status_code == 404


def test_an_administrator_changes_an_office_of_their_own():
    office = OfficeFactory.create()
    client = signed_in(Role.ADMINISTRATOR, office.organisation)
    assert at("office", office.pk) in body(client.get(at("offices")))

    client.post(at("office", office.pk), {"name": "Harbour office", "phone": "01632 960555"})

    office.refresh_from_db()
    assert (office.name, office.phone, office.email) == ("Harbour office", "01632 960555", "")
    assert AuditLine.objects.get().code == "places.office.changed"


def test_another_organisations_administrator_finds_nothing():
    office = OfficeFactory.create()
    client = signed_in(Role.ADMINISTRATOR)

    assert client.get(at("office", office.pk)).status_code == 404
    assert client.post(at("office", office.pk), {"name": "Mine"}).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Fill in “Name”"),
        ({"phone": "nonsense"}, "is no part of a phone number"),
        ({"web": "javascript:alert(1)"}, "does not begin with https://"),
        ({"email": "nonsense"}, "needs one @"),
    ],
)
def test_wrong_details_come_back_with_a_sentence(wrong, sentence):
    office = OfficeFactory.create()

    response = signed_in(Role.ADMINISTRATOR, office.organisation).post(
        at("office", office.pk), {"name": "Harbour office", **wrong}
    )

    assert response.status_code == 422
    assert sentence in body(response)


@pytest.mark.parametrize("role", [Role.CAMPAIGN_MANAGER, Role.ANALYST, Role.ADMINISTRATOR])
def test_staff_see_who_says_how_many_people_live_where(role):
    load_benchmarks(
        rows=[
            {
                "area": AreaFactory.create().code,
                "topic": "unpaid_care",
                "category": "None",
                "base": "residents aged 5+",
                "count": "1200",
                "source": "A census",
                "edition": "2021",
            }
        ],
        by=None,
        now=datetime(2021, 1, 4, 9, tzinfo=UTC),
    )

    page = body(signed_in(role).get(at("benchmarks")))

    for words in ("Unpaid care", "residents aged 5+", "1,200", "A census", "2021", "4 January 2021"):
        assert words in page
