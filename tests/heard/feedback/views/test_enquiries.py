"""Logging an enquiry takes three choices, and finding it again none of another organisation's."""

import pytest
from django.test import Client

from heard.accounts.models import Role, User
from heard.feedback.models import Enquiry
from tests.factories.accounts import MembershipFactory, member
from tests.factories.campaigns import CampaignFactory
from tests.factories.feedback import EnquiryFactory
from tests.factories.places import OfficeFactory
from tests.heard.feedback.walking import Walker, open_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def caseworker() -> User:
    return member(Role.CASEWORKER)


def at_work(person: User) -> Walker:
    client = Client()
    client.force_login(person)
    return Walker("/staff/enquiries/", client)


def test_three_choices_log_an_enquiry_and_the_next_one_can_be_logged(caseworker: User) -> None:
    walker = at_work(caseworker).open("/staff/enquiries/new/")
    walker.send({"topic": "dentist", "outcome": "ANSWERED"}, form=1)
    kept = Enquiry.objects.get()
    assert (kept.topic, kept.channel, kept.logged_by) == ("dentist", "PHONE", caseworker)
    assert walker.path == "/staff/enquiries/new/"
    assert "The enquiry is logged" in walker.text


def test_what_is_missing_is_said(caseworker: User) -> None:
    walker = at_work(caseworker).open("/staff/enquiries/new/").send({"outcome": "ANSWERED"}, form=1)
    assert walker.status == 422
    assert "Choose an answer to “What was it about?”" in walker.text


def test_a_day_to_come_is_refused(caseworker: User) -> None:
    walker = at_work(caseworker).open("/staff/enquiries/new/")
    a_day = {"received_on_day": "1", "received_on_month": "7", "received_on_year": "2999"}
    walker.send({"topic": "dentist", "outcome": "ANSWERED", **a_day}, form=1)
    assert "The day must be today or earlier" in walker.text
    assert not Enquiry.objects.exists()


def test_enquiries_are_filtered_by_topic(caseworker: User) -> None:
    organisation = caseworker.memberships.get().organisation
    EnquiryFactory.create(organisation=organisation, asked="About teeth")
    EnquiryFactory.create(organisation=organisation, topic="complaint", asked="About a letter")
    walker = at_work(caseworker).open(f"/staff/enquiries/of/{organisation.slug}/?topic=complaint")
    assert "About a letter" in walker.text
    assert "About teeth" not in walker.text


def test_an_enquiry_offers_the_organisations_own_forms_to_go_on_with() -> None:
    form = open_form()
    open_form(slug="elsewhere")
    caseworker = member(Role.CASEWORKER, form.organisation)
    enquiry = EnquiryFactory.create(organisation=form.organisation)
    links = at_work(caseworker).open(f"/staff/enquiries/{enquiry.pk}/").read.links
    ways = [link for link in links if "enquiry=" in link]
    assert ways == [f"/staff/entry/{form.campaign.slug}/{form.slug}/call/?enquiry={enquiry.pk}"]


def test_analysts_read_figures_and_log_nothing(caseworker: User) -> None:
    organisation = caseworker.memberships.get().organisation
    EnquiryFactory.create(organisation=organisation)
    analyst = member(Role.ANALYST, organisation)
    walker = at_work(analyst).open(f"/staff/enquiries/of/{organisation.slug}/figures/")
    assert "1 enquiry was logged" in walker.text
    assert walker.open("/staff/enquiries/new/").status == 404


def test_an_office_of_another_organisation_is_refused(caseworker: User) -> None:
    second = MembershipFactory.create(user=caseworker, role=Role.CASEWORKER).organisation
    office = OfficeFactory.create(organisation=second)
    first = caseworker.memberships.order_by("pk")[0].organisation
    walker = at_work(caseworker).open("/staff/enquiries/new/")
    fields = {"topic": "dentist", "outcome": "ANSWERED", "organisation": first.slug, "office": str(office.pk)}
    walker.send(fields, form=1)
    assert "This office belongs to another organisation" in walker.text


def test_the_campaign_of_an_enquiry_is_one_of_the_organisations_own(caseworker: User) -> None:
    other = CampaignFactory.create()
    walker = at_work(caseworker).open("/staff/enquiries/new/")
    walker.send({"topic": "dentist", "outcome": "ANSWERED", "campaign": other.slug}, form=1)
    assert not Enquiry.objects.exists()


def test_any_day_of_the_calendar_can_be_asked_for(caseworker: User) -> None:
    at_work(caseworker).open("/staff/enquiries/new/").send({"topic": "dentist", "outcome": "ANSWERED"}, form=1)
    path = f"/staff/enquiries/of/{Enquiry.objects.get().organisation.slug}/"
    walker = at_work(caseworker).open(f"{path}?until_day=31&until_month=12&until_year=9999")
    assert walker.status == 200
