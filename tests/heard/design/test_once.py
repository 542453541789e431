"""Whoever writes what another wrote in the same instant is told so, whatever was looked up before."""

from datetime import date

import pytest
from django.db.models import QuerySet

from heard.campaigns import actions as campaigns
from heard.campaigns.models import Measure
from heard.measurement.actions import stakeholders as measurement
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import (
    OPENED_AT,
    CampaignFactory,
    ObjectiveFactory,
    PlacementFactory,
    PostFactory,
    WaveFactory,
)
from tests.factories.measurement import StakeholderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unseen(monkeypatch):
    """Let every look-up find nothing, as where another's transaction has not ended yet."""

    def begin():
        monkeypatch.setattr(QuerySet, "exists", lambda _: False)

    return begin


def test_a_stakeholder(unseen):
    known, other = StakeholderFactory.create(name="Harbour"), StakeholderFactory.create(name="Quay")
    other.register = known.register
    other.save()
    told = measurement.StakeholderIn(name="Harbour", kind="CHARITY")
    unseen()

    with pytest.raises(measurement.NameTaken):
        measurement.add_stakeholder(register=known.register, told=told, by=None, now=OPENED_AT)
    with pytest.raises(measurement.NameTaken):
        measurement.change_stakeholder(stakeholder=other, told=told, by=UserFactory.create(), now=OPENED_AT)


def test_a_post(unseen):
    post = PostFactory.create(name="Film")
    unseen()

    with pytest.raises(campaigns.PostExists):
        campaigns.add_post(campaign=post.campaign, plan=campaigns.PostPlan(name="film"), by=None, now=OPENED_AT)


def test_a_wave(unseen):
    wave = WaveFactory.create(name="Carers")
    plan = campaigns.WavePlan(name="Carers", audience="", starts_on=wave.starts_on, ends_on=wave.ends_on)
    unseen()

    with pytest.raises(campaigns.WaveExists):
        campaigns.add_wave(campaign=wave.campaign, plan=plan, by=None, now=OPENED_AT)


def test_an_objective(unseen):
    objective = ObjectiveFactory.create(by_day=date(2020, 8, 1))
    plan = campaigns.ObjectivePlan(measure=Measure(objective.measure), target=5, by_day=date(2020, 8, 1))
    unseen()

    with pytest.raises(campaigns.ObjectiveExists):
        campaigns.add_objective(campaign=objective.campaign, plan=plan, by=None, now=OPENED_AT)


def test_the_code_of_a_link(unseen):
    campaign = CampaignFactory.create()
    placement = PlacementFactory.create(campaign=campaign, code="carers-fb")
    PlacementFactory.create(campaign=campaign, code="harbour-fb")
    unseen()

    with pytest.raises(campaigns.CodeTaken):
        campaigns.change_code(placement=placement, code="harbour-fb", by=None, now=OPENED_AT)
