"""Spending is told by placement and days, and nothing is added that may be the same money."""

from datetime import date

import pytest

from heard.measurement.queries.spend import BY_HAND, spend_by_source, spending
from tests.factories.campaigns import AmountFactory, PlacementFactory
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


@pytest.fixture
def film(export):
    return PlacementFactory.create(campaign=export.campaign)


def by_hand(placement, pence, on=EIGHTH, **given):
    return AmountFactory.create(placement=placement, pence=pence, spent_on=on, **given)


def test_of_a_link_of_which_an_export_tells_what_was_entered_by_hand_is_set_aside(export, film):
    poster = PlacementFactory.create(campaign=export.campaign)
    spend(export, 1000, placement=film)
    by_hand(film, 700, campaign=export.campaign)
    by_hand(poster, 50, campaign=export.campaign)
    by_hand(None, 5, campaign=export.campaign)

    found = spending(campaign=export.campaign)

    assert sorted(row.minor for row in found.inside) == [5, 50, 1000]
    assert [row.minor for row in found.aside] == [700]


def test_an_export_that_tells_of_no_spend_on_a_link_sets_nothing_aside(export, film):
    """Exports hold noughts for what was posted without paying: what was paid beside that, somebody entered."""
    google = NetworkImportFactory.create(campaign=export.campaign, source="google-ads")
    spend(export, 0, placement=film)
    spend(google, 0, placement=film, network="Google", currency="USD")
    by_hand(film, 700, campaign=export.campaign)

    found = spending(campaign=export.campaign)

    assert [(row.source, row.minor) for row in found.inside if row.minor] == [(BY_HAND, 700)]
    assert (found.aside, found.told_twice) == ((), frozenset())
    assert found.currencies == {"GBP"}


def test_the_source_that_is_used_is_the_same_in_every_period(export, film):
    spend(export, 1000, placement=film, first_day=END)
    by_hand(film, 700, campaign=export.campaign)

    found = spending(campaign=export.campaign, last=NINTH)

    assert (found.inside, [row.minor for row in found.aside]) == ((), [700])


def test_of_two_exports_of_one_network_the_one_that_tells_more_of_a_link_is_used(export, film):
    sprout = NetworkImportFactory.create(campaign=export.campaign, source="sprout")
    other = PlacementFactory.create(campaign=export.campaign)
    spend(export, 600, placement=film)
    spend(export, 600, placement=film, first_day=NINTH)
    spend(sprout, 1000, placement=film)
    spend(sprout, 30, placement=other)
    spend(sprout, 80, placement=film, network="X")

    found = spending(campaign=export.campaign)

    assert sorted((row.source, row.minor) for row in found.inside) == [
        *((export.source, 600), (export.source, 600)),
        *(("sprout", 30), ("sprout", 80)),
    ]
    assert [(row.source, row.minor) for row in found.aside] == [("sprout", 1000)]


def test_each_source_is_told_with_what_of_it_is_used_and_why_the_rest_is_not(export, film):
    spend(export, 1000, placement=film)
    spend(export, 40, first_day=NINTH)
    by_hand(film, 700, campaign=export.campaign)
    by_hand(None, 5, END, campaign=export.campaign)

    found = spend_by_source(campaign=export.campaign)

    assert [(row.source, row.told, row.used, row.no_link, row.aside) for row in found] == [
        (export.source, 1040, 1000, 40, 0),
        (BY_HAND, 705, 0, 5, 700),
    ]
    assert [(row.first_day, row.last_day) for row in found] == [(EIGHTH, NINTH), (EIGHTH, END)]


def test_currencies_stand_in_rows_of_their_own(export, film):
    spend(export, 1000, placement=film)
    spend(export, 300, placement=film, currency="EUR")

    assert [(row.currency, row.used) for row in spend_by_source(campaign=export.campaign)] == [
        ("EUR", 300),
        ("GBP", 1000),
    ]
