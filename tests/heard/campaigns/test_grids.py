"""Many links laid out before any is made."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.accounts.models import AuditLine
from heard.campaigns import actions
from heard.campaigns.grids import MOST, Grid, distinct_posts, lay_out
from heard.campaigns.models import Channel, Destination, Placement
from tests.factories.campaigns import CampaignFactory, PartnerFactory, PlacementFactory
from tests.factories.places import AreaFactory, OfficeFactory

NOW = datetime(2020, 7, 1, 9, 0, tzinfo=UTC)
TODAY = date(2020, 7, 1)


def test_a_post_named_twice_is_one_post():
    assert distinct_posts(["Launch", " launch ", "", "Film"]) == ("Launch", "Film")
    assert distinct_posts([""]) == ("",)


@pytest.mark.django_db
def test_every_partner_channel_and_post_has_a_link_with_a_readable_code():
    campaign = CampaignFactory.create(hashtag="TellUs")
    partner = PartnerFactory.create(campaign=campaign, organisation__short_name="Carers Fictional")
    grid = Grid(partners=(None, partner), channels=(Channel.FACEBOOK, Channel.X), posts=("Launch", "Film"))

    made = actions.place_all(campaign=campaign, grid=grid, by=None, now=NOW)

    assert [each.code for each in made] == [
        "tellus-fb",
        "tellus-fb-2",
        "tellus-x",
        "tellus-x-2",
        "carersfictional-fb",
        "carersfictional-fb-2",
        "carersfictional-x",
        "carersfictional-x-2",
    ]
    line = AuditLine.objects.get()
    assert line.detail == {"links": 8, "first": "tellus-fb", "last": "carersfictional-x-2"}


@pytest.mark.django_db
def test_what_is_there_already_is_named_and_left():
    campaign = CampaignFactory.create(hashtag="TellUs")
    there = PlacementFactory.create(campaign=campaign, post="LAUNCH", code="old-code")
    PlacementFactory.create(campaign=campaign, post="Film", withdrawn_at=NOW)
    grid = Grid(partners=(None,), channels=(Channel.FACEBOOK,), posts=("Launch", "Film"))

    laid_out = lay_out(campaign=campaign, grid=grid, today=TODAY)

    assert [(each.code, each.is_there) for each in laid_out] == [(there.code, True), ("tellus-fb", False)]
    assert len(actions.place_all(campaign=campaign, grid=grid, by=None, now=NOW)) == 1
    with pytest.raises(actions.AllThere):
        actions.place_all(campaign=campaign, grid=grid, by=None, now=NOW)


@pytest.mark.django_db
def test_a_partner_with_offices_in_one_area_alone_has_that_area():
    campaign = CampaignFactory.create()
    local, national = (PartnerFactory.create(campaign=campaign) for _ in range(2))
    here, there = AreaFactory.create(), AreaFactory.create()
    for partner, areas in ((local, [here]), (national, [here, there])):
        for area in areas:
            OfficeFactory.create(organisation=partner.organisation).coverage.create(area=area)
    grid = Grid(partners=(None, local, national), channels=(Channel.PRINT,), is_by_office=True)

    assert [each.area for each in lay_out(campaign=campaign, grid=grid, today=TODAY)] == [None, here, None]


@pytest.mark.django_db
def test_an_outside_address_carries_clean_words_where_they_are_wanted():
    campaign = CampaignFactory.create(slug="care", allowed_hosts=["www.example.org"])
    grid = Grid(
        partners=(None,),
        channels=(Channel.EMAIL,),
        posts=("July News",),
        destination=Destination.OUTSIDE,
        outside_url="https://www.example.org/",
        is_tagged=True,
    )

    [made] = actions.place_all(campaign=campaign, grid=grid, by=None, now=NOW)

    assert made.outside_url == (
        "https://www.example.org/?utm_source=email&utm_medium=email&utm_campaign=care&utm_content=july-news"
    )


@pytest.mark.django_db
def test_an_outside_address_that_is_not_allowed_makes_no_link():
    campaign = CampaignFactory.create(allowed_hosts=["www.example.org"])
    grid = Grid(
        partners=(None,),
        channels=(Channel.X,),
        destination=Destination.OUTSIDE,
        outside_url="https://evil.example/",
        is_tagged=True,
    )

    with pytest.raises(actions.OutsideNotAllowed):
        actions.place_all(campaign=campaign, grid=grid, by=None, now=NOW)
    assert not Placement.objects.exists()


@pytest.mark.django_db
def test_an_outside_address_that_grows_too_long_by_its_words_makes_no_link():
    campaign = CampaignFactory.create(allowed_hosts=["www.example.org"])
    grid = Grid(
        partners=(None,),
        channels=(Channel.X,),
        destination=Destination.OUTSIDE,
        outside_url=f"https://www.example.org/{'a' * 460}",
        is_tagged=True,
    )

    with pytest.raises(actions.OutsideTooLong):
        actions.place_all(campaign=campaign, grid=grid, by=None, now=NOW)
    assert not Placement.objects.exists()


@pytest.mark.django_db
def test_a_grid_of_hundreds_asks_the_database_no_more_often_than_a_small_one():
    campaign = CampaignFactory.create()
    partner = PartnerFactory.create(campaign=campaign)
    posts = tuple(f"Post {number}" for number in range(300))
    counts = []
    for some in (posts[:1], posts):
        grid = Grid(partners=(None, partner), channels=(Channel.X,), posts=some, is_by_office=True)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            lay_out(campaign=campaign, grid=grid, today=TODAY)
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_more_than_is_made_in_one_go_is_refused():
    grid = Grid(partners=(None,), channels=(Channel.X,), posts=tuple(str(number) for number in range(MOST + 1)))

    with pytest.raises(actions.TooManyLinks):
        actions.place_all(campaign=CampaignFactory.create(), grid=grid, by=None, now=NOW)
