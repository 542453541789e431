"""The page with a campaign's plan, and the pages on which it is changed."""

import pytest
from django.urls import reverse

from heard.campaigns.models import Objective
from tests.factories.campaigns import CampaignFactory, ObjectiveFactory, WaveFactory
from tests.heard.campaigns.people import a_manager_of

pytestmark = pytest.mark.django_db


def test_an_objective_is_set_out_and_shown():
    campaign = CampaignFactory.create()
    wave = WaveFactory.create(campaign=campaign, name="Carers’ wave")
    manager = a_manager_of(campaign)
    answers = {"measure": "FORM", "target": "1,200", "wave": str(wave.pk), "reason": "A tenth more"}
    day = {"by_day_day": "31", "by_day_month": "3", "by_day_year": "2021"}
    address = reverse("campaigns:add_objective", args=[campaign.slug])

    answer = manager.post(address, answers | day, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("campaigns:plan", args=[campaign.slug])
    shown = answer.content.decode()
    assert "1,200" in shown
    assert "Carers’ wave" in shown
    assert "31 Mar 2021" in shown


def test_what_is_wrong_with_an_objective_is_said_and_what_was_typed_is_kept():
    objective = ObjectiveFactory.create()
    manager = a_manager_of(objective.campaign)
    day = {"by_day_day": "31", "by_day_month": "3", "by_day_year": "2021"}
    address = reverse("campaigns:add_objective", args=[objective.campaign.slug])

    answer = manager.post(address, {"measure": "FORM", "target": "7", **day})

    assert answer.status_code == 422
    assert "There is an objective for this figure" in answer.content.decode()
    assert 'value="7"' in answer.content.decode()
    assert Objective.objects.count() == 1
