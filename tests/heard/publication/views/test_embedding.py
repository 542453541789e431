"""The frame on other people's websites: no script, no cookie, counted only when someone goes through a door."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heard.campaigns import visiting
from heard.campaigns.models import CampaignState, Visit
from heard.campaigns.pace import Pace
from heard.campaigns.questions.actions import add_question_set, freeze
from heard.design import clock
from heard.publication.views.embedding import SIZER
from tests.factories.campaigns import MADE_AT, OPENED_AT, CampaignFactory, FormFactory, PartnerFactory, PlacementFactory

pytestmark = pytest.mark.django_db

BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture
def placement():
    campaign = CampaignFactory.create(open=True, slug="care")
    partner = PartnerFactory.create(campaign=campaign)
    return PlacementFactory.create(campaign=campaign, partner=partner, code="lantern-web")


def _frame(client, placement, query=""):
    return client.get(reverse("publication:frame", args=[placement.code]) + query, **BROWSER)


def test_the_frame_may_be_framed_by_anyone_and_every_other_page_by_none(client, placement):
    frame = _frame(client, placement)
    landing = client.get(reverse("campaigns:landing", args=["care"]))
    door = client.get(reverse("publication:frame_door", args=[placement.code, "tell"]))

    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame.headers
    assert frame.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    for other in (landing, door):
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
        assert other.headers["X-Frame-Options"] == "DENY"


def test_showing_the_frame_counts_nothing_and_stores_nothing(client, placement):
    response = _frame(client, placement)

    assert not response.cookies
    assert not Visit.objects.exists()
    assert not BeautifulSoup(response.content, "html.parser").select("script")


def test_both_doors_lead_out_of_the_frame(client, placement):
    doors = BeautifulSoup(_frame(client, placement).content, "html.parser").select("main a")

    assert [door["href"] for door in doors] == ["/embed/lantern-web/tell/", "/embed/lantern-web/talk/"]
    assert {(door["target"], *door["rel"]) for door in doors} == {("_top", "noopener")}


@pytest.mark.parametrize(
    ("door", "leads_to"), [("tell", "/c/care/?p=lantern-web"), ("talk", "/c/care/contact/?p=lantern-web")]
)
def test_going_through_a_door_counts_one_click_of_the_partners_link(client, placement, door, leads_to):
    response = client.get(reverse("publication:frame_door", args=[placement.code, door]), **BROWSER)

    assert response.headers["Location"] == leads_to
    assert [(visit.kind, visit.placement) for visit in Visit.objects.all()] == [("CLICK", placement)]


def test_who_goes_through_a_door_faster_than_people_do_is_suspect_as_on_the_link_itself(client, placement, monkeypatch):
    monkeypatch.setattr(visiting, "_pace", Pace())
    monkeypatch.setattr("heard.campaigns.pace.MOST", 2)
    monkeypatch.setattr(clock, "now", lambda: OPENED_AT)

    for _ in range(3):
        client.get(reverse("publication:frame_door", args=[placement.code, "tell"]), **BROWSER)

    assert list(Visit.objects.order_by("pk").values_list("visitor_class", "reason")) == [
        ("HUMAN", ""),
        ("HUMAN", ""),
        ("SUSPECT", "pace"),
    ]


def test_where_there_is_one_form_the_door_starts_it(client, placement):
    form = FormFactory.create(campaign=placement.campaign, slug="office")
    freeze(question_set=add_question_set(form=form, template="regulator", by=None, now=MADE_AT), by=None, now=MADE_AT)

    response = client.get(reverse("publication:frame_door", args=[placement.code, "tell"]), **BROWSER)

    assert response.headers["Location"] == "/c/care/office/start/?p=lantern-web"


@pytest.mark.parametrize("state", [CampaignState.PREPARING, CampaignState.PAUSED, CampaignState.CLOSED])
def test_while_there_is_nothing_open_the_frame_says_where_to_turn(client, placement, state):
    placement.campaign.state = state
    placement.campaign.save()

    links = BeautifulSoup(_frame(client, placement).content, "html.parser").select("main a")

    assert [link["href"] for link in links] == ["/c/care/?p=lantern-web"]


def test_the_frame_speaks_the_links_language(client, placement):
    placement.language = "ur"
    placement.save()

    page = BeautifulSoup(_frame(client, placement).content, "html.parser")

    assert [(html["lang"], html["dir"]) for html in page.select("html")] == [("ur", "rtl")]
    assert "Tell us about your care" not in page.main.text


def test_the_sized_frame_tells_its_height_and_the_script_beside_it_is_small(client, placement):
    sizer = client.get(reverse("publication:sizer"))

    assert BeautifulSoup(_frame(client, placement, "?sized=yes").content, "html.parser").select("script[src]")
    assert len(sizer.content) < 1500
    assert sizer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "event.origin !== origin" in SIZER.read_text()


@pytest.mark.parametrize("address", ["/embed/nowhere/", "/embed/nowhere/tell/", "/embed/lantern-web/window/"])
def test_what_there_is_not_is_not_found(client, placement, address):
    assert client.get(address).status_code == 404
