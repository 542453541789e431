"""Spending is told by placement and days, and nothing is added that may be the same money."""

from datetime import date

import pytest

from heard.measurement.queries.spend import spending
from tests.factories.campaigns import PlacementFactory
from tests.factories.measurement import NetworkFigureFactory, NetworkImportFactory

pytestmark = pytest.mark.django_db

EIGHTH, NINTH, END = date(2020, 7, 8), date(2020, 7, 9), date(2020, 7, 31)


@pytest.fixture
def export():
    return NetworkImportFactory.create()


def spend(export, minor, **given):
    return NetworkFigureFactory.create(imported=export, measure="spend", value=minor, **given)


def test_spending_of_a_placement_on_a_day_is_one_row(export):
    film = PlacementFactory.create(campaign=export.campaign)
    spend(export, 1050, placement=film)
    spend(export, 200, placement=film)
    spend(export, 99)

    found = spending(campaign=export.campaign, first=EIGHTH, last=EIGHTH)

    assert {(row.placement_id, row.minor, row.currency) for row in found.inside} == {
        (film.pk, 1250, "GBP"),
        (None, 99, "GBP"),
    }
    assert found.across == ()


def test_a_window_across_the_edge_is_told_apart_and_not_shared_out(export):
    spend(export, 900, first_day=NINTH, last_day=END, span="WINDOW")
    spend(export, 100, first_day=END)

    found = spending(campaign=export.campaign, first=EIGHTH, last=date(2020, 7, 20))

    assert found.inside == ()
    assert [row.minor for row in found.across] == [900]


def test_what_a_later_export_restates_and_other_campaigns_money_are_left_out(export):
    newer = NetworkImportFactory.create(campaign=export.campaign)
    spend(export, 1050, replaced_by=newer)
    spend(newer, 1100)
    spend(NetworkImportFactory.create(), 5)

    assert [row.minor for row in spending(campaign=export.campaign).inside] == [1100]


def test_a_network_of_which_two_sources_tell_is_named(export):
    spend(export, 1050)
    assert spending(campaign=export.campaign).told_twice == frozenset()

    spend(NetworkImportFactory.create(campaign=export.campaign, source="sprout"), 1050)

    assert spending(campaign=export.campaign).told_twice == {"Meta"}
