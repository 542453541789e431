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
        actions.keep_account(
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
    listed = list(queries.involved(stakeholders=queries.taking_part(campaign=campaign)))
    assert len(listed) == told.engaged
    assert sorted((one.engaged, one.amplified, one.acted) for one in listed) == [(1, 0, 0), (2, 1, 1)]
    assert first.suggested == "AMPLIFIED"


def test_more_than_so_many_is_said_with_the_number(campaign, manager):
    for level in ("ENGAGED", "AMPLIFIED", "ACTED"):
        actions.decide(engagement=EngagementFactory.create(campaign=campaign), level=level, by=manager, now=NOW)

    def told(many, **did):
        asked = queries.Did(**did)
        number = queries.taking_part(campaign=campaign, did=asked).count()
        return queries.taking_part_finding(number=number, did=asked, many=many).sentence

    assert told(2) == "3 stakeholders engaged, more than 2."
    assert told(3) == "3 stakeholders engaged, not more than 3."
    assert told(0, level="ACTED", kind="CHARITY") == (
        "1 stakeholder of the kind “Charity or community group” acted, more than 0."
    )
    assert told(0, kind="NHS").startswith("0 stakeholders")


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


def test_a_change_keeps_what_was_found_and_finds_the_organisation_of_the_new_name(campaign, manager):
    charity = OrganisationFactory.create(name="Harbour Carers")
    known = StakeholderFactory.create(register=campaign.owner, name="Harbor Carers")
    EngagementFactory.create(campaign=campaign, stakeholder=known)
    told = actions.StakeholderIn(name="Harbour Carers", kind="NHS", influence="LOCAL", keeper=manager)

    actions.change_stakeholder(stakeholder=known, told=told, by=manager, now=NOW)

    known.refresh_from_db()
    assert (known.name, known.kind, known.influence, known.keeper, known.body) == (
        "Harbour Carers",
        "NHS",
        "LOCAL",
        manager,
        charity,
    )
    assert known.engagements.count() == 1


@pytest.mark.parametrize(("name", "same"), [("Harbour Carers", "harbour carers"), ("Gofalwyr Ŵyl", "GOFALWYR ŵyl")])
def test_a_name_of_another_is_refused(campaign, manager, name, same):
    StakeholderFactory.create(register=campaign.owner, name=name)
    other = StakeholderFactory.create(register=campaign.owner)
    told = actions.StakeholderIn(name=same, kind="NHS")

    with pytest.raises(actions.NameTaken):
        actions.change_stakeholder(stakeholder=other, told=told, by=manager, now=NOW)


def test_an_organisation_is_one_stakeholder_of_a_register(campaign, manager):
    charity = OrganisationFactory.create(name="Harbour Carers")
    told = actions.StakeholderIn(name="Harbour Carers", kind="CHARITY")
    first = actions.add_stakeholder(register=campaign.owner, told=told, by=manager, now=NOW)
    actions.change_stakeholder(
        stakeholder=first, told=actions.StakeholderIn(name="HC", kind="CHARITY"), by=manager, now=NOW
    )

    second = actions.add_stakeholder(register=campaign.owner, told=told, by=manager, now=NOW)

    assert (first.body, second.body) == (charity, None)


def test_an_account_told_again_without_followers_keeps_those_it_had():
    held = StakeholderHandleFactory.create(followers=310, followers_on=date(2020, 7, 8))

    actions.keep_account(
        stakeholder=held.stakeholder, account=actions.Account(network=held.network, handle=held.handle)
    )

    held.refresh_from_db()
    assert (held.followers, held.followers_on) == (310, date(2020, 7, 8))


def test_an_account_that_is_taken_out_leaves_what_was_found_by_it(campaign, manager):
    held = StakeholderHandleFactory.create(stakeholder__register=campaign.owner)
    MentionFactory.create(campaign=campaign)
    actions.suggest_engagements(campaign=campaign, now=NOW)

    actions.remove_account(account=held, by=manager, now=NOW)

    assert Engagement.objects.get().stakeholder == held.stakeholder
    assert not StakeholderHandle.objects.exists()


def test_a_file_names_who_owns_the_relationship_and_fills_in_what_is_empty(campaign, manager, tmp_path):
    known = StakeholderFactory.create(register=campaign.owner, name="Harbour Carers", influence="NATIONAL")
    path = tmp_path / "stakeholders.csv"
    path.write_text(
        "name,kind,influence,keeper\n"
        f"Harbour Carers,charity,local,{manager.email.upper()}\n"
        f"New Carers,charity,,\nnew carers,charity,local,{manager.email}\n"
    )

    report = registering.import_stakeholders(
        register=campaign.owner, path=path, file_name=path.name, by=manager, now=NOW
    )

    known.refresh_from_db()
    new = Stakeholder.objects.get(name="New Carers")
    assert (report.new, report.known) == (1, 1)
    assert (known.influence, known.keeper) == ("NATIONAL", manager)
    assert (new.influence, new.keeper) == ("LOCAL", manager)


def test_a_file_with_an_owner_who_may_not_use_the_register_or_rows_that_disagree_is_refused(
    campaign, manager, tmp_path
):
    stranger = member(Role.CAMPAIGN_MANAGER)
    path = tmp_path / "stakeholders.csv"
    path.write_text(
        "name,kind,influence,keeper,network,handle\n"
        f"Harbour Carers,charity,local,{stranger.email},,\n"
        "New Carers,charity,local,,email,@nhs.net\n"
        "Old Carers,charity,local,,email,press@\n"
        "Good Carers,charity,local,,,\n"
        "good carers,nhs,national,,,\n"
    )

    report = registering.import_stakeholders(
        register=campaign.owner, path=path, file_name=path.name, by=manager, now=NOW
    )

    assert [fault.partition(":")[0] for fault in report.faults] == [
        "Row 2, keeper",
        "Row 3, handle",
        "Row 4, handle",
        "Row 6, kind",
        "Row 6, influence",
    ]
    assert "Nobody who may use this register" in report.faults[0]
    assert "Many people write from nhs.net" in report.faults[1]
