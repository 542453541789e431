"""What no roll-up holds yet is read once for a page, and counted neither twice nor never."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Sum

from heard.measurement import tasks
from heard.measurement.models import DailyFigure, FigureKind
from heard.measurement.queries import FigureQuery, LiveView, live, records
from heard.measurement.queries.latest import Latest
from tests.factories.campaigns import CampaignFactory, PlacementFactory, VisitFactory
from tests.factories.feedback import SubmissionFactory

pytestmark = pytest.mark.django_db

AT = datetime(2020, 7, 9, 11, 0, tzinfo=UTC)


def rolled() -> int:
    return DailyFigure.objects.filter(kind=FigureKind.CLICK).aggregate(n=Sum("count"))["n"] or 0


def clicks(found: tuple[int, records.Tallies]) -> int:
    held, late = found
    return held + sum(n for key, n in late.items() if key.kind == FigureKind.CLICK and not key.is_part)


@pytest.mark.parametrize("moment", ["before", "within", "between"])
def test_a_roll_up_written_meanwhile_is_counted_once(moment):
    VisitFactory.create_batch(3)
    latest, attempts = Latest(), []

    def read() -> int:
        attempts.append(rolled())
        if moment == "within" and len(attempts) == 1:
            tasks.roll_up_some(holder="another", limit=200)
        return attempts[-1]

    if moment == "before":
        tasks.roll_up_some(holder="another", limit=200)
    assert clicks(latest.with_rolled(read)) == 3
    if moment == "between":
        tasks.roll_up_some(holder="another", limit=200)
    assert clicks(latest.with_rolled(rolled)) == 3


def test_where_no_roll_up_is_written_the_newest_records_are_read_once(django_assert_num_queries):
    VisitFactory.create_batch(3)
    latest = Latest()
    latest.with_rolled(rolled)

    with django_assert_num_queries(2):
        assert clicks(latest.with_rolled(rolled)) == 3


def test_figures_of_one_campaign_leave_out_what_came_to_another_whether_or_not_they_are_compared():
    campaign = CampaignFactory.create(open=True)
    VisitFactory.create_batch(2, placement=PlacementFactory.create(campaign=campaign), at=AT)
    VisitFactory.create(placement=PlacementFactory.create(), at=AT)
    SubmissionFactory.create(campaign=campaign, organisation=campaign.owner, received_at=AT)
    SubmissionFactory.create(organisation=campaign.owner, received_at=AT)

    for with_findings in (True, False):
        found = live(
            view=LiveView(campaign=campaign), query=FigureQuery(), today=date(2020, 7, 9), with_findings=with_findings
        )
        assert (found.figures.total.clicks, found.figures.total.forms) == (2, 1)
