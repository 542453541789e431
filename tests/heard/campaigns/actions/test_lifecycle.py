"""A campaign's states."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.accounts.audit_sentences import sentence
from heard.accounts.doors import Role
from heard.accounts.models import AuditLine
from heard.campaigns import actions
from heard.campaigns.models import Campaign, CampaignState, QuestionSet
from tests.factories.accounts import member
from tests.factories.campaigns import CampaignFactory, PlacementFactory
from tests.heard.campaigns.people import a_form_with_a_question

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 8, 9, 0, tzinfo=UTC)

LEADS = {
    ("open", CampaignState.PREPARING): CampaignState.OPEN,
    ("pause", CampaignState.OPEN): CampaignState.PAUSED,
    ("resume", CampaignState.PAUSED): CampaignState.OPEN,
    ("close", CampaignState.OPEN): CampaignState.CLOSED,
    ("close", CampaignState.PAUSED): CampaignState.CLOSED,
}


def a_ready_campaign(**words):
    campaign = CampaignFactory.create(**words)
    a_form_with_a_question(campaign)
    PlacementFactory.create(campaign=campaign)
    return campaign


def test_opening_freezes_the_questions_and_says_so():
    campaign = a_ready_campaign()
    manager = member(Role.CAMPAIGN_MANAGER, campaign.owner)

    actions.open_campaign(campaign=campaign, by=manager, now=NOW)

    campaign.refresh_from_db()
    assert (campaign.state, campaign.opened_at) == (CampaignState.OPEN, NOW)
    assert QuestionSet.objects.get().frozen_at == NOW
    assert "campaigns.campaign.opened" in AuditLine.objects.filter(actor=manager).values_list("code", flat=True)


@pytest.mark.parametrize(
    "lacks",
    [
        lambda campaign: campaign.forms.all().delete(),
        lambda campaign: campaign.placements.all().delete(),
        lambda campaign: campaign.placements.update(withdrawn_at=NOW),
        lambda campaign: Campaign.objects.update(contact_phone=""),
        lambda campaign: Campaign.objects.update(starts_on="2019-01-01", ends_on="2020-07-07"),
    ],
)
def test_a_campaign_that_lacks_something_does_not_open(lacks):
    campaign = a_ready_campaign()
    lacks(campaign)
    campaign.refresh_from_db()

    with pytest.raises(actions.NotReady):
        actions.open_campaign(campaign=campaign, by=member(Role.CAMPAIGN_MANAGER, campaign.owner), now=NOW)

    campaign.refresh_from_db()
    assert campaign.state == CampaignState.PREPARING
    assert not AuditLine.objects.exists()


def test_a_last_day_that_is_today_is_enough():
    campaign = a_ready_campaign(ends_on=date(2020, 7, 8))

    actions.open_campaign(campaign=campaign, by=member(Role.CAMPAIGN_MANAGER, campaign.owner), now=NOW)

    assert campaign.is_open


def test_a_second_manager_with_an_old_page_cannot_take_the_step_again():
    campaign = a_ready_campaign()
    manager = member(Role.CAMPAIGN_MANAGER, campaign.owner)
    stale = Campaign.objects.get(pk=campaign.pk)
    actions.open_campaign(campaign=campaign, by=manager, now=NOW)

    with pytest.raises(actions.WrongState):
        actions.open_campaign(campaign=stale, by=manager, now=NOW)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=settings().max_examples // 2)
@given(steps=st.lists(st.sampled_from(sorted(actions.STEPS)), max_size=8))
def test_every_walk_through_the_states_keeps_to_the_ways_between_them(steps):
    campaign = a_ready_campaign()
    manager = member(Role.CAMPAIGN_MANAGER, campaign.owner)
    state = CampaignState.PREPARING
    for step in steps:
        leads = LEADS.get((step, state))
        if leads is None:
            with pytest.raises(actions.WrongState):
                actions.STEPS[step](campaign=campaign, by=manager, now=NOW)
        else:
            actions.STEPS[step](campaign=campaign, by=manager, now=NOW)
            state = leads
        campaign.refresh_from_db()
        assert campaign.state == state


def test_every_step_has_its_sentence():
    campaign = a_ready_campaign(title="Because we care")
    manager = member(Role.CAMPAIGN_MANAGER, campaign.owner)
    for step in ("open", "pause", "resume", "close"):
        actions.STEPS[step](campaign=campaign, by=manager, now=NOW)

    lines = AuditLine.objects.filter(subject_kind="campaigns.campaign").order_by("pk")

    assert [line.code for line in lines] == [
        "campaigns.campaign.opened",
        "campaigns.campaign.paused",
        "campaigns.campaign.resumed",
        "campaigns.campaign.closed",
    ]
    assert not {line.code for line in lines} & {sentence(code=line.code, detail=line.detail) for line in lines}
