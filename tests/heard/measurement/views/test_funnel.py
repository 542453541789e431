"""The funnel, the wall and the comparison of posts as people use them."""

import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from heard.accounts.models import AuditLine, Role
from heard.campaigns.models import VisitKind
from heard.design import clock
from heard.measurement.models import Alert, AlertKind
from tests.factories.accounts import member
from tests.factories.campaigns import CampaignFactory, PartnerFactory, PlacementFactory, VisitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    campaign = CampaignFactory.create(open=True)
    for post in ("One", "Two"):
        placement = PlacementFactory.create(campaign=campaign, post=post)
        VisitFactory.create_batch(12, placement=placement, campaign=campaign)
        VisitFactory.create_batch(6, placement=placement, campaign=campaign, kind=VisitKind.FORM_START)
    return campaign


@pytest.fixture
def client(campaign):
    client = Client()
    client.force_login(member(Role.ANALYST, campaign.owner))
    return client


def test_the_funnel_shows_steps_rows_and_follows_by_itself(client, campaign):
    response = client.get(reverse("measurement:funnel", args=[campaign.slug]), {"by": "post"})
    html = response.content.decode()

    assert response.status_code == 200
    assert "24 clicks led to" in html
    assert f"/staff/live/{campaign.slug}/funnel/stream/?by=post" in html


def test_what_cannot_be_asked_is_said_over_the_whole(client, campaign):
    response = client.get(reverse("measurement:funnel", args=[campaign.slug]), {"since": "yesterday"})

    assert response.status_code == 422
    assert "24 clicks led to" in response.content.decode()


def test_the_excel_file_holds_numbers_and_its_taking_is_written_down(client, campaign):
    response = client.post(reverse("measurement:funnel_export", args=[campaign.slug, "xlsx"]) + "?by=post")
    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))

    assert rows[2][:2] == ("Clicks", 24)
    assert AuditLine.objects.get(code="measurement.funnel.exported").organisation == campaign.owner


def test_a_file_of_another_kind_is_not_there(client, campaign):
    assert client.post(reverse("measurement:funnel_export", args=[campaign.slug, "exe"])).status_code == 404


def test_the_comparison_keeps_what_was_chosen_and_refuses_a_link_with_itself(client, campaign):
    one, two = campaign.placements.order_by("pk")
    here = reverse("measurement:compare", args=[campaign.slug])
    fine = client.get(here, {"a": one.pk, "b": two.pk, "became": "starts"})
    wrong = client.get(here, {"a": one.pk, "b": one.pk})

    assert "may be the same" in fine.content.decode()
    assert wrong.status_code == 422
    assert "Choose another link than the first" in wrong.content.decode()


def test_the_wall_says_what_came_today_draws_two_lines_and_what_to_look_at(client, campaign, monkeypatch):
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    VisitFactory.create_batch(3, placement=campaign.placements.first(), at=tomorrow)
    raised = {"campaign": campaign, "observed": 404, "expected": 0, "raised_at": tomorrow}
    for link in campaign.placements.all():
        Alert.objects.create(kind=AlertKind.BROKEN_LINK, placement=link, **raised)
    Alert.objects.create(kind=AlertKind.BOTS, **raised)

    soup = BeautifulSoup(client.get(reverse("measurement:wall", args=[campaign.slug])).content, "html.parser")

    figures = {each.dt.text: each.dd.text.split() for each in soup.select(".heard-wall__figure")}
    assert figures["Clicks"] == ["27", "3", "today"]
    assert figures["Pieces of feedback"] == ["0", "0", "today"]
    assert [each.text for each in soup.select(".heard-chart__title")] == ["Forms each day", "Contact look-ups each day"]
    assert len(soup.select(".heard-wall__alerts li")) == 2
    assert [each.text for each in soup.select(".heard-wall__look")] == ["Look at this today And 1 more."]


def test_the_wall_has_no_controls_and_partners_do_not_see_it(client, campaign):
    partner = PartnerFactory.create(campaign=campaign)
    partners = Client()
    partners.force_login(member(Role.PARTNER, partner.organisation))
    here = reverse("measurement:wall", args=[campaign.slug])
    html = client.get(here).content.decode()

    assert "<form" not in html
    assert "<a " not in html
    assert partners.get(here).status_code == 404
