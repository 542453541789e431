"""What clicks and forms cost, as a manager and an analyst see it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from heard.accounts.models import Role
from tests.factories.accounts import member
from tests.factories.campaigns import AmountFactory, CampaignFactory, PlacementFactory, VisitFactory
from tests.factories.measurement import NetworkFigureFactory, NetworkImportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory.create(open=True)


def page(campaign, role=Role.CAMPAIGN_MANAGER, **query):
    client = Client()
    client.force_login(member(role, campaign.owner))
    return client.get(reverse("measurement:costs", args=[campaign.slug]), query)


def test_without_spend_it_says_where_to_enter_it(campaign):
    html = page(campaign).content.decode()

    assert "Nothing is known to have been spent on one of these links" in html
    assert reverse("campaigns:budget", args=[campaign.slug]) in html
    assert reverse("measurement:network_names", args=[campaign.slug]) not in html


def test_what_a_click_cost_is_said_with_what_to_bear_in_mind(campaign):
    placement = PlacementFactory.create(campaign=campaign, post="Bus shelters")
    VisitFactory.create_batch(20, placement=placement, campaign=campaign)
    AmountFactory.create(campaign=campaign, placement=placement, pence=10_00, spent_on=date(2020, 7, 8))
    html = page(campaign, by="post").content.decode()

    assert "£10.00 was spent on links that Heard counts: £0.50 for each click" in html
    assert "Bus shelters" in html


def test_spend_of_no_link_leads_a_manager_to_naming_it(campaign):
    imported = NetworkImportFactory.create(campaign=campaign)
    NetworkFigureFactory.create(imported=imported, placement=None, measure="spend", value=500)
    html = page(campaign).content.decode()

    assert "£5.00 is matched with no link and is left out" in html
    assert reverse("measurement:network_names", args=[campaign.slug]) in html


def test_what_cannot_be_asked_for_is_said(campaign):
    response = page(campaign, since="31 June")

    assert response.status_code == 422
    assert "Costs" in response.content.decode()


def spend_page(campaign, role=Role.ANALYST):
    client = Client()
    client.force_login(member(role, campaign.owner))
    response = client.get(reverse("measurement:spend", args=[campaign.slug]))
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


def test_what_was_planned_and_what_each_source_says_was_spent_stand_side_by_side(campaign):
    placement = PlacementFactory.create(campaign=campaign)
    imported = NetworkImportFactory.create(campaign=campaign)
    NetworkFigureFactory.create(imported=imported, placement=placement, measure="spend", value=1000)
    AmountFactory.create(campaign=campaign, placement=placement, pence=700, spent_on=date(2020, 7, 9))
    AmountFactory.create(campaign=campaign, pence=90_00, spent_on=None)

    said = spend_page(campaign)

    assert "Planned £90.00" in said or "£90.00 Planned" in said
    assert "Meta 8 July 2020 £10.00 £10.00 £0.00 £0.00" in said
    assert "Entered by hand, beside the budget Any 9 July 2020 £7.00 £0.00 £0.00 £7.00" in said
    assert "£17.00" not in said


def test_the_costs_say_what_a_second_source_tells_and_lead_to_what_each_says(campaign):
    placement = PlacementFactory.create(campaign=campaign)
    imported = NetworkImportFactory.create(campaign=campaign)
    VisitFactory.create(campaign=campaign, placement=placement)
    NetworkFigureFactory.create(imported=imported, placement=placement, measure="spend", value=1000)
    AmountFactory.create(campaign=campaign, placement=placement, pence=700, spent_on=date(2020, 7, 9))
    html = page(campaign).content.decode()

    assert "£7.00 is what a second source tells of the same links and is left out" in html
    assert reverse("measurement:spend", args=[campaign.slug]) in html


def test_without_spend_the_page_says_how_it_comes_to_be_known(campaign):
    assert "Nothing is known to have been spent." in spend_page(campaign)


def test_the_budget_leads_to_what_each_source_says(campaign):
    client = Client()
    client.force_login(member(Role.CAMPAIGN_MANAGER, campaign.owner))
    html = client.get(reverse("campaigns:budget", args=[campaign.slug])).content.decode()

    assert reverse("measurement:spend", args=[campaign.slug]) in html
