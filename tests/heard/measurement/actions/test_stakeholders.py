"""A stakeholder is one however many accounts it has; rules suggest, people decide, and only decisions count."""

from datetime import UTC, date, datetime

import pytest

from heard.accounts.models import Role
from heard.measurement.actions import registering
from heard.measurement.actions import stakeholders as actions
from heard.measurement.models import Engagement, Stakeholder, StakeholderHandle
from heard.measurement.queries import stakeholders as queries
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory, PartnerFactory, PlacementFactory
from tests.factories.measurement import (
    EngagementFactory,
    MentionFactory,
    StakeholderFactory,
    StakeholderHandleFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 9, 12, 0, tzinfo=UTC)
HEAD = "name,kind,area,influence,network,handle,followers,followers_on\n"


@pytest.fixture
def campaign():
    return CampaignFactory.create()


@pytest.fixture
def manager(campaign):
    return member(Role.CAMPAIGN_MANAGER, campaign.owner)


def bring(campaign, manager, tmp_path, rows: str):
    path = tmp_path / "stakeholders.csv"
    path.write_text(HEAD + rows)
    return registering.import_stakeholders(register=campaign.owner, path=path, file_name=path.name, by=manager, now=NOW)


def test_two_accounts_of_one_name_are_one_stakeholder(campaign, manager, tmp_path):
    rows = (
        'Harbour Carers,charity,,local,mastodon,@Org@elsewhere.example,"1,200",2020-07-08\n'
        "harbour carers,Charity,,local,bluesky,harbour.example,,\n"
    )
    report = bring(campaign, manager, tmp_path, rows)

    assert (report.new, report.accounts, report.faults) == (1, 2, ())
    assert StakeholderHandle.objects.get(network="MASTODON").followers == 1200
    again = bring(campaign, manager, tmp_path, rows)
    assert (again.new, Stakeholder.objects.count(), StakeholderHandle.objects.count()) == (0, 1, 2)


def test_each_cell_that_cannot_be_used_is_named_and_nothing_is_taken(campaign, manager, tmp_path):
    report = bring(
        campaign,
        manager,
        tmp_path,
        "Good,charity,,,mastodon,a@b.example,,\n"
        "Other,club,Nowhere,loud,myspace,x,many,\n"
        "Third,charity,,,mastodon,@A@b.example,5,\n"
        ",nhs,,,,,,\n",
    )

    places = [fault.partition(":")[0] for fault in report.faults]
    assert places == [
        "Row 3, kind",
        "Row 3, influence",
        "Row 3, area",
        "Row 3, network",
        "Row 3, followers",
        "Row 4, followers_on",
        "Row 4, handle",
        "Row 5, name",
    ]
    assert not Stakeholder.objects.exists()


def test_an_account_of_another_is_refused():
    held = StakeholderHandleFactory.create()
    other = StakeholderFactory.create(register=held.register)

    with pytest.raises(actions.HandleTaken):
        actions.add_account(
            stakeholder=other, account=actions.Account(network="MASTODON", handle="@ORG@elsewhere.example")
        )


def test_mentions_of_its_accounts_and_links_of_its_own_are_suggested_once(campaign):
    charity = OrganisationFactory.create(name="Harbour Carers")
    known = StakeholderHandleFactory.create(
        stakeholder__register=campaign.owner, stakeholder__body=charity, stakeholder__name="Harbour Carers"
    )
    MentionFactory.create(campaign=campaign)
    MentionFactory.create(campaign=campaign, handle_key="f" * 64)
    PlacementFactory.create(campaign=campaign, partner=PartnerFactory.create(campaign=campaign, organisation=charity))

    assert actions.suggest_engagements(campaign=campaign, now=NOW) == 2
    assert actions.suggest_engagements(campaign=campaign, now=NOW) == 0
    assert {one.stakeholder_id for one in Engagement.objects.all()} == {known.stakeholder_id}
    assert {one.source for one in Engagement.objects.all()} == {"MENTION", "PARTNER"}


def test_only_what_a_person_decided_counts_and_each_stakeholder_once(campaign, manager):
    first = EngagementFactory.create(campaign=campaign)
    again = EngagementFactory.create(campaign=campaign, stakeholder=first.stakeholder)
    other = EngagementFactory.create(campaign=campaign)
    none = EngagementFactory.create(campaign=campaign)
    EngagementFactory.create(campaign=campaign)
    for engagement, level in ((first, "AMPLIFIED"), (again, "ACTED"), (other, "ENGAGED"), (none, "")):
        actions.decide(engagement=engagement, level=level, by=manager, now=NOW)

    told = queries.reached(campaign=campaign)

    assert (told.engaged, told.amplified, told.acted, told.undecided) == (2, 1, 1, 1)
    listed = list(queries.involved(campaign=campaign))
    assert len(listed) == told.engaged
    assert sorted((one.engaged, one.amplified, one.acted) for one in listed) == [(1, 0, 0), (2, 1, 1)]
    assert first.suggested == "AMPLIFIED"


def test_more_than_so_many_is_said_with_the_number(campaign, manager):
    for _one in range(3):
        actions.decide(engagement=EngagementFactory.create(campaign=campaign), level="ENGAGED", by=manager, now=NOW)

    assert "3 stakeholders engaged, more than 2" in queries.stakeholders_finding(campaign=campaign, many=2).sentence
    assert "not more than 3" in queries.stakeholders_finding(campaign=campaign, many=3).sentence


def test_what_is_written_down_twice_is_one(campaign, manager):
    known = StakeholderFactory.create(register=campaign.owner)
    for _time in range(2):
        actions.log_engagement(
            stakeholder=known,
            campaign=campaign,
            level="ACTED",
            on=date(2020, 7, 9),
            note="Email of the press office",
            by=manager,
            now=NOW,
        )

    assert Engagement.objects.count() == 1
    assert queries.reached(campaign=campaign).acted == 1


def test_a_level_that_there_is_not_is_refused(campaign, manager):
    with pytest.raises(actions.NoSuchLevel):
        actions.decide(engagement=EngagementFactory.create(campaign=campaign), level="LOVED", by=manager, now=NOW)
