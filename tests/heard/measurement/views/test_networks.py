"""The pages on which exports of networks come in, are answered about, traced and taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heard.accounts.models import AuditLine, Role
from heard.design import clock
from heard.measurement.models import KnownColumn, KnownName, NetworkFigure, NetworkImport, WaitingExport
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
    assert "Meta Ads Manager: 1 row, one for each advertisement." in said
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


LEADS = ADS.replace("Reach,", "Reach,Leads,").replace("900,", "900,5,")


def questions(client, campaign, page):
    """Return the address and the hidden answers of the form that asks about columns."""
    address = reverse("measurement:network_columns", args=[campaign.slug])
    form = BeautifulSoup(page.content, "html.parser").select(f'form[action="{address}"]')[0]
    hidden = form.select("input[type=hidden]")
    return address, {str(each["name"]): str(each["value"]) for each in hidden if "csrf" not in each["name"]}


def test_columns_that_nobody_knows_are_a_question_and_no_error(client, campaign):
    page = send(client, campaign, LEADS)

    soup = BeautifulSoup(page.content, "html.parser")
    assert page.status_code == 200
    assert soup.title
    assert not soup.title.text.strip().startswith("Error:")
    assert not soup.select(".nhsuk-error-summary")
    assert [head.text for head in soup.select("main h2")][:2] == [
        "Columns that Heard does not know",
        "What Heard reads in this file",
    ]


def test_a_file_goes_on_by_itself_once_its_columns_are_told(client, campaign):
    address, hidden = questions(client, campaign, send(client, campaign, LEADS, account="Speak Up"))

    done = client.post(address, {**hidden, "meaning_0": "conversions"}, follow=True)

    assert "Figures taken: 4." in done.content.decode()
    assert NetworkFigure.objects.get(measure="conversions").value == 500
    assert set(NetworkFigure.objects.values_list("account", flat=True)) == {"Speak Up"}
    assert not WaitingExport.objects.exists()


def test_a_file_that_was_only_to_be_checked_is_only_checked_after_the_answer(client, campaign):
    address, hidden = questions(client, campaign, send(client, campaign, LEADS, step="check"))

    done = client.post(address, {**hidden, "meaning_0": "conversions"})

    assert done.status_code == 200
    assert "Figures that can be taken: 4." in done.content.decode()
    assert not NetworkImport.objects.exists()


def bring_in(client, page, **said):
    """Press the button that brings in the file that was checked, or another of that form."""
    [form] = BeautifulSoup(page.content, "html.parser").select("section[aria-labelledby=checked] form")
    key = str(form.select("input[name=waiting]")[0]["value"])
    return client.post(str(form["action"]), {"waiting": key, "step": "take", **said}, follow=True)


def test_a_file_that_was_checked_is_brought_in_without_being_chosen_again(client, campaign):
    page = send(client, campaign, step="check", account="Speak Up")

    assert "“ads.csv” can be brought in as it was checked" in page.content.decode()
    done = bring_in(client, page)

    assert "Figures taken: 3." in done.content.decode()
    assert set(NetworkFigure.objects.values_list("account", flat=True)) == {"Speak Up"}
    assert not WaitingExport.objects.exists()


def test_after_the_answer_to_a_check_the_same_file_is_brought_in(client, campaign):
    address, hidden = questions(client, campaign, send(client, campaign, LEADS, step="check"))

    done = bring_in(client, client.post(address, {**hidden, "meaning_0": "conversions"}))

    assert "Figures taken: 4." in done.content.decode()
    assert not WaitingExport.objects.exists()


def test_whoever_comes_back_within_the_hour_can_bring_in_what_was_checked_and_later_not(client, campaign):
    send(client, campaign, step="check")
    address = reverse("measurement:networks", args=[campaign.slug])
    page = client.get(address)
    WaitingExport.objects.update(kept_at=clock.now() - timedelta(minutes=61))

    assert "can be brought in as it was checked" not in client.get(address).content.decode()
    assert "choose it again to bring it in" in bring_in(client, page).content.decode()
    assert not NetworkImport.objects.exists()


def test_a_checked_file_can_be_given_up(client, campaign):
    bring_in(client, send(client, campaign, step="check"), step="give-up")

    assert not WaitingExport.objects.exists()
    assert not NetworkImport.objects.exists()


def test_another_file_takes_the_place_of_one_that_was_checked(client, campaign):
    send(client, campaign, step="check")

    page = send(client, campaign, ADS.replace("900", "many"), name="wrong.csv")

    assert page.status_code == 422
    assert "can be brought in as it was checked" not in page.content.decode()
    assert not WaitingExport.objects.exists()


def test_a_checked_file_that_cannot_come_in_is_not_kept(client, campaign):
    send(client, campaign, ADS.replace("900", "many"), step="check")

    assert not WaitingExport.objects.exists()


def test_what_is_wrong_is_said_after_the_answer_with_what_was_told(client, campaign):
    address, hidden = questions(client, campaign, send(client, campaign, LEADS, account="Speak Up"))

    done = client.post(address, {**hidden, "meaning_0": "day"})

    [chosen] = BeautifulSoup(done.content, "html.parser").select("input[name=step][checked]")
    assert (done.status_code, chosen["value"]) == (422, "take")
    assert "Row 2: “5” under “Leads” is not a day." in done.content.decode()
    assert 'value="Speak Up"' in done.content.decode()


def test_whoever_comes_back_within_the_hour_finds_the_questions_again(client, campaign):
    send(client, campaign, LEADS)

    page = client.get(reverse("measurement:networks", args=[campaign.slug]))

    assert questions(client, campaign, page)[1]["heading_0"] == "Leads"
    assert "“ads.csv” goes on by itself" in page.content.decode()


def test_nobody_else_sees_a_file_that_waits(client, campaign):
    send(client, campaign, LEADS)
    client.force_login(member(Role.ANALYST, campaign.owner))

    page = client.get(reverse("measurement:networks", args=[campaign.slug]))

    assert "ads.csv" not in page.content.decode()


def test_an_answer_after_the_file_has_gone_is_remembered_all_the_same(client, campaign):
    address, hidden = questions(client, campaign, send(client, campaign, LEADS))
    WaitingExport.objects.all().delete()

    done = client.post(address, {**hidden, "meaning_0": "conversions"}, follow=True)

    assert "choose it again to go on" in done.content.decode()
    assert KnownColumn.objects.get().meaning == "conversions"


def test_an_answer_about_an_earlier_file_does_not_start_a_later_one(client, campaign):
    address, hidden = questions(client, campaign, send(client, campaign, LEADS))
    send(client, campaign, LEADS.replace("900", "901"), name="later.csv")

    client.post(address, {**hidden, "meaning_0": "conversions"})

    assert not NetworkImport.objects.exists()
    listed = client.get(reverse("measurement:networks", args=[campaign.slug]))
    assert "“later.csv” goes on by itself" in listed.content.decode()


def test_a_file_that_waits_can_be_given_up(client, campaign):
    address, hidden = questions(client, campaign, send(client, campaign, LEADS))

    client.post(address, {**hidden, "step": "give-up"})

    assert not WaitingExport.objects.exists()
    assert not KnownColumn.objects.exists()


def test_what_was_said_of_a_column_is_listed_changed_and_forgotten(client, campaign):
    address, hidden = questions(client, campaign, send(client, campaign, LEADS))
    client.post(address, {**hidden, "meaning_0": "conversions"})
    column = KnownColumn.objects.get()
    here = reverse("measurement:known_column", args=[campaign.slug, column.pk])

    listed = client.get(reverse("measurement:known_columns", args=[campaign.slug])).content.decode()
    client.post(here, {"meaning": "saves"})
    changed = KnownColumn.objects.get().meaning
    client.post(here, {"step": "forget", "meaning": "saves"})

    assert "leads" in listed
    assert "Conversions" in listed
    assert changed == "saves"
    assert not KnownColumn.objects.exists()
    assert AuditLine.objects.filter(code="measurement.network.columns_forgotten").count() == 1


def test_the_list_of_columns_is_a_link_once_there_is_one(client, campaign):
    address = reverse("measurement:networks", args=[campaign.slug])
    before = client.get(address).content.decode()
    KnownColumn.objects.create(
        campaign=campaign, source="plain", name="leads", meaning="saves", said_at=datetime(2020, 7, 8, tzinfo=UTC)
    )

    after = client.get(address).content.decode()
    listed = client.get(reverse("measurement:known_columns", args=[campaign.slug])).content.decode()

    assert "What was said of" not in before
    assert "What was said of 1 column<" in after
    assert "the command line" in listed


def test_a_heading_with_a_slip_is_answered_already_and_another_is_not(client, campaign):
    text = (
        "Reporting starts,Reporting ends,Campaign name,Ad name,Reach,Impresions,Mood\n2020-07-08,2020-07-08,T,F,8,9,1\n"
    )
    page = BeautifulSoup(send(client, campaign, text).content, "html.parser")

    chosen = [
        [one["value"] for one in each.select("option[selected]")] for each in page.select("#columns ~ form select")
    ]

    assert chosen == [["impressions"], []]


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


@pytest.mark.parametrize("ad", ["Care week carers-fb", "Care_week CARERS-FB v2"])
def test_a_link_whose_code_stands_in_the_name_is_chosen_already(client, campaign, ad):
    for code in ("carers", "carers-fb", "carers-fb-2"):
        PlacementFactory.create(campaign=campaign, post="", code=code, channel="FACEBOOK")
    head = "Reporting starts,Reporting ends,Campaign name,Ad name,Impressions"
    send(client, campaign, f"{head}\n2020-07-08,2020-07-08,TUIW,{ad},9\n")

    asked = BeautifulSoup(client.get(reverse("measurement:network_names", args=[campaign.slug])).content, "html.parser")

    assert [option["value"] for option in asked.select("main select option[selected]")][:1] == ["carers-fb"]


def test_counts_of_one_and_of_several_are_said_right(client, campaign):
    one = "Reporting starts,Reporting ends,Campaign name,Ad name,Impressions\n2020-07-01,2020-07-01,TUIW,Film,9\n"
    first = send(client, campaign, one).content.decode()
    again = send(client, campaign, one.replace("Film,9", "Film,8")).content.decode()
    newest = NetworkImport.objects.latest("pk")
    asked = client.get(reverse("measurement:remove_network", args=[campaign.slug, newest.pk])).content.decode()
    gone = client.post(reverse("measurement:remove_network", args=[campaign.slug, newest.pk]), follow=True)

    assert "1 figure lies outside the campaign’s days." in first
    assert "1 figure that was here is replaced, 1 by another number." in again
    assert "1 becomes smaller." in again
    assert "1 figure from “ads.csv” will be taken back." in asked
    assert "1 earlier figure that it replaced counts again" in asked
    assert "1 earlier figure counts again." in gone.content.decode()
