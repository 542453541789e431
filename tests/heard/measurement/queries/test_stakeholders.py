"""Who is found in the register, who may own a relationship, and what goes with one that is taken out."""

from datetime import UTC, datetime

import pytest

from heard.accounts.models import Role
from heard.measurement.actions.stakeholders import decide
from heard.measurement.forms.stakeholders import SoughtForm
from heard.measurement.queries import stakeholders as queries
from heard.measurement.queries.stakeholders import GoesWith, Sought
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.measurement import EngagementFactory, StakeholderFactory, StakeholderHandleFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 9, 12, 0, tzinfo=UTC)


@pytest.fixture
def manager():
    return MembershipFactory.create(role=Role.CAMPAIGN_MANAGER).user


@pytest.fixture
def register(manager):
    return manager.memberships.get().organisation


def test_the_register_is_searched_by_each_thing_and_by_all_together(manager, register):
    carers = StakeholderFactory.create(register=register, name="Harbour Carers", keeper=manager)
    post = StakeholderFactory.create(register=register, name="Harbour Post", kind="MEDIA", influence="LOCAL")
    StakeholderFactory.create(name="Harbour of another register")

    def found(**asked):
        return list(queries.sought_stakeholders(user=manager, sought=Sought(**asked)))

    assert found() == [carers, post]
    assert found(name="CARERS") == [carers]
    assert found(kind="MEDIA") == [post]
    assert found(influence="LOCAL") == [post]
    assert found(keeper=manager) == [carers]
    assert found(name="harbour", kind="NHS") == []


def test_a_choice_that_is_not_offered_counts_as_none():
    assert SoughtForm({"q": "x", "kind": "NONSENSE"}, keepers=()).sought == Sought(name="x")


def test_those_own_relationships_who_may_use_the_register(manager, register):
    successor = OrganisationFactory.create()
    register.kept_by, register.closed_at = successor, NOW
    register.save()
    analyst = MembershipFactory.create(role=Role.ANALYST, organisation=successor).user
    for role, ended in ((Role.CASEWORKER, None), (Role.ANALYST, NOW)):
        MembershipFactory.create(role=role, organisation=successor, ended_at=ended)
    MembershipFactory.create(role=Role.ANALYST, organisation=successor, user=UserFactory.create(is_active=False))

    assert list(queries.possible_keepers(register=register)) == [analyst]


def test_what_goes_with_one_is_counted():
    campaign = CampaignFactory.create()
    held = StakeholderHandleFactory.create(stakeholder__register=campaign.owner)
    by = UserFactory.create()
    for level in ("ENGAGED", "ACTED", ""):
        one = EngagementFactory.create(campaign=campaign, stakeholder=held.stakeholder)
        decide(engagement=one, level=level, by=by, now=NOW)
    EngagementFactory.create(campaign=campaign, stakeholder=held.stakeholder)

    assert queries.goes_with(stakeholder=held.stakeholder) == GoesWith(accounts=1, found=4, counting=2, campaigns=1)
