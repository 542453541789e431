"""The pages on which exports of networks come in, are answered about, traced and taken back."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heard.accounts.models import Role
from heard.measurement.models import KnownName, NetworkFigure, NetworkImport
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory, PlacementFactory

pytestmark = pytest.mark.django_db

ADS = (
    "Reporting starts,Reporting ends,Campaign name,Ad name,Reach,Impressions,Amount spent (GBP)\n"
    "2020-07-08,2020-07-08,TUIW,Film,900,1000,10.50\n"
)


@pytest.fixture
def campaign(client):
    organisation = OrganisationFactory.create()
    client.force_login(member(Role.ANALYST, organisation))
    return CampaignFactory.create(owner=organisation, starts_on=date(2020, 7, 8), ends_on=date(2020, 9, 30))


def send(client, campaign, text=ADS, *, step="take", name="ads.csv", **said):
    file = SimpleUploadedFile(name, text.encode())
    address = reverse("measurement:networks", args=[campaign.slug])
    return client.post(address, {"file": file, "step": step, **said}, follow=True)


def test_a_check_shows_what_heard_takes_the_file_for_and_keeps_nothing(client, campaign):
    page = send(client, campaign, step="check")

    said = BeautifulSoup(page.content, "html.parser").get_text(" ", strip=True)
    assert page.status_code == 200
    assert "Meta Ads Manager: 1 rows, one for each advertisement." in said
    assert "£10.50" in said
    assert "Does not add up" in said
    assert not NetworkImport.objects.exists()


def test_a_file_is_brought_in_listed_traced_by_row_and_taken_back(client, campaign):
    listed = send(client, campaign)
    imported = NetworkImport.objects.get()
    traced = client.get(reverse("measurement:network_export", args=[campaign.slug, imported.pk]))
    client.post(reverse("measurement:remove_network", args=[campaign.slug, imported.pk]))

    assert "Figures taken: 3." in listed.content.decode()
    assert "Impressions, from “Impressions”" in traced.content.decode()
    assert "TUIW / Film" in traced.content.decode()
    assert not NetworkFigure.objects.exists()


def test_bad_rows_come_back_by_row_with_422_and_what_was_typed(client, campaign):
    page = send(client, campaign, ADS.replace("900", "many"), account="Speak Up")

    assert page.status_code == 422
    assert "Row 2: “many” under “Reach” is not a number." in page.content.decode()
    assert 'value="Speak Up"' in page.content.decode()
    assert not NetworkFigure.objects.exists()


def test_a_file_that_is_no_table_is_refused_in_a_sentence(client, campaign):
    page = send(client, campaign, "\x00\x01", name="ads.xlsx")

    assert page.status_code == 422
    assert BeautifulSoup(page.content, "html.parser").select_one(".nhsuk-error-summary")


def test_an_unknown_column_is_asked_about_once(client, campaign):
    text = ADS.replace("Reach,", "Reach,Leads,").replace("900,", "900,5,")
    asked = BeautifulSoup(send(client, campaign, text).content, "html.parser")
    form = asked.select(f'form[action="{reverse("measurement:network_columns", args=[campaign.slug])}"]')[0]
    hidden = {
        str(each["name"]): str(each["value"])
        for each in form.select("input[type=hidden]")
        if "csrf" not in each["name"]
    }

    client.post(str(form["action"]), {**hidden, "meaning_0": "conversions"})
    send(client, campaign, text)

    assert NetworkFigure.objects.get(measure="conversions").value == 500


def test_a_column_left_unanswered_is_named(client, campaign):
    address = reverse("measurement:network_columns", args=[campaign.slug])

    page = client.post(address, {"source": "meta-ads", "heading_0": "Leads", "meaning_0": ""})

    assert page.status_code == 422
    assert "Leads" in BeautifulSoup(page.content, "html.parser").select(".nhsuk-error-summary")[0].get_text()


def test_a_name_is_suggested_by_its_post_and_remembered(client, campaign):
    placement = PlacementFactory.create(campaign=campaign, post="Film", channel="FACEBOOK")
    send(client, campaign)
    address = reverse("measurement:network_names", args=[campaign.slug])
    asked = BeautifulSoup(client.get(address).content, "html.parser")
    select = asked.select("main select")[0]

    client.post(address, {str(select["name"]): placement.code})

    assert select.select("option[selected]")[0]["value"] == placement.code
    assert KnownName.objects.get().placement == placement
    assert set(NetworkFigure.objects.values_list("placement", flat=True)) == {placement.pk}
    assert "0 advertisements and posts are on no link" in client.get(address).content.decode()
