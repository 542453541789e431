"""How a visitor comes to a campaign, what they carry on, and who may come in."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from heard.accounts.doors import Role
from heard.campaigns.arriving import Trail, arrival_of, entrance
from heard.campaigns.preview import preview_token
from tests.factories.accounts import member
from tests.factories.campaigns import CampaignFactory, PlacementFactory


def a_request(path="/", *, user=None):
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return request


def test_a_trail_is_carried_in_the_address():
    assert Trail().query == ""
    assert Trail(code="mind-fb", declined=True).query == "?p=mind-fb&nostats=1"


@pytest.mark.django_db
def test_another_campaigns_token_is_no_token():
    campaign, other = CampaignFactory.create(), CampaignFactory.create()
    path = f"/?preview={preview_token(campaign_id=other.pk)}"

    assert not entrance(request=a_request(path), campaign=campaign).is_open


@pytest.mark.django_db
def test_in_preparation_only_the_campaigns_own_staff_come_in():
    campaign = CampaignFactory.create()
    own = member(Role.CASEWORKER, campaign.owner)

    assert entrance(request=a_request(user=own), campaign=campaign).is_open
    assert not entrance(request=a_request(user=member(Role.CAMPAIGN_MANAGER)), campaign=campaign).is_open
    assert not entrance(request=a_request(), campaign=campaign).is_open


@pytest.mark.django_db
def test_only_a_link_of_the_campaign_itself_is_carried_on():
    campaign = CampaignFactory.create(open=True)
    own, other = PlacementFactory.create(campaign=campaign), PlacementFactory.create()

    by_own = arrival_of(request=a_request(f"/?p={own.code}"), campaign=campaign)
    by_other = arrival_of(request=a_request(f"/?p={other.code}"), campaign=campaign)

    assert (by_own.placement, by_own.trail.query) == (own, f"?p={own.code}")
    assert (by_other.placement, by_other.trail.query) == (None, "")
