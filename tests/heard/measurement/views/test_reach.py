"""The reach page and the page of surveys."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.urls import reverse

from heard.accounts.models import Role
from heard.design import clock
from heard.measurement.models import ChannelOverlap, ReachPopulation, SurveyFigure, SurveyImport
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory, FormFactory
from tests.factories.measurement import NetworkFigureFactory, NetworkImportFactory

pytestmark = pytest.mark.django_db

HOW_TO = Path(__file__).parents[4] / "docs" / "how-to" / "bring-in-survey-waves.md"
SURVEY = (
    "question,wave,first_day,last_day,base,percent,source,weighting,design_effect\n"
    "Heard of it,June,2020-06-01,2020-06-09,1000,20,Tracker,By age and sex,1.2\n"
    "Heard of it,August,2020-08-01,2020-08-09,1000,30,Tracker,By age and sex,\n"
)


@pytest.fixture
def campaign(client):
    organisation = OrganisationFactory.create()
    client.force_login(member(Role.ANALYST, organisation))
    return CampaignFactory.create(owner=organisation, starts_on=date(2020, 7, 8), ends_on=date(2020, 9, 30))


def reach(campaign, network, people, impressions):
    imported = NetworkImportFactory.create(campaign=campaign, row_count=1)
    for measure, value in (("reach", people), ("impressions", impressions)):
        NetworkFigureFactory.create(imported=imported, network=network, measure=measure, value=value)


def text_of(response) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_it_says_what_is_missing_and_then_between_how_many_and_how_many(client, campaign):
    reach(campaign, "Meta", 1700, 3300)
    reach(campaign, "TikTok", 1500, 2000)
    address = reverse("measurement:reach", args=[campaign.slug])
    before = text_of(client.get(address))

    client.post(
        reverse("measurement:reach_population", args=[campaign.slug]),
        {"people": "10,000", "who": "adults here", "source": "census"},
    )
    after = text_of(client.get(address))

    assert "Say below how many people could be reached" in before
    assert ReachPopulation.objects.get().people == 10_000
    assert "Between 1,700 and 3,200 adults here could have seen" in after
    assert "1.9 times each on average" in after
    assert "shown 3,300 times (paid)" in after


def test_an_overlap_is_kept_and_one_that_cannot_be_is_answered_with_422(client, campaign):
    reach(campaign, "Meta", 1700, 3300)
    reach(campaign, "TikTok", 1500, 2000)
    address = reverse("measurement:reach_overlap", args=[campaign.slug])
    good = {"first": "Meta (paid)", "second": "TikTok (paid)", "low": "100", "high": "200", "source": "Tracker"}

    wrong = client.post(address, {**good, "high": "50"})
    right = client.post(address, good)

    assert wrong.status_code == 422
    assert 'value="Tracker"' in wrong.content.decode()
    assert right.status_code == 302
    assert ChannelOverlap.objects.get().high == 200


def test_whoever_has_a_form_in_it_may_read_and_change_nothing(client, campaign):
    partner = OrganisationFactory.create()
    FormFactory.create(campaign=campaign, organisation=partner)
    client.force_login(member(Role.ANALYST, partner))
    population = reverse("measurement:reach_population", args=[campaign.slug])

    page = client.get(reverse("measurement:reach", args=[campaign.slug]))

    assert page.status_code == 200
    assert "Whom the campaign could reach" not in page.content.decode()
    assert client.post(population, {"people": 5, "who": "x", "source": "x"}).status_code == 404


def test_a_survey_comes_in_and_says_what_rose(client, campaign):
    address = reverse("measurement:awareness", args=[campaign.slug])

    page = client.post(address, {"file": SimpleUploadedFile("s.csv", SURVEY.encode()), "step": "take"}, follow=True)

    assert SurveyFigure.objects.count() == 2
    assert "It rose from 20.0 % (June) to 30.0 % (August): by 10.0 points" in text_of(page)
    assert "are not known for August and are ignored" in text_of(page)


def test_the_file_of_the_how_to_comes_in_and_says_what_the_how_to_says(client, campaign):
    how_to = HOW_TO.read_text()
    lines = how_to.partition("```csv\n")[2].partition("```")[0].splitlines()
    file = SimpleUploadedFile("s.csv", "\n".join(line.strip() for line in lines).encode())

    page = client.post(
        reverse("measurement:awareness", args=[campaign.slug]), {"file": file, "step": "take"}, follow=True
    )

    said = " ".join(how_to.partition("what changed: “")[2].partition("”")[0].split())
    assert SurveyFigure.objects.count() == 2
    assert said.startswith("It rose from")
    assert said in text_of(page)


def test_a_survey_that_comes_in_twice_in_the_same_instant_is_there_once(client, campaign, monkeypatch):
    address = reverse("measurement:awareness", args=[campaign.slug])
    sent = {"file": SimpleUploadedFile("s.csv", SURVEY.encode()), "step": "take"}
    digest = sha256(SURVEY.encode()).hexdigest()
    SurveyImport.objects.create(campaign=campaign, digest=digest, row_count=2, imported_at=clock.now())
    exists = QuerySet.exists
    monkeypatch.setattr(QuerySet, "exists", lambda rows: rows.model is not SurveyImport and exists(rows))

    page = client.post(address, sent, follow=True)

    assert page.status_code == 200
    assert "This very file was brought in before" in text_of(page)
    assert SurveyImport.objects.count() == 1


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        (",20,", ",120,", "Row 2: “120” is not a percentage from 0 to 100."),
        (",1.2\n", ",0.5\n", "Row 2: “0.5” is not a design effect"),
        ("2020-06-09", "2020-05-09", "Row 2: Fieldwork ends on 2020-05-09, before it starts."),
        (",1000,30", ",none,30", "Row 3: “none” is not how many people were asked."),
        (",1000,30", f",{'9' * 5000},30", "9…” is not how many people were asked."),
        ("it,August", "it,June", "Row 3: This wave of the question is here already."),
        ("question,", "Q,", "This file has no column “question”. It needs question, wave, first_day"),
    ],
)
def test_a_survey_with_a_wrong_row_is_refused_whole(client, campaign, was, becomes, sentence):
    file = SimpleUploadedFile("s.csv", SURVEY.replace(was, becomes, 1).encode())

    page = client.post(reverse("measurement:awareness", args=[campaign.slug]), {"file": file, "step": "take"})

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert not SurveyFigure.objects.exists()
