"""How often links were seen, by what networks say: each figure once, and the campaign's alone."""

import pytest

from heard.measurement.queries import FigureQuery, LiveView
from heard.measurement.queries.impressions import impressions
from tests.factories.campaigns import CampaignFactory, PlacementFactory
from tests.factories.measurement import NetworkFigureFactory, NetworkImportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory.create(open=True)


def test_impressions_are_those_of_current_exports_and_none_before_any(campaign):
    before = impressions(view=LiveView(campaign=campaign), query=FigureQuery())
    placement = PlacementFactory.create(campaign=campaign)
    imported = NetworkImportFactory.create(campaign=campaign)
    NetworkFigureFactory.create(imported=imported, placement=placement, value=4000)
    NetworkFigureFactory.create(imported=imported, value=500)
    NetworkFigureFactory.create(imported=imported, value=9000, replaced_by=imported)

    assert before is None
    assert impressions(view=LiveView(campaign=campaign), query=FigureQuery()) == 4500
    assert impressions(view=LiveView(campaign=campaign), query=FigureQuery(channel=placement.channel)) == 4000


def test_impressions_of_what_is_not_the_campaigns_are_left_out(campaign):
    NetworkFigureFactory.create(imported__campaign=campaign, value=4000)
    NetworkFigureFactory.create(imported__campaign=campaign, value=70_000, is_ours=False)

    assert impressions(view=LiveView(campaign=campaign), query=FigureQuery()) == 4000
