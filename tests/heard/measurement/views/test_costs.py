"""What clicks and forms cost, as a manager and an analyst see it."""

from datetime import date

import pytest
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
