"""The pages of the register of stakeholders: its list, its file, and the page of each."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heard.accounts.models import Role
from heard.measurement.models import Engagement, Stakeholder, StakeholderHandle
from tests.factories.accounts import MembershipFactory, hand_over, member
from tests.factories.campaigns import CampaignFactory
from tests.factories.measurement import EngagementFactory, StakeholderFactory, StakeholderHandleFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    person = member(Role.CAMPAIGN_MANAGER)
    client.force_login(person)
    return person


@pytest.fixture
def register(manager):
    return manager.memberships.get().organisation


@pytest.fixture
def known(register):
    return StakeholderFactory.create(register=register, name="Harbour Carers")


def href(name: str, *arguments: object) -> str:
    return reverse(f"measurement:{name}", args=arguments)


def test_one_is_put_in_with_its_influence_and_not_twice(client, register):
    told = {"name": "Harbour Carers", "kind": "CHARITY", "influence": "LOCAL"}

    first = client.post(href("stakeholders"), told)
    again = client.post(href("stakeholders"), told)

    made = Stakeholder.objects.get()
    assert (first.status_code, first.url, made.influence) == (302, href("stakeholder", made.pk), "LOCAL")
    assert again.status_code == 422
    assert "This name is in the register already." in again.content.decode()


def test_the_list_is_searched(client, register, manager):
    StakeholderFactory.create(register=register, name="Harbour Carers", keeper=manager)
    StakeholderFactory.create(register=register, name="Harbour Post", kind="MEDIA")

    found = client.get(href("stakeholders"), {"q": "harbour", "keeper": str(manager.pk)}).content.decode()
    nobody = client.get(href("stakeholders"), {"q": "carers", "kind": "MEDIA"}).content.decode()

    assert "Harbour Carers</a>" in found
    assert "Harbour Post</a>" not in found
    assert "Nobody in the register is so" in nobody


def test_a_file_is_answered_cell_by_cell(client, register):
    file = SimpleUploadedFile("s.csv", b"name,kind\nHarbour,club\n")

    response = client.post(href("stakeholders_import"), {"file-register": str(register.pk), "file-file": file})

    assert response.status_code == 422
    assert "Row 2, kind: “club” is none of" in response.content.decode()
    assert "email" in client.get(href("stakeholders_import")).content.decode()


def test_the_example_can_be_brought_in(client, register, manager):
    example = client.get(href("stakeholders_example"))
    file = SimpleUploadedFile("s.csv", example.content)

    response = client.post(href("stakeholders_import"), {"file-register": str(register.pk), "file-file": file})

    assert response.status_code == 302
    made = Stakeholder.objects.get()
    assert (made.keeper, made.handles.count()) == (manager, 3)


def test_what_is_known_of_one_is_changed(client, register, known):
    area = AreaFactory.create()
    analyst = member(Role.ANALYST, register)
    told = {
        "name": "Harbour Carers’ Circle",
        "kind": "PROFESSION",
        "influence": "REGIONAL",
        "area": area.code,
        "keeper": str(analyst.pk),
    }

    assert client.post(href("change_stakeholder", known.pk), told).status_code == 302

    page = client.get(href("stakeholder", known.pk)).content.decode()
    for words in ("Harbour Carers’ Circle", "Professional body", "In a region", area.name, analyst.full_name):
        assert words in page


def test_only_staff_who_may_use_the_register_can_own_a_relationship(client, register, known):
    caseworker, stranger = member(Role.CASEWORKER, register), member(Role.ANALYST)
    MembershipFactory.create(organisation=register, role=Role.ANALYST, ended_at=register.created_at, user=caseworker)
    told = {"name": known.name, "kind": known.kind}

    for person in (caseworker, stranger):
        told["keeper"] = str(person.pk)
        assert client.post(href("change_stakeholder", known.pk), told).status_code == 422


def test_an_owner_who_left_is_told(client, register, known):
    known.keeper = member(Role.CASEWORKER, register)
    known.save()

    assert "who no longer uses the register" in client.get(href("stakeholder", known.pk)).content.decode()


def test_staff_of_a_successor_can_own_a_relationship_of_the_register_before_it(client):
    analyst = member(Role.ANALYST)
    known = StakeholderFactory.create()
    hand_over(known.register, analyst.memberships.get().organisation)
    client.force_login(analyst)
    told = {"name": known.name, "kind": known.kind, "keeper": str(analyst.pk)}

    assert client.post(href("change_stakeholder", known.pk), told).status_code == 302

    known.refresh_from_db()
    assert known.keeper == analyst


def test_an_account_is_added_with_followers_of_a_day_and_taken_out(client, known):
    here = href("stakeholder", known.pk)
    told = {
        "network": "MASTODON",
        "handle": "@Harbour@social.example",
        "followers": "1,200",
        "followers_on_day": "8",
        "followers_on_month": "7",
        "followers_on_year": "2020",
    }

    assert client.post(here, told).status_code == 302
    made = StakeholderHandle.objects.get()
    assert (made.handle, made.followers, made.followers_on) == ("harbour@social.example", 1200, date(2020, 7, 8))
    assert "1,200 on 8 July 2020" in client.get(here).content.decode()

    assert client.post(href("remove_account", known.pk, made.pk)).status_code == 302
    assert not StakeholderHandle.objects.exists()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"network": "EMAIL", "handle": "press office"}, "Write an email address, such as"),
        ({"network": "EMAIL", "handle": "gmail.com"}, "Many people write from gmail.com"),
        ({"network": "X", "handle": "harbour", "followers": "5"}, "Say of which day the followers are"),
        ({"network": "MASTODON", "handle": "org@elsewhere.example"}, "This is another stakeholder’s account."),
    ],
)
def test_an_account_that_cannot_be_is_explained(client, known, told, sentence):
    StakeholderHandleFactory.create(stakeholder__register=known.register)

    response = client.post(href("stakeholder", known.pk), told)

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_what_was_found_and_decided_stands_newest_first(client, register, known):
    campaign = CampaignFactory.create(owner=register)
    EngagementFactory.create(campaign=campaign, stakeholder=known, on=date(2020, 7, 8), source="EMAIL")
    later = EngagementFactory.create(campaign=campaign, stakeholder=known, on=date(2020, 7, 9))
    client.post(href("decide_engagement", campaign.slug, later.pk), {"level": "ACTED"})

    page = client.get(href("stakeholder", known.pk)).content.decode()

    assert page.index("9 July 2020") < page.index("8 July 2020")
    assert "Acted (" in page
    assert "Waits for a person" in page
    assert campaign.title in page


def test_taking_one_out_asks_first_and_says_what_goes_with_it(client, register, known):
    StakeholderHandleFactory.create(stakeholder=known)
    campaign = CampaignFactory.create(owner=register)
    one = EngagementFactory.create(campaign=campaign, stakeholder=known)
    client.post(href("decide_engagement", campaign.slug, one.pk), {"level": "ENGAGED"})

    asked = client.get(href("remove_stakeholder", known.pk)).content.decode()

    assert "With it go 1 account and 1 thing that were found of it." in asked
    assert "It counts in 1 campaign" in asked
    assert Stakeholder.objects.exists()
    client.post(href("remove_stakeholder", known.pk))
    assert not Stakeholder.objects.exists()
    assert not Engagement.objects.exists()


def test_an_account_of_another_stakeholder_is_not_found(client, known):
    other = StakeholderHandleFactory.create(stakeholder__register=known.register)

    assert client.post(href("remove_account", known.pk, other.pk)).status_code == 404
