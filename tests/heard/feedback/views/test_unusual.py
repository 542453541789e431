"""Unusual arrivals, as those who run a campaign see and weigh them."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from heard.accounts.models import Role
from heard.feedback.models import Consent, Flag, FlagKind, Submission, Surge, SurgeKind
from heard.feedback.queries.surges import count_unweighed
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory, FormFactory
from tests.factories.feedback import SubmissionFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.HEARD_DEMO = True


@pytest.fixture
def owner():
    return OrganisationFactory.create()


@pytest.fixture
def manager(owner):
    return member(Role.CAMPAIGN_MANAGER, owner)


@pytest.fixture
def surge(owner) -> Surge:
    campaign = CampaignFactory.create(owner=owner)
    form = FormFactory.create(campaign=campaign, organisation=owner)
    made = Surge.objects.create(
        kind=SurgeKind.ALIKE, campaign=campaign, form=form, began_at=NOW, last_at=NOW, usual=1.5
    )
    for _each in range(2):
        sent = SubmissionFactory.create(
            organisation=owner,
            campaign=campaign,
            words="Please keep our surgery open, for we have no car and no bus.",
            redacted=True,
        )
        Flag.objects.create(submission=sent, kind=FlagKind.ALIKE, surge=made, raised_at=NOW)
    return made


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def weigh(client: Client, surge: Surge, weighing: str, **more: str):
    sent = {"weighing": weighing, "reason": "A letter of the village.", "seen": "", **more}
    return client.post(f"/staff/unusual/{surge.pk}/", sent, follow=True)


def test_a_manager_sees_what_waits_and_what_it_may_also_be(manager, surge) -> None:
    client = browser(manager)
    assert count_unweighed(user=manager) == 1
    assert f"/staff/unusual/{surge.pk}/" in client.get("/staff/unusual/").content.decode()
    page = client.get(f"/staff/unusual/{surge.pk}/").content.decode()
    assert "2 forms in nearly the same words" in page
    assert "Please keep our surgery open" not in page, "to run a campaign is not to read words"
    assert "Nothing is deleted or hidden whatever you decide, and you can decide again." in page


def test_a_manager_sets_them_aside_and_counts_them_again(manager, surge) -> None:
    client = browser(manager)
    page = weigh(client, surge, "SET_ASIDE").content.decode()
    assert "2 are set aside" in page
    assert count_unweighed(user=manager) == 0
    assert Submission.objects.counted().count() == 0
    surge.refresh_from_db()
    assert surge.weighed_at is not None
    weigh(client, surge, "COUNTED", seen=surge.weighed_at.isoformat())
    assert Submission.objects.counted().count() == 2


def test_the_later_of_two_managers_overwrites_nothing(manager, surge) -> None:
    client = browser(manager)
    weigh(client, surge, "COUNTED")
    page = weigh(client, surge, "SET_ASIDE").content.decode()
    assert "Someone decided this while you had it open." in page
    assert Submission.objects.counted().count() == 2


def test_a_decision_needs_a_reason(manager, surge) -> None:
    answer = weigh(browser(manager), surge, "SET_ASIDE", reason="")
    assert answer.status_code == 422
    assert Submission.objects.counted().count() == 2


def test_words_are_shown_to_whom_each_person_lets_read_them(owner, surge) -> None:
    reader = browser(member(Role.ANALYST, owner))
    here = f"/staff/unusual/{surge.pk}/"
    assert "Please keep our surgery open" in reader.get(here).content.decode()
    Consent.objects.update(narrowed_at=NOW)
    assert "Please keep our surgery open" not in reader.get(here).content.decode()


def test_an_analyst_reads_and_does_not_decide(owner, surge) -> None:
    client = browser(member(Role.ANALYST, owner))
    assert "A campaign manager of the organisation" in client.get(f"/staff/unusual/{surge.pk}/").content.decode()
    assert weigh(client, surge, "SET_ASIDE").status_code == 404


def test_strangers_find_nothing(surge) -> None:
    client = browser(member(Role.CAMPAIGN_MANAGER))
    assert client.get(f"/staff/unusual/{surge.pk}/").status_code == 404
    assert "Nothing unusual." in client.get("/staff/unusual/").content.decode()
    assert weigh(client, surge, "SET_ASIDE").status_code == 404
