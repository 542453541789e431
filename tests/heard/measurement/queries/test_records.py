"""Counts of the records: by local day wherever midnight falls, and the same as a whole as with their parts."""

from datetime import UTC, date, datetime

import pytest

from heard.design.clock import day_of
from heard.measurement.models import FigureKind
from heard.measurement.queries import records
from tests.factories.campaigns import CampaignFactory, PlacementFactory, VisitFactory
from tests.factories.feedback import SubmissionFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db


def test_a_local_day_may_begin_between_two_hours_of_utc(settings):
    settings.TIME_ZONE = "Asia/Kolkata"
    placement = PlacementFactory.create()
    for minute in (29, 30):
        VisitFactory.create(placement=placement, at=datetime(2020, 7, 8, 18, minute, 59, 999_999, tzinfo=UTC))

    found = records.visits(in_parts=False)

    days = {key.day: number for key, number in found.items() if key.kind == FigureKind.CLICK}
    assert days == {date(2020, 7, 8): 1, date(2020, 7, 9): 1}


def test_an_hour_that_comes_twice_as_clocks_go_back_is_two_hours():
    placement = PlacementFactory.create()
    for hour in (0, 1):
        VisitFactory.create(placement=placement, at=datetime(2020, 10, 25, hour, 30, tzinfo=UTC))

    hours = {key.hour for key in records.visits() if key.hour and key.kind == FigureKind.CLICK}

    assert hours == {datetime(2020, 10, 25, hour, tzinfo=UTC) for hour in (0, 1)}


def test_counts_without_parts_are_the_counts_with_them_less_their_parts():
    campaign, area = CampaignFactory.create(open=True), AreaFactory.create()
    VisitFactory.create_batch(2, placement=PlacementFactory.create(campaign=campaign), area=area)
    sent = SubmissionFactory.create(campaign=campaign, piece_count=2, area=area)
    days = {(sent.organisation_id, day_of(sent.received_at))}

    for whole, parted in (
        (records.visits(in_parts=False), records.visits()),
        (records.feedback(days, in_parts=False), records.feedback(days)),
    ):
        assert whole
        assert whole == {key: number for key, number in parted.items() if not key.is_part}
        assert any(key.area for key in parted)
        assert any(key.hour for key in parted)
