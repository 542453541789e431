"""The size of a wave's audience, written or taken from a loaded benchmark with its source."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from heard.accounts.models import Role
from heard.places.models import AreaKind, Benchmark
from tests.factories.accounts import member
from tests.factories.campaigns import CampaignFactory, WaveFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db

DAYS = {
    **{"starts_on_day": "8", "starts_on_month": "7", "starts_on_year": "2020"},
    **{"ends_on_day": "31", "ends_on_month": "12", "ends_on_year": "2020"},
}
ANSWERS = {"name": "Carers", "audience": "carers", **DAYS}
NOT_BOTH = "Write a number or choose a figure, not both"
CARERS = "unpaid_care:19 or more hours"


@pytest.fixture
def region():
    """A region of two authorities, both counted."""
    region = AreaFactory.create(name="The North", kind=AreaKind.REGION)
    for count in (1_000, 2_500):
        Benchmark.objects.create(
            area=AreaFactory.create(parent=region),
            topic="unpaid_care",
            category="19 or more hours",
            base="usual residents",
            count=count,
            source="Census",
            edition="2021",
            loaded_at=datetime(2020, 7, 1, tzinfo=UTC),
        )
    return region


@pytest.fixture
def campaign():
    return CampaignFactory.create()


@pytest.fixture
def client(campaign):
    client = Client()
    client.force_login(member(Role.CAMPAIGN_MANAGER, campaign.owner))
    return client


def add(client, campaign, **answers):
    return client.post(reverse("campaigns:add_wave", args=[campaign.slug]), {**ANSWERS, **answers})


def errors(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [link.text.strip() for link in page.select(".nhsuk-error-summary a")]


def test_a_loaded_figure_is_taken_with_its_source(client, campaign, region):
    assert add(client, campaign, counted_in=region.code, counted_group=CARERS).status_code == 302

    wave = campaign.waves.get()
    assert wave.population == 3_500
    assert wave.population_source == "Census, 2021: 19 or more hours, usual residents, The North"


def test_a_figure_takes_the_place_of_the_number_that_stood_there(client, campaign, region):
    wave = WaveFactory.create(campaign=campaign, population=9, population_source="A guess")
    part = region.children.order_by("pk")[0]
    page = reverse("campaigns:wave", args=[campaign.slug, wave.pk])
    stood = {"population": "9", "population_source": "A guess"}
    client.post(page, {**ANSWERS, **stood, "counted_in": part.code, "counted_group": CARERS})

    wave.refresh_from_db()
    assert wave.population == 1_000
    assert wave.population_source.endswith(part.name)


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"counted_in": True}, "Choose both, an area and who was counted"),
        ({"counted_group": CARERS}, "Choose both, an area and who was counted"),
        ({"counted_in": True, "counted_group": CARERS, "population": "7"}, NOT_BOTH),
    ],
)
def test_what_does_not_fit_together_is_said(client, campaign, region, answers, error):
    chosen = {name: region.code if value is True else value for name, value in answers.items()}

    response = add(client, campaign, **chosen)

    assert response.status_code == 422
    assert errors(response) == [error]
    assert not campaign.waves.exists()


def test_an_area_in_which_not_all_were_counted_has_no_figure(client, campaign, region):
    AreaFactory.create(parent=region)

    response = add(client, campaign, counted_in=region.code, counted_group=CARERS)

    assert errors(response) == ["The North has no figure for this group. Choose another, or write the number yourself"]


def test_where_nothing_is_loaded_nothing_is_offered(client, campaign):
    page = client.get(reverse("campaigns:add_wave", args=[campaign.slug])).content.decode()

    assert "figure that was loaded" not in page
    assert add(client, campaign, population="7", population_source="We counted them").status_code == 302
