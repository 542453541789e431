"""The page of themes and tone: counts, the draw, and the file that carries a mark."""

import csv
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heard.accounts.models import AuditLine, Role
from heard.feedback.models import Piece
from heard.insight.models import Aspect, DrawnPiece, Theme
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory, PartnerFactory
from tests.factories.feedback import ARRIVED_AT, SubmissionFactory
from tests.factories.insight import SuggestionFactory, theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def campaign():
    theme()
    campaign = CampaignFactory.create(owner=OrganisationFactory.create())
    SubmissionFactory.create(campaign=campaign, organisation=campaign.owner, piece_count=3)
    Piece.objects.update(read_at=ARRIVED_AT + timedelta(minutes=1))
    SuggestionFactory.create(piece=Piece.objects.first(), aspect=Aspect.THEME, theme=theme(), value="")
    return campaign


@pytest.fixture
def analyst(client, campaign):
    user = member(Role.ANALYST, campaign.owner)
    client.force_login(user)
    return user


def seen(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text().split())


def test_counts_stand_beside_their_themes(client, campaign, analyst):
    response = client.get(reverse("measurement:themes", args=[campaign.slug]), {"by": "machine"})

    assert "3 pieces of feedback are counted." in seen(response)
    row = next(
        tr for tr in BeautifulSoup(response.content, "html.parser").select("tr") if "Timeliness" in tr.get_text()
    )
    assert "1" in row.get_text()


def test_an_unproven_theme_says_so(client, campaign, analyst):
    name = Theme.objects.filter(is_unproven=True).first().name

    response = client.get(reverse("measurement:themes", args=[campaign.slug]))

    row = next(tr for tr in BeautifulSoup(response.content, "html.parser").select("tbody tr") if name in tr.get_text())
    assert "Unproven" in row.get_text()


def test_days_in_the_wrong_order_are_answered_by_a_sentence(client, campaign, analyst):
    asked = {"since": "2020-09-20", "until": "2020-09-01"}

    response = client.get(reverse("measurement:themes", args=[campaign.slug]), asked)

    assert response.status_code == 422
    assert "The second day must be the same as or later than the first" in seen(response)


def test_drawing_leads_back_and_says_how_many(client, campaign, analyst):
    address = reverse("measurement:themes_draw", args=[campaign.slug])

    response = client.post(f"{address}?by=people", {"more": "2"}, follow=True)

    assert DrawnPiece.objects.count() == 2
    assert "2 pieces were drawn." in seen(response)
    assert "people have decided 0 of them" in seen(response)
    assert response.redirect_chain[0][0].endswith("?by=people")


def test_drawing_none_is_refused(client, campaign, analyst):
    response = client.post(reverse("measurement:themes_draw", args=[campaign.slug]), {"more": "0"})

    assert response.status_code == 422
    assert not DrawnPiece.objects.exists()


def test_what_was_drawn_is_a_filter_of_the_queue(client, campaign, analyst):
    client.post(reverse("measurement:themes_draw", args=[campaign.slug]), {"more": "2"})
    page = client.get(reverse("measurement:themes", args=[campaign.slug]))
    links = [a["href"] for a in BeautifulSoup(page.content, "html.parser").select("a") if "Decide them" in a.get_text()]

    assert [client.get(str(href)).status_code for href in links] == [200]


def test_the_file_carries_its_mark_and_taking_it_is_written_down(client, campaign, analyst):
    response = client.post(reverse("measurement:themes_export", args=[campaign.slug]) + "?by=machine")

    rows = list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))
    line = AuditLine.objects.get(code="measurement.themes.exported")
    assert line.detail["filtered_by"] == "by"
    assert {row["export"] for row in rows} == {line.detail["mark"]}
    assert next(row for row in rows if row["code"] == "timeliness")["by machine"] == "1"


def test_a_partner_sees_no_counts_of_themes(client, campaign):
    partner = OrganisationFactory.create()
    PartnerFactory.create(campaign=campaign, organisation=partner)
    client.force_login(member(Role.PARTNER, partner))

    assert client.get(reverse("measurement:themes", args=[campaign.slug])).status_code == 404
