"""What a click and a form cost, of links with spend alone."""

from datetime import UTC, date, datetime

import pytest

from heard.feedback.models import EqualityAnswer
from heard.measurement.queries import By, FigureQuery, LiveView
from heard.measurement.queries.costs import Group, costs, groups_of
from tests.factories.campaigns import AmountFactory, CampaignFactory, PlacementFactory, VisitFactory
from tests.factories.feedback import SubmissionFactory
from tests.factories.measurement import NetworkFigureFactory, NetworkImportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOON = datetime(2020, 7, 8, 11, 0, tzinfo=UTC)


@pytest.fixture
def campaign():
    return CampaignFactory.create(open=True)


@pytest.fixture
def paid(campaign):
    """Ten pounds spent on a link with twenty clicks and ten forms; another link, with clicks and no spend."""
    placement = PlacementFactory.create(campaign=campaign, post="Paid")
    VisitFactory.create_batch(20, placement=placement, campaign=campaign, at=NOON)
    SubmissionFactory.create_batch(
        10, campaign=campaign, organisation=campaign.owner, placement=placement, received_at=NOON, piece_count=2
    )
    VisitFactory.create_batch(5, placement=PlacementFactory.create(campaign=campaign), campaign=campaign, at=NOON)
    spent(campaign, placement, 1000)
    return placement


def spent(campaign, placement, minor, **options):
    return NetworkFigureFactory.create(
        imported=NetworkImportFactory.create(campaign=campaign),
        placement=placement,
        measure="spend",
        value=minor,
        **options,
    )


def costs_of(campaign, group=None, **options):
    return costs(view=LiveView(campaign=campaign), query=FigureQuery(**options), group=group)


def test_costs_are_told_of_links_with_spend_alone(campaign, paid):
    found = costs_of(campaign, by=By.POST)

    assert [(row.label, row.spend) for row in found.rows] == [("Paid", 1000)]
    assert {name: cost.each for name, cost in found.total.costs.items()} == {"clicks": 50, "forms": 100, "pieces": 50}
    assert found.total.costs["forms"].interval.low < 100 < found.total.costs["forms"].interval.high


def test_currencies_are_never_added_up(campaign, paid):
    spent(campaign, paid, 500, currency="EUR")
    found = costs_of(campaign)

    assert found.total is None
    assert found.currencies == {"GBP", "EUR"}


def test_spend_across_the_edge_and_of_no_link_is_left_out_and_said(campaign, paid):
    spent(campaign, paid, 300, first_day=date(2020, 7, 1), last_day=date(2020, 7, 20))
    spent(campaign, None, 200)
    found = costs_of(campaign, since=date(2020, 7, 8), until=date(2020, 7, 9))

    assert (found.total.spend, found.across, found.unmatched) == (1000, 300, 200)


def test_what_was_entered_by_hand_counts_and_what_is_only_planned_does_not(campaign):
    placement = PlacementFactory.create(campaign=campaign, post="Bus shelters")
    VisitFactory.create_batch(10, placement=placement, campaign=campaign, at=NOON)
    AmountFactory.create(campaign=campaign, placement=placement, pence=700, spent_on=date(2020, 7, 8))
    AmountFactory.create(campaign=campaign, placement=placement, pence=9000, spent_on=None)
    AmountFactory.create(campaign=campaign, pence=50, spent_on=date(2020, 7, 8))
    found = costs_of(campaign, by=By.POST)

    assert [(row.label, row.spend, row.costs["clicks"].each) for row in found.rows] == [("Bus shelters", 700, 70)]
    assert (found.unmatched, found.told_twice) == (50, frozenset())


def test_what_was_entered_outside_the_days_asked_for_is_left_out(campaign, paid):
    AmountFactory.create(campaign=campaign, placement=paid, pence=700, spent_on=date(2020, 6, 1))

    assert costs_of(campaign, since=date(2020, 7, 8)).total.spend == 1000


def test_spend_of_one_link_by_hand_and_in_an_export_is_used_once_and_said(campaign, paid):
    AmountFactory.create(campaign=campaign, placement=paid, pence=700, spent_on=date(2020, 7, 8))
    network = paid.network_figures.get().network
    found = costs_of(campaign)

    assert (found.total.spend, found.aside, found.told_twice) == (1000, 700, {network})


@pytest.mark.parametrize(("number", "each"), [(10, 100), (9, None)])
def test_a_group_is_told_of_from_ten_forms_on(campaign, paid, number, each):
    for submission in list(paid.submissions.order_by("pk"))[:number]:
        EqualityAnswer.objects.create(submission=submission, topic="carer", category="Yes")
    found = costs_of(campaign, group=Group(topic="carer", category="Yes"))

    assert (found.of_group.each if found.of_group else None) == each
    assert groups_of(campaign=campaign) == ((Group(topic="carer", category="Yes"),) if number == 10 else ())


def test_a_group_is_told_of_the_whole_campaign_alone(campaign, paid):
    for submission in paid.submissions.all():
        EqualityAnswer.objects.create(submission=submission, topic="carer", category="Yes")

    assert costs_of(campaign, group=Group(topic="carer", category="Yes"), since=NOON.date()).of_group is None
