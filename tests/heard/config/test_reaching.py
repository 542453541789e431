"""The demonstration's simulated exports come in, and make a reach of two channels, an interval and a survey."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from heard.config.demo.reaching import MANAGER, bring_in
from heard.measurement.models import NetworkFigure
from heard.measurement.queries.awareness import awareness_of
from heard.measurement.queries.reach import reach_of_campaign
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory, PlacementFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 20, 9, 0, tzinfo=UTC)


def test_each_simulated_file_comes_in_and_is_told_of() -> None:
    campaign = CampaignFactory.create(starts_on=date(2020, 7, 8), ends_on=date(2020, 9, 30))
    post = PlacementFactory.create(campaign=campaign, channel="X", post="Ask", code="ask-x")
    film = PlacementFactory.create(campaign=campaign, channel="FACEBOOK", post="Film")
    stage = SimpleNamespace(
        campaign=campaign, placements={"ask": post, "film": film}, staff={MANAGER: UserFactory.create()}
    )

    bring_in(stage=cast(Any, stage), seed=1, now=NOW)

    found = reach_of_campaign(campaign=campaign)
    assert {channel.name for channel in found.channels if channel.reach} == {"Meta (paid)", "TikTok (paid)"}
    assert found.combined
    assert found.combined.bounds.low < found.combined.point < found.combined.bounds.high
    assert NetworkFigure.objects.filter(placement=post).exists()
    assert NetworkFigure.objects.filter(placement=film, measure="spend").exists()
    assert len(awareness_of(campaign=campaign)) == 1
