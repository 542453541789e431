"""Anyone can check that the figures add up, and is told where they do not."""

import pytest

from heard.measurement import tasks
from heard.measurement.models import AreaTotal, DailyFigure, FigureKind, HourTotal, TotalFigure
from heard.measurement.queries import reconcile
from tests.factories.campaigns import PlacementFactory, VisitFactory
from tests.factories.feedback import SubmissionFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement():
    placement = PlacementFactory.create()
    VisitFactory.create_batch(3, placement=placement, visitor_day=b"a" * 16)
    SubmissionFactory.create(campaign=placement.campaign, placement=placement, piece_count=2)
    return placement


@pytest.mark.parametrize("is_rolled", [False, True])
def test_figures_that_add_up_pass_every_check(placement, is_rolled):
    if is_rolled:
        tasks.roll_up_some(holder="one", limit=200)

    checks = reconcile(campaign=placement.campaign)

    assert [check.passed for check in checks] == [True] * 6
    assert all(check.sentence.endswith(".") for check in checks)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "failing"),
    [
        (FigureKind.CLICK, {"Sums kept of visits", "Totals of the sums kept", "Breakdowns"}),
        (FigureKind.VISITOR_DAY, {"Sums kept of visits", "Totals of the sums kept", "Breakdowns"}),
        (FigureKind.FORM, {"Sums kept of feedback", "Totals of the sums kept", "Breakdowns"}),
        (FigureKind.PIECE, {"Sums kept of feedback", "Totals of the sums kept", "Breakdowns"}),
    ],
)
def test_one_unit_too_many_is_found(placement, kind, failing):
    tasks.roll_up_some(holder="one", limit=200)
    figure = DailyFigure.objects.get(kind=kind)
    figure.count += 1
    figure.save()

    checks = reconcile(campaign=placement.campaign)

    assert {check.name for check in checks if not check.passed} == failing


@pytest.mark.slow
def test_a_total_that_is_not_the_sum_of_its_days_is_found_and_put_right(placement):
    tasks.roll_up_some(holder="one", limit=200)
    TotalFigure.objects.filter(kind=FigureKind.CLICK).update(count=9)

    checks = reconcile(campaign=placement.campaign)

    assert {check.name for check in checks if not check.passed} == {
        "Totals of the sums kept",
        "Live figures",
        "Breakdowns",
    }
    assert tasks.recount() == 1
    assert all(check.passed for check in reconcile(campaign=placement.campaign))


@pytest.mark.slow
@pytest.mark.parametrize("table", [AreaTotal, HourTotal])
def test_a_total_by_area_or_hour_that_is_not_the_sum_of_its_figures_is_found_and_put_right(placement, table):
    VisitFactory.create(placement=placement, area=AreaFactory.create())
    tasks.roll_up_some(holder="one", limit=200)
    assert table.objects.filter(kind=FigureKind.CLICK).update(count=9) == 1

    checks = reconcile(campaign=placement.campaign)

    assert "Totals of the sums kept" in {check.name for check in checks if not check.passed}
    assert tasks.recount() == 1
    assert all(check.passed for check in reconcile(campaign=placement.campaign))


@pytest.mark.slow
def test_another_campaigns_trouble_is_not_this_ones(placement):
    other = PlacementFactory.create()
    VisitFactory.create(placement=other)
    tasks.roll_up_some(holder="one", limit=200)
    DailyFigure.objects.filter(campaign=other.campaign).update(count=9)

    assert all(check.passed for check in reconcile(campaign=placement.campaign))
    assert not all(check.passed for check in reconcile(campaign=other.campaign))
