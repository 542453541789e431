"""Two links compared day after day."""

from datetime import UTC, datetime, timedelta

import pytest

from heard.campaigns.models import VisitKind
from heard.measurement.queries import LiveView
from heard.measurement.queries.posts import Became, compare_links
from tests.factories.campaigns import CampaignFactory, PlacementFactory, VisitFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2020, 7, 8, 11, 0, tzinfo=UTC)


def link(campaign, *, clicks, starts, days=2):
    placement = PlacementFactory.create(campaign=campaign)
    for day in range(days):
        at = NOON + timedelta(days=day)
        VisitFactory.create_batch(clicks, placement=placement, campaign=campaign, at=at)
        VisitFactory.create_batch(starts, placement=placement, campaign=campaign, at=at, kind=VisitKind.FORM_START)
    return placement


def compared(campaign, a, b):
    return compare_links(
        view=LiveView(campaign=campaign), a=a.pk, b=b.pk, became=Became.STARTS, today=NOON.date() + timedelta(days=1)
    )


def test_a_plain_difference_is_found_and_said():
    campaign = CampaignFactory.create(open=True)
    found = compared(campaign, link(campaign, clicks=30, starts=24), link(campaign, clicks=30, starts=6))

    assert found.compared.looks == 2
    assert found.compared.last.a_of == 60
    assert found.compared.differs
    assert "4.00 times the other’s" in found.finding.sentence


def test_links_that_nobody_clicked_are_not_compared():
    campaign = CampaignFactory.create(open=True)
    found = compared(campaign, link(campaign, clicks=0, starts=0), link(campaign, clicks=0, starts=0))

    assert found.compared is None
    assert found.problem == "Neither of the two links has been clicked yet."


def test_more_starts_than_clicks_are_no_share():
    campaign = CampaignFactory.create(open=True)
    found = compared(campaign, link(campaign, clicks=1, starts=3), link(campaign, clicks=3, starts=1))

    assert found.compared is None
    assert "no share of its clicks" in found.problem
