"""The live page: who sees it, what it says, and what it answers to nonsense."""

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heard.accounts.models import Role, User
from heard.campaigns.models import Campaign, VisitClass, VisitKind
from heard.design import clock
from heard.measurement import queries, stream
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory, FormFactory, PartnerFactory, PlacementFactory, VisitFactory
from tests.factories.feedback import SubmissionFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 10, 7, 2, 14, tzinfo=UTC)
"""8:02:14 in the morning in London."""


@pytest.fixture(autouse=True)
def morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def campaign() -> Campaign:
    return CampaignFactory.create(open=True, title="Because We All Care", slug="care")


def page(client: Client, user: User, campaign: Campaign, status: int = 200, **params: str) -> BeautifulSoup:
    client.force_login(user)
    response = client.get(reverse("measurement:live", args=[campaign.slug]), params)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def stats(soup: BeautifulSoup) -> dict[str, str]:
    return {
        tile.select_one(".heard-stat__label").text: tile.select_one(".heard-stat__figure").text
        for tile in soup.select(".heard-stat")
    }


def attribute(soup: BeautifulSoup, selector: str, name: str) -> object:
    found = soup.select_one(selector)
    return found and found.get(name)


def test_the_whole_funnel_is_seen_at_a_glance(client, campaign):
    placement = PlacementFactory.create(campaign=campaign)
    VisitFactory.create_batch(1_200, placement=placement, at=NOW)
    VisitFactory.create_batch(4, placement=placement, at=NOW, kind=VisitKind.LANDING)
    VisitFactory.create_batch(2, placement=placement, at=NOW, kind=VisitKind.FORM_START)
    VisitFactory.create_batch(3, placement=placement, at=NOW, kind=VisitKind.LOOKUP)
    SubmissionFactory.create(campaign=campaign, placement=placement, piece_count=2, received_at=NOW)

    soup = page(client, member(Role.CAMPAIGN_MANAGER, campaign.owner), campaign)

    assert stats(soup) == {
        "Clicks": "1,200",
        "Landings": "4",
        "Form starts": "2",
        "Forms": "1",
        "Pieces of feedback": "2",
        "Contact look-ups": "3",
        "Numbers shown": "0",
        "Call taps": "0",
        "Email taps": "0",
        "Website taps": "0",
    }
    assert "So far: 1 form with 2 pieces of feedback, and 3 contact look-ups." in soup.text
    assert "Today: 1 form and 3 contact look-ups." in soup.text
    assert "Counted at 08:02:14" in soup.text
    assert "50% of landings" in soup.text


def test_both_doors_stand_side_by_side_over_their_columns_in_every_breakdown(client, campaign):
    area = AreaFactory.create(name="Harbourshire")
    placement = PlacementFactory.create(campaign=campaign)
    VisitFactory.create(placement=placement, at=NOW, kind=VisitKind.LOOKUP, area=area)

    soup = page(client, member(Role.ANALYST, campaign.owner), campaign, by="area")

    table = soup.select_one("#live-breakdown table")
    groups = [(group.text, group["colspan"]) for group in table.select("th[scope=colgroup]")]
    assert groups == [("They came", "3"), ("They told us", "3"), ("They turned to someone near them", "5")]
    assert [row.select_one("th").contents[0] for row in table.select("tbody tr")] == ["Harbourshire"]
    assert "By area" in soup.text


def test_every_number_has_its_definition_at_hand(client, campaign):
    soup = page(client, member(Role.ANALYST, campaign.owner), campaign)

    defined = {key.text for key in soup.select(".heard-facts__key")}

    assert {"Clicks", "Visitor-days", "Landings", "Form starts", "Forms", "Pieces", "Contact look-ups"} <= defined


def test_bots_are_shown_aside(client, campaign):
    VisitFactory.create(placement=PlacementFactory.create(campaign=campaign), visitor_class=VisitClass.BOT)

    soup = page(client, member(Role.ANALYST, campaign.owner), campaign)

    assert "Set aside and not counted: bots 1." in soup.text
    assert stats(soup)["Clicks"] == "0"


def test_the_comparison_says_sentence_table_and_caveats(client, campaign):
    FormFactory.create(campaign=campaign)

    soup = page(client, member(Role.ANALYST, campaign.owner), campaign)

    assert "Compared with the same period before" in soup.text
    assert "cannot be compared with the same period before: no days are known in both" in soup.text
    assert soup.text.count("does not show that the campaign caused it") == 1
    [table] = soup.select(".heard-sheet > .heard-table--cards")
    assert [row.select("td")[0].text for row in table.select("tbody tr")] == [
        "Forms",
        "Pieces of feedback",
        "Contact look-ups",
    ]
    assert len(soup.select("details table")) == 3


def test_what_it_led_to_comes_before_the_long_table(client, campaign):
    FormFactory.create(campaign=campaign)
    VisitFactory.create(placement=PlacementFactory.create(campaign=campaign))

    soup = page(client, member(Role.ANALYST, campaign.owner), campaign)

    assert [head.text for head in soup.select("main h2")] == [
        "They came",
        "They told us",
        "They turned to someone near them",
        "Compared with the same period before",
        "Choose which figures",
        "By placement",
        "What each number counts",
    ]


def test_what_the_stream_sends_replaces_parts_that_the_page_has(client, campaign):
    VisitFactory.create(placement=PlacementFactory.create(campaign=campaign))
    user = member(Role.ANALYST, campaign.owner)
    soup = page(client, user, campaign)
    asked = stream.Asked(view=queries.live_view_for(user=user, slug="care"), query=queries.FigureQuery())
    event = stream.event_of(stream.current(asked)).decode()
    sent = BeautifulSoup(json.loads(event.split("data: ", 1)[1])["html"], "html.parser")

    parts = [part["id"] for part in sent.find_all("div", recursive=False)]
    assert parts == ["live-figures", "live-breakdown"]
    for part in parts:
        assert len(soup.select(f"#{part}")) == 1
    assert [head.text for head in sent.select("h2")][-1] == "By placement"


def test_filters_are_kept_in_the_address_and_in_the_stream(client, campaign):
    placement = PlacementFactory.create(campaign=campaign)
    VisitFactory.create(placement=placement, at=datetime(2020, 7, 8, 12, tzinfo=UTC))
    VisitFactory.create(placement=placement, at=datetime(2020, 7, 9, 12, tzinfo=UTC))

    soup = page(client, member(Role.ANALYST, campaign.owner), campaign, since="2020-07-09", by="day")

    assert stats(soup)["Clicks"] == "1"
    assert attribute(soup, "#live-figures", "data-stream") == "/staff/live/care/stream/?by=day&since=2020-07-09"
    assert attribute(soup, "input[name=since]", "value") == "2020-07-09"
    assert attribute(soup, "input[name=since]", "type") == "date"
    assert [head.text.strip() for head in soup.select(".heard-scroll tbody th")][:2] == [
        "Fri 10 Jul 2020",
        "Thu 9 Jul 2020",
    ]


@pytest.mark.parametrize("asked", [{}, {"by": ""}])
def test_the_choice_of_rows_offers_no_empty_answer(client, campaign, asked):
    soup = page(client, member(Role.ANALYST, campaign.owner), campaign, **asked)

    offered = [option.text for option in soup.select("select[name=by] option")]
    assert offered[:2] == ["Placement", "Partner"]
    assert "Choose one" not in soup.text


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"since": "8 July"}, "“8 July” is not a day. Write it as 2020-07-08."),
        ({"since": "2020-07-09", "until": "2020-07-08"}, "The last day comes before the first day."),
        ({"by": "colour"}, "Choose one of"),
        ({"wave": "99"}, "This campaign has no such wave."),
    ],
)
def test_an_address_that_asks_nonsense_is_answered_plainly_with_422(client, campaign, params, sentence):
    soup = page(client, member(Role.ANALYST, campaign.owner), campaign, status=422, **params)

    assert sentence in soup.select_one(".nhsuk-error-summary").text
    assert soup.title.text.strip().startswith("Error:")
    assert stats(soup)["Clicks"] == "0"


def test_no_question_is_put_to_the_database_twice(client, campaign):
    user = member(Role.ANALYST, campaign.owner)
    FormFactory.create(campaign=campaign)
    VisitFactory.create(placement=PlacementFactory.create(campaign=campaign), at=NOW)
    page(client, user, campaign)

    with CaptureQueriesContext(connection) as asked:
        page(client, user, campaign)
    seen = Counter(
        each["sql"] for each in asked if "rollupmark" not in each["sql"] and "django_session" not in each["sql"]
    )
    assert [sql for sql, times in seen.items() if times > 1] == []


def test_a_stranger_finds_nothing(client, campaign):
    page(client, member(Role.CAMPAIGN_MANAGER), campaign, status=404)
    page(client, member(Role.CASEWORKER, campaign.owner), campaign, status=404)


def test_without_signing_in_one_is_asked_to(client, campaign):
    response = client.get(reverse("measurement:live", args=[campaign.slug]))

    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_the_list_holds_ones_own_campaigns(client, campaign):
    CampaignFactory.create(title="Somebody else’s")
    client.force_login(member(Role.ANALYST, campaign.owner))

    text = client.get(reverse("measurement:campaigns")).content.decode()

    assert "Because We All Care" in text
    assert "Somebody else" not in text


class TestPartner:
    """A partner sees its own links and no number under ten."""

    @pytest.fixture
    def partner(self, campaign):
        return PartnerFactory.create(campaign=campaign, organisation=OrganisationFactory.create(name="Helping Hands"))

    def test_sees_only_its_own_placements(self, client, campaign, partner):
        own = PlacementFactory.create(campaign=campaign, partner=partner, code="helping-fb")
        PlacementFactory.create(campaign=campaign, code="secret-fb")
        VisitFactory.create_batch(12, placement=own)

        soup = page(client, member(Role.PARTNER, partner.organisation), campaign)

        assert stats(soup)["Clicks"] == "12"
        assert "helping-fb" in soup.text
        assert "secret-fb" not in soup.text
        assert "Compared with the same period before" not in soup.text
        assert soup.select("form.heard-filters") == []

    def test_reads_fewer_than_10_for_small_numbers(self, client, campaign, partner):
        VisitFactory.create_batch(9, placement=PlacementFactory.create(campaign=campaign, partner=partner))

        soup = page(client, member(Role.PARTNER, partner.organisation), campaign)

        cells = [cell.text.strip() for cell in soup.select(".heard-scroll td")]
        assert cells == ["", *["fewer than 10"] * 11]
        assert set(stats(soup).values()) == {"not shown"}

    def test_reads_at_least_so_many_where_one_link_has_few(self, client, campaign, partner):
        for clicks in (12, 3):
            VisitFactory.create_batch(clicks, placement=PlacementFactory.create(campaign=campaign, partner=partner))

        soup = page(client, member(Role.PARTNER, partner.organisation), campaign)

        assert stats(soup)["Clicks"] == "at least 12"
        assert stats(soup)["Forms"] == "not shown"
        assert "15" not in " ".join(stats(soup).values())

    def test_may_not_cut_the_figures_into_days(self, client, campaign, partner):
        user = member(Role.PARTNER, partner.organisation)

        soup = page(client, user, campaign, status=422, since="2020-07-09")

        assert "Partners see the figures of their own links" in soup.select_one(".nhsuk-error-summary").text
