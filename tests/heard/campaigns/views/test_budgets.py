"""Money, approval of the plan and a copy of the campaign in the browser."""

import pytest
from django.urls import reverse

from heard.campaigns.models import Amount, Campaign
from tests.factories.campaigns import CampaignFactory, PlacementFactory, WaveFactory
from tests.heard.campaigns.people import a_manager_of

pytestmark = pytest.mark.django_db


def test_money_is_planned_for_a_link_and_totals_stand_on_the_plan():
    link = PlacementFactory.create(channel="X")
    slug, manager = link.campaign.slug, a_manager_of(link.campaign)
    address = reverse("campaigns:add_planned", args=[slug])

    refused = manager.post(address, {"amount": "1.2.3", "currency": "GBP", "code": "no-such"}).content.decode()
    manager.post(address, {"amount": "£1,250.5", "currency": "GBP", "code": link.code.upper()})

    assert "Write the amount like" in refused
    assert "no link of these words" in refused
    amount = Amount.objects.get()
    assert (amount.pence, amount.placement, amount.channel) == (1250_50, link, "X")
    assert "£1,250.50" in manager.get(reverse("campaigns:plan", args=[slug])).content.decode()
    manager.post(reverse("campaigns:remove_amount", args=[slug, amount.pk]))
    assert not Amount.objects.exists()


@pytest.mark.parametrize("typed", ["99,50", "1,5", "12,34,567", ",500", "1,2505"])
def test_a_comma_that_may_be_meant_as_a_point_is_asked_about(typed):
    campaign = CampaignFactory.create()
    address = reverse("campaigns:add_planned", args=[campaign.slug])
    answer = a_manager_of(campaign).post(address, {"amount": typed, "currency": "EUR", "code": ""})

    assert answer.status_code == 422
    assert "Write the amount like" in answer.content.decode()
    assert not Amount.objects.exists()


def test_a_plan_is_approved_by_another_manager():
    campaign = CampaignFactory.create()
    writer, reader = a_manager_of(campaign), a_manager_of(campaign)
    writer.post(reverse("campaigns:add_planned", args=[campaign.slug]), {"amount": "5", "currency": "GBP"})
    address = reverse("campaigns:approve_plan", args=[campaign.slug, 1])

    assert "Approve the plan" not in writer.get(reverse("campaigns:plan", args=[campaign.slug])).content.decode()
    assert writer.post(address).status_code == 422
    assert "Approved by" in reader.post(address, follow=True).content.decode()
    assert reader.post(address).status_code == 422


def test_what_a_copy_will_hold_is_said_before_it_is_made():
    campaign = CampaignFactory.create()
    WaveFactory.create(campaign=campaign)
    manager, address = a_manager_of(campaign), reverse("campaigns:copy", args=[campaign.slug])
    days = {
        f"{end}_{part}": value for end in ("starts_on", "ends_on") for part, value in (("day", "8"), ("month", "7"))
    }
    years = {"starts_on_year": "2021", "ends_on_year": "2022"}

    assert "Waves: 1" in manager.get(address).content.decode()
    assert manager.post(address, {"title": "Next", "links": "none"}).status_code == 422
    manager.post(address, {"title": "Next", "links": "none", **days, **years})

    assert Campaign.objects.get(title="Next").waves.count() == 1
