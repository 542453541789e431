"""Whose figures a person may see."""

import pytest

from heard.accounts.models import Role
from heard.design.errors import NotFound
from heard.measurement.queries import live_campaigns_for, live_view_for
from tests.factories.accounts import MembershipFactory, OrganisationFactory, hand_over, member, split
from tests.factories.campaigns import CampaignFactory, FormFactory, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.CAMPAIGN_MANAGER, Role.ANALYST])
def test_managers_and_analysts_of_the_owner_see_the_whole(role: Role):
    campaign = CampaignFactory.create()

    view = live_view_for(user=member(role, campaign.owner), slug=campaign.slug)

    assert view.campaign == campaign
    assert not view.is_limited


def test_an_organisation_with_a_form_sees_the_whole():
    form = FormFactory.create(organisation=OrganisationFactory.create())

    view = live_view_for(user=member(Role.ANALYST, form.organisation), slug=form.campaign.slug)

    assert not view.is_limited


def test_a_partner_sees_only_its_own():
    partner = PartnerFactory.create()

    view = live_view_for(user=member(Role.PARTNER, partner.organisation), slug=partner.campaign.slug)

    assert view.partners == frozenset({partner.organisation_id})


def test_the_partners_role_in_the_owners_organisation_opens_nothing():
    campaign = CampaignFactory.create()

    with pytest.raises(NotFound):
        live_view_for(user=member(Role.PARTNER, campaign.owner), slug=campaign.slug)


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.RESPONDER, Role.ADMINISTRATOR, Role.PRIVACY_LEAD])
def test_other_roles_of_the_owner_see_no_figures(role: Role):
    campaign = CampaignFactory.create()

    with pytest.raises(NotFound):
        live_view_for(user=member(role, campaign.owner), slug=campaign.slug)


def test_a_stranger_and_a_wrong_name_are_answered_alike():
    campaign = CampaignFactory.create()
    stranger = member(Role.CAMPAIGN_MANAGER)

    for slug in (campaign.slug, "no-such-campaign"):
        with pytest.raises(NotFound):
            live_view_for(user=stranger, slug=slug)
    assert list(live_campaigns_for(user=stranger)) == []


def test_who_is_both_manager_and_partner_sees_the_whole_once():
    partner = PartnerFactory.create()
    user = member(Role.PARTNER, partner.organisation)
    MembershipFactory.create(user=user, organisation=partner.campaign.owner, role=Role.CAMPAIGN_MANAGER)

    assert not live_view_for(user=user, slug=partner.campaign.slug).is_limited
    assert list(live_campaigns_for(user=user)) == [partner.campaign]


def test_a_partner_sees_what_the_one_before_it_did():
    partner, successor = PartnerFactory.create(), OrganisationFactory.create()
    user = member(Role.PARTNER, successor)
    hand_over(partner.organisation, successor)

    view = live_view_for(user=user, slug=partner.campaign.slug)

    assert view.partners == frozenset({partner.organisation_id})


def test_the_other_successor_of_a_split_sees_no_figure_of_the_campaign():
    partner, (keeper, other) = PartnerFactory.create(), OrganisationFactory.create_batch(2)
    split(partner.campaign.owner, keeper=keeper, other=other)

    assert live_view_for(user=member(Role.ANALYST, keeper), slug=partner.campaign.slug).partners is None
    with pytest.raises(NotFound):
        live_view_for(user=member(Role.ANALYST, other), slug=partner.campaign.slug)
