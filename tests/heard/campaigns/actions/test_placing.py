"""Placing links."""

from datetime import UTC, datetime

import pytest

from heard.accounts.models import AuditLine
from heard.campaigns import actions, queries
from heard.campaigns.models import CampaignState, Channel, Destination, Visit
from tests.factories.campaigns import CampaignFactory, PartnerFactory, PlacementFactory, VisitFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 1, 9, 0, tzinfo=UTC)


def place(campaign, **words):
    return actions.place(
        campaign=campaign,
        plan=actions.PlacementPlan(**{"channel": Channel.FACEBOOK, **words}),
        by=None,
        now=NOW,
    )


def test_links_of_one_partner_and_channel_are_numbered():
    partner = PartnerFactory.create(organisation__name="Carers Fictional", organisation__short_name="")

    codes = [place(partner.campaign, partner=partner).code for _ in range(3)]

    assert codes == ["carersfictional-fb", "carersfictional-fb-2", "carersfictional-fb-3"]
    assert AuditLine.objects.filter(code="campaigns.placement.made").count() == 3


def test_without_a_partner_a_link_is_called_after_the_hashtag():
    assert place(CampaignFactory.create(hashtag="TellUs"), channel=Channel.PRINT).code == "tellus-print"


def test_codes_are_unique_across_campaigns():
    first, second = CampaignFactory.create(hashtag="TellUs"), CampaignFactory.create(hashtag="TellUs")

    assert place(first).code != place(second).code


@pytest.mark.parametrize("url", ["https://evil.example/", "http://www.example.org/", ""])
def test_an_outside_address_that_is_not_allowed_is_refused(url):
    campaign = CampaignFactory.create(allowed_hosts=["www.example.org"])

    with pytest.raises(actions.OutsideNotAllowed):
        place(campaign, destination=Destination.OUTSIDE, outside_url=url)


def test_an_outside_address_longer_than_what_is_kept_is_refused():
    campaign = CampaignFactory.create(allowed_hosts=["www.example.org"])

    with pytest.raises(actions.OutsideTooLong):
        place(campaign, destination=Destination.OUTSIDE, outside_url=f"https://www.example.org/{'é' * 100}")


def test_an_allowed_outside_address_is_kept_in_plain_signs():
    campaign = CampaignFactory.create(allowed_hosts=["www.example.org"])

    placement = place(campaign, destination=Destination.OUTSIDE, outside_url="https://www.example.org/café")

    assert placement.outside_url == "https://www.example.org/caf%C3%A9"


def test_a_closed_campaign_takes_no_more_links():
    with pytest.raises(actions.CampaignClosed):
        place(CampaignFactory.create(state=CampaignState.CLOSED))


def test_a_code_can_be_changed_until_someone_follows_it():
    placement = PlacementFactory.create()
    VisitFactory.create(placement=placement, is_test=True)

    actions.change_code(placement=placement, code="posters-spring", by=None, now=NOW)
    assert queries.placement_by_code("posters-spring") == placement

    VisitFactory.create(placement=placement)
    with pytest.raises(actions.AlreadyFollowed):
        actions.change_code(placement=placement, code="posters-summer", by=None, now=NOW)


@pytest.mark.parametrize("code", ["ab", "Posters", "poster-10", "post er", "-posters", "a" * 41])
def test_a_code_that_can_be_misread_is_refused(code):
    with pytest.raises(actions.CodeRefused):
        actions.change_code(placement=PlacementFactory.create(), code=code, by=None, now=NOW)


def test_a_code_stands_for_one_link():
    PlacementFactory.create(code="posters")

    with pytest.raises(actions.CodeTaken):
        actions.change_code(placement=PlacementFactory.create(), code="posters", by=None, now=NOW)


def test_a_withdrawn_link_keeps_what_was_counted():
    placement = PlacementFactory.create()
    VisitFactory.create(placement=placement)

    actions.withdraw(placement=placement, by=None, now=NOW)

    assert Visit.objects.counted().count() == 1
    with pytest.raises(actions.AlreadyWithdrawn):
        actions.withdraw(placement=placement, by=None, now=NOW)
