"""Setting out what a campaign is to reach."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError

from heard.accounts.models import AuditLine
from heard.campaigns import actions
from heard.campaigns.models import Measure, Objective
from heard.campaigns.queries.objectives import objectives_of
from tests.factories.campaigns import CampaignFactory, ObjectiveFactory, WaveFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 1, 9, 0, tzinfo=UTC)
PLAN = actions.ObjectivePlan(measure=Measure.FORM, target=55_000, by_day=date(2021, 3, 31))


def test_an_objective_is_added_with_its_audit_line():
    campaign = CampaignFactory.create()

    made = actions.add_objective(campaign=campaign, plan=PLAN, by=None, now=NOW)

    assert list(objectives_of(campaign=campaign)) == [made]
    line = AuditLine.objects.get()
    assert line.code == "campaigns.objective.added"
    assert line.detail == {"measure": "FORM", "target": 55_000, "by_day": "2021-03-31"}


def test_one_figure_has_one_objective_for_one_day_and_audience():
    campaign = CampaignFactory.create()
    carers = WaveFactory.create(campaign=campaign)
    actions.add_objective(campaign=campaign, plan=PLAN, by=None, now=NOW)

    with pytest.raises(actions.ObjectiveExists):
        actions.add_objective(campaign=campaign, plan=PLAN, by=None, now=NOW)

    of_carers = actions.ObjectivePlan(measure=PLAN.measure, target=9_000, by_day=PLAN.by_day, wave=carers)
    actions.add_objective(campaign=campaign, plan=of_carers, by=None, now=NOW)
    assert Objective.objects.count() == 2


def test_the_database_refuses_a_second_objective_too():
    first = ObjectiveFactory.create()

    with pytest.raises(IntegrityError):
        ObjectiveFactory.create(campaign=first.campaign, target=2)


def test_changing_an_objective_to_what_it_is_already_is_no_clash():
    objective = ObjectiveFactory.create(measure=PLAN.measure, by_day=PLAN.by_day)

    actions.change_objective(objective=objective, plan=PLAN, by=None, now=NOW)

    objective.refresh_from_db()
    assert objective.target == PLAN.target


def test_what_an_objective_was_stays_in_the_audit_log():
    objective = ObjectiveFactory.create(target=12)
    pk = objective.pk

    actions.remove_objective(objective=objective, by=None, now=NOW)

    assert not Objective.objects.exists()
    line = AuditLine.objects.get(code="campaigns.objective.removed")
    assert (line.subject_id, line.detail["target"]) == (str(pk), 12)
