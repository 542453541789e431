"""What networks say stands channel by channel; reach is combined only where it is known without doubles."""

from datetime import UTC, date, datetime

import pytest

from evidence.stats import Kind
from heard.measurement.actions.networks import NOT_OURS, Told, import_network, remember_names
from heard.measurement.actions.reaching import OverlapIn, set_overlap, set_reach_population
from heard.measurement.models import NetworkFigure
from heard.measurement.queries.reach import reach_of_campaign
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 8, 1, 9, 0, tzinfo=UTC)
META = """Reporting starts,Reporting ends,Campaign name,Ad name,Reach,Impressions,Amount spent (GBP)
2020-07-08,2020-07-31,TUIW,Film,"1,200","2,400",10.50
2020-07-08,2020-07-31,TUIW,Picture,800,900,5.25
2020-07-08,2020-07-31,,,"1,700","3,300",15.75
"""
TIKTOK = """Campaign name,By Day,Cost,Currency,Impressions,Clicks (destination),Reach
TUIW,2020-07-08,20.00,GBP,2000,40,1500
"""


@pytest.fixture
def campaign():
    return CampaignFactory.create(starts_on=date(2020, 7, 8), ends_on=date(2020, 9, 30))


def take(campaign, text, name="e.csv"):
    told = Told()
    assert import_network(data=text.encode(), file_name=name, campaign=campaign, told=told, by=None, now=NOW).taken


def population(campaign, people=10_000):
    set_reach_population(
        campaign=campaign, people=people, who="adults here", source="census", by=UserFactory.create(), now=NOW
    )


def test_a_files_own_total_is_the_reach_and_rows_are_not_added_up(campaign):
    take(campaign, META)

    (meta,) = reach_of_campaign(campaign=campaign).channels

    assert (meta.name, meta.reach.reach, meta.reach.impressions, meta.items) == ("Meta (paid)", 1700, 3300, 2)
    assert meta.exposures[Kind.IMPRESSIONS].value == 3300
    assert meta.spend == {"GBP": 1575}
    assert round(meta.reach.curve.mean, 2) == 1.94


def test_reach_by_row_without_a_total_is_not_known(campaign):
    take(campaign, "\n".join(META.splitlines()[:3]) + "\n")

    (meta,) = reach_of_campaign(campaign=campaign).channels

    assert (meta.reach, meta.has_reach_by_row) == (None, True)


def test_a_total_that_holds_what_is_not_the_campaigns_is_not_its_reach(campaign):
    take(campaign, META)
    subject = NetworkFigure.objects.filter(name="TUIW / Picture").first().subject
    remember_names(campaign=campaign, answers={("meta-ads", subject): NOT_OURS}, by=None, now=NOW)

    (meta,) = reach_of_campaign(campaign=campaign).channels

    assert meta.reach is None
    assert meta.exposures[Kind.IMPRESSIONS].value == 2400


def test_two_channels_combine_to_an_interval_with_chance_inside(campaign):
    take(campaign, META)
    take(campaign, TIKTOK)
    population(campaign)

    combined = reach_of_campaign(campaign=campaign).combined

    assert (combined.bounds.low, combined.bounds.high) == (1700, 3200)
    assert round(combined.point) == round(10_000 * (1 - 0.83 * 0.85))


def test_a_known_overlap_narrows_it(campaign):
    take(campaign, META)
    take(campaign, TIKTOK)
    population(campaign)
    overlap = OverlapIn(first="TikTok (paid)", second="Meta (paid)", low=300, high=400, source="Tracker")
    set_overlap(campaign=campaign, overlap=overlap, by=UserFactory.create(), now=NOW)

    combined = reach_of_campaign(campaign=campaign).combined

    assert (round(combined.bounds.low), round(combined.bounds.high)) == (2800, 2900)


def test_a_reach_above_the_population_is_refused_in_a_sentence(campaign):
    take(campaign, META)
    population(campaign, people=1000)

    found = reach_of_campaign(campaign=campaign)

    assert found.combined is None
    assert found.problem.startswith("Meta (paid) cannot have reached 1,700 of 1,000 people.")


def test_two_sources_of_one_channel_stand_side_by_side(campaign):
    take(campaign, 'Post id,Date,Post text,Post Link,Impressions\n1,"Wed, Jul 8, 2020",x,https://x.example/1,50\n')
    take(campaign, 'Date,Impressions,Create Post\n"Wed, Jul 8, 2020",60,1\n')

    found = reach_of_campaign(campaign=campaign)

    assert found.told_twice == ("X (organic)",)
    assert sorted(channel.exposures[Kind.IMPRESSIONS].value for channel in found.channels) == [50, 60]
