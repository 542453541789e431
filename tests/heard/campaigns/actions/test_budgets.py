"""What a campaign may cost and did cost, and the approval of its plan."""

from datetime import UTC, date, datetime

import pytest

from heard.campaigns import actions
from heard.campaigns.models import Currency, Measure
from heard.campaigns.queries.budgets import Total, plan_of, totals_of
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 1, 9, 0, tzinfo=UTC)
DAY = date(2020, 7, 8)


def test_currencies_are_never_added_up():
    campaign = CampaignFactory.create()
    for plan in (
        actions.AmountPlan(pence=1000_00),
        actions.AmountPlan(pence=250_50),
        actions.AmountPlan(pence=99_99, spent_on=DAY),
        actions.AmountPlan(pence=5_00, currency=Currency.EUR, spent_on=DAY),
    ):
        actions.add_amount(campaign=campaign, plan=plan, by=None, now=NOW)

    assert totals_of(campaign=campaign) == [
        Total(currency="EUR", planned=0, spent=5_00),
        Total(currency="GBP", planned=1250_50, spent=99_99),
    ]


def test_a_plan_is_approved_by_another_and_a_change_takes_that_away():
    writer, reader = UserFactory.create(), UserFactory.create()
    campaign = CampaignFactory.create()
    objective = actions.ObjectivePlan(measure=Measure.FORM, target=10, by_day=DAY)
    actions.add_objective(campaign=campaign, plan=objective, by=writer, now=NOW)

    with pytest.raises(actions.SamePerson):
        actions.approve_plan(campaign=campaign, version=1, by=writer, now=NOW)
    with pytest.raises(actions.Changed):
        actions.approve_plan(campaign=campaign, version=0, by=reader, now=NOW)
    actions.approve_plan(campaign=campaign, version=1, by=reader, now=NOW)
    with pytest.raises(actions.AlreadyApproved):
        actions.approve_plan(campaign=campaign, version=1, by=reader, now=NOW)

    actions.add_amount(campaign=campaign, plan=actions.AmountPlan(pence=1, spent_on=DAY), by=writer, now=NOW)
    assert plan_of(campaign=campaign).is_approved
    actions.add_amount(campaign=campaign, plan=actions.AmountPlan(pence=1), by=writer, now=NOW)
    assert not plan_of(campaign=campaign).is_approved


def test_a_new_wave_changes_the_plan():
    campaign = CampaignFactory.create()
    wave = actions.WavePlan(name="Carers", audience="carers", starts_on=DAY, ends_on=DAY)

    actions.add_wave(campaign=campaign, plan=wave, by=None, now=NOW)

    assert plan_of(campaign=campaign).version == 1
