"""What everyone may open: landing pages, the contact page and short links."""

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles.finders import find
from django.test import Client

from heard.accounts.doors import Role
from heard.campaigns.models import CampaignState, Visit, VisitClass, VisitKind
from heard.campaigns.preview import preview_token
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory, PlacementFactory, WaveFactory
from tests.factories.places import AreaFactory, OfficeFactory
from tests.heard.campaigns.people import PHONE, a_form_with_a_question, a_visitor
from tests.heard.places.postcodes.listing import put

pytestmark = pytest.mark.django_db


def body(response):
    return response.content.decode()


def kinds():
    return list(Visit.objects.order_by("pk").values_list("kind", flat=True))


class TestLink:
    def test_an_open_link_counts_and_leads_to_the_landing_page(self):
        placement = PlacementFactory.create(campaign__open=True, campaign__slug="care", code="carersuk-fb")

        response = a_visitor().get("/l/carersuk-fb")

        assert (response.status_code, response["Location"]) == (302, "/c/care/?p=carersuk-fb")
        assert response["Cache-Control"] == "no-store"
        visit = Visit.objects.get()
        assert (visit.kind, visit.placement, visit.visitor_class) == (VisitKind.CLICK, placement, VisitClass.HUMAN)
        assert not visit.is_test

    def test_a_link_in_a_language_leads_to_the_page_in_that_language(self):
        PlacementFactory.create(campaign__open=True, campaign__slug="care", code="carersuk-fb", language="ur")

        assert a_visitor().get("/l/carersuk-fb")["Location"] == "/ur/c/care/?p=carersuk-fb"

    @pytest.mark.parametrize("typed", ["CARERSUK-FB", "carersuk-fb/", "carersuk-fb?utm_source=x"])
    def test_a_link_is_found_however_it_is_typed(self, typed):
        PlacementFactory.create(campaign__open=True, code="carersuk-fb")

        assert a_visitor().get(f"/l/{typed}").status_code == 302

    def test_zero_and_one_are_read_as_the_letters_they_look_like(self):
        PlacementFactory.create(campaign__open=True, campaign__slug="care", code="macmillan-fb")

        assert a_visitor().get("/l/macmi11an-fb")["Location"] == "/c/care/?p=macmillan-fb"

    def test_advertisers_click_ids_are_left_behind(self):
        PlacementFactory.create(campaign__open=True, campaign__slug="care", code="mind-fb")

        response = a_visitor().get("/l/mind-fb?fbclid=abc&gclid=def&ttclid=1&twclid=2&li_fat_id=3")

        assert response["Location"] == "/c/care/?p=mind-fb"

    def test_a_link_may_lead_to_a_form(self):
        campaign = CampaignFactory.create(open=True, slug="care")
        form = a_form_with_a_question(campaign, slug="regulator")
        PlacementFactory.create(campaign=campaign, destination="FORM", form=form, code="mind-fb")

        assert a_visitor().get("/l/mind-fb")["Location"] == "/c/care/regulator/start/?p=mind-fb"

    def test_a_link_may_lead_to_an_allowed_host_and_carries_nothing_there(self):
        campaign = CampaignFactory.create(open=True, allowed_hosts=["news.example.org"])
        PlacementFactory.create(
            campaign=campaign, destination="OUTSIDE", outside_url="https://news.example.org/care", code="mind-web"
        )

        assert a_visitor().get("/l/mind-web?nostats=1")["Location"] == "https://news.example.org/care"

    def test_a_host_that_is_allowed_no_longer_is_not_led_to(self):
        campaign = CampaignFactory.create(open=True, slug="care", allowed_hosts=[])
        PlacementFactory.create(
            campaign=campaign, destination="OUTSIDE", outside_url="https://news.example.org/care", code="mind-web"
        )

        assert a_visitor().get("/l/mind-web")["Location"] == "/c/care/?p=mind-web"

    def test_head_is_answered_and_not_counted(self):
        PlacementFactory.create(campaign__open=True, code="mind-fb")

        assert a_visitor().head("/l/mind-fb").status_code == 302
        assert not Visit.objects.exists()

    def test_fetching_ahead_is_not_counted(self):
        PlacementFactory.create(campaign__open=True, code="mind-fb")

        a_visitor().get("/l/mind-fb", headers={"sec-purpose": "prefetch;prerender"})

        assert not Visit.objects.exists()

    def test_preview_cards_are_classed_and_answered(self):
        PlacementFactory.create(campaign__open=True, code="mind-fb")

        assert a_visitor("facebookexternalhit/1.1").get("/l/mind-fb").status_code == 302
        assert Visit.objects.get().visitor_class == VisitClass.PREVIEW
        assert not Visit.objects.by_people().exists()

    @pytest.mark.parametrize("state", [CampaignState.PAUSED, CampaignState.CLOSED])
    def test_a_link_of_a_paused_or_closed_campaign_says_where_to_turn(self, state):
        campaign = CampaignFactory.create(state=state, slug="care")
        form = a_form_with_a_question(campaign, slug="regulator")
        PlacementFactory.create(campaign=campaign, destination="FORM", form=form, code="mind-fb")

        assert a_visitor().get("/l/mind-fb")["Location"] == "/c/care/?p=mind-fb"

    def test_a_withdrawn_link_says_so_and_offers_the_doors(self):
        campaign = CampaignFactory.create(open=True)
        a_form_with_a_question(campaign)
        PlacementFactory.create(campaign=campaign, code="mind-fb", withdrawn_at=datetime(2020, 8, 1, tzinfo=UTC))

        response = a_visitor().get("/l/mind-fb", follow=True)

        assert response.status_code == 200
        assert "This link is no longer used" in body(response)
        assert "Talk to someone near you" in body(response)

    def test_an_unknown_link_is_a_helpful_page_with_the_front_pages_doors(self):
        campaign = CampaignFactory.create(open=True, is_front_page=True)
        a_form_with_a_question(campaign)

        response = a_visitor().get("/l/nobody-knows")

        assert response.status_code == 404
        assert "We do not know this link" in body(response)
        assert "Tell us about your care" in body(response)
        assert not Visit.objects.exists()

    def test_an_unknown_link_helps_also_where_no_campaign_is_open(self):
        response = a_visitor().get("/l/nobody-knows")

        assert response.status_code == 404
        assert "tel:999" in body(response)

    def test_in_preparation_a_stranger_meets_a_helpful_page_and_is_not_counted(self):
        campaign = CampaignFactory.create(title="Secret plans")
        PlacementFactory.create(campaign=campaign, code="mind-fb")

        response = a_visitor().get("/l/mind-fb", follow=True)

        assert "This page is not open yet" in body(response)
        assert "Secret plans" not in body(response)
        assert not Visit.objects.counted().exists()

    def test_in_preparation_the_preview_token_leads_on_and_is_carried(self):
        campaign = CampaignFactory.create(slug="care")
        form = a_form_with_a_question(campaign, slug="regulator")
        PlacementFactory.create(campaign=campaign, destination="FORM", form=form, code="mind-fb")
        token = preview_token(campaign_id=campaign.pk)

        response = a_visitor().get(f"/l/mind-fb?preview={token}")

        assert response["Location"] == f"/c/care/regulator/start/?p=mind-fb&preview={token}"
        assert Visit.objects.get().is_test

    def test_in_preparation_signed_in_staff_are_led_on(self):
        campaign = CampaignFactory.create(slug="care")
        form = a_form_with_a_question(campaign, slug="regulator")
        PlacementFactory.create(campaign=campaign, destination="FORM", form=form, code="mind-fb")
        visitor = a_visitor()
        visitor.force_login(member(Role.CAMPAIGN_MANAGER, campaign.owner))

        assert visitor.get("/l/mind-fb")["Location"].startswith("/c/care/regulator/start/")

    def test_a_visitor_who_declines_is_not_counted_and_the_wish_is_carried(self):
        PlacementFactory.create(campaign__open=True, campaign__slug="care", code="mind-fb")

        assert a_visitor().get("/l/mind-fb?nostats")["Location"] == "/c/care/?p=mind-fb&nostats=1"
        assert not Visit.objects.exists()

    @pytest.mark.parametrize("path", ["/l/%00", "/l/%EF%BF%BD", "/c/care/?p=%00", "/c/care/contact/?q=%00&area=%00"])
    def test_nonsense_is_answered_with_a_page(self, path):
        CampaignFactory.create(open=True, slug="care")

        assert a_visitor().get(path).status_code in {200, 404, 422}


class TestLanding:
    def test_it_offers_both_doors_and_carries_the_link_to_the_form(self):
        campaign = CampaignFactory.create(open=True, slug="care")
        a_form_with_a_question(campaign, slug="regulator")
        PlacementFactory.create(campaign=campaign, code="mind-fb")

        page = body(a_visitor().get("/c/care/?p=mind-fb"))

        assert 'href="/c/care/regulator/start/?p=mind-fb"' in page
        assert 'href="/c/care/contact/?p=mind-fb"' in page
        assert "This is not a complaint" in page

    def test_it_counts_the_landing_under_its_link(self):
        placement = PlacementFactory.create(campaign__open=True, campaign__slug="care", code="mind-fb")

        a_visitor().get("/c/care/?p=mind-fb")

        visit = Visit.objects.get()
        assert (visit.kind, visit.placement) == (VisitKind.LANDING, placement)

    def test_what_is_done_is_counted_under_the_area_that_the_link_was_placed_for(self):
        area = AreaFactory.create()
        PlacementFactory.create(campaign__open=True, campaign__slug="care", code="mind-fb", area=area)

        a_visitor().get("/l/mind-fb", follow=True)

        assert set(Visit.objects.values_list("kind", "area")) >= {
            (VisitKind.CLICK, area.pk),
            (VisitKind.LANDING, area.pk),
        }

    def test_another_campaigns_link_is_not_counted_for_it(self):
        CampaignFactory.create(open=True, slug="care")
        PlacementFactory.create(code="mind-fb")

        a_visitor().get("/c/care/?p=mind-fb")

        assert Visit.objects.get().placement is None

    def test_it_greets_the_audience_of_the_links_wave(self):
        campaign = CampaignFactory.create(open=True, slug="care")
        wave = WaveFactory.create(campaign=campaign, audience="unpaid carers")
        PlacementFactory.create(campaign=campaign, wave=wave, code="mind-fb")

        assert "We would like to hear from unpaid carers." in body(a_visitor().get("/c/care/?p=mind-fb"))
        assert "unpaid carers" not in body(a_visitor().get("/c/care/"))

    @pytest.mark.parametrize(
        ("kind", "greeting", "said"),
        [
            ("CARERS", "", "Do you look after someone?"),
            ("LEARNING_DISABILITY", "", "You can ask someone to help you."),
            ("CARERS", "Hello from Carers Lantern.", "Hello from Carers Lantern."),
        ],
    )
    def test_it_greets_in_words_that_suit_the_kind_of_audience_or_in_the_managers_own(self, kind, greeting, said):
        campaign = CampaignFactory.create(open=True, slug="care", summary="What the campaign is for.")
        wave = WaveFactory.create(campaign=campaign, audience_kind=kind, greeting=greeting)
        PlacementFactory.create(campaign=campaign, wave=wave, code="mind-fb")

        page = body(a_visitor().get("/c/care/?p=mind-fb"))

        assert page.index(said) < page.index("What the campaign is for.")
        assert "We would like to hear from" not in page

    def test_a_link_placed_for_an_area_shows_its_offices_number_at_once(self):
        campaign = CampaignFactory.create(open=True, slug="care")
        area = AreaFactory.create()
        OfficeFactory.create(
            name="Speak Up Harbour", phone="01632 960001", email="hello@example.org", hours="every day", areas=[area]
        )
        placement = PlacementFactory.create(campaign=campaign, code="harbour-post", area=area)

        page = body(a_visitor().get("/c/care/?p=harbour-post"))

        for words in ("Speak Up Harbour", 'href="tel:01632960001"', "mailto:hello@example.org", "tel:1800101632960001"):
            assert words in page
        assert campaign.contact_phone not in page
        assert f'data-tap="/c/care/tap/?area={area.code}&amp;p=harbour-post"' in page
        assert kinds() == [VisitKind.LANDING, VisitKind.NUMBER_SHOWN]
        assert set(Visit.objects.values_list("area", "placement")) == {(area.pk, placement.pk)}

    def test_where_nobody_near_is_known_the_campaigns_own_line_stands_there_with_its_hours(self):
        CampaignFactory.create(
            open=True, slug="care", contact_phone="020 7946 0100", contact_hours="Monday to Sunday, all day"
        )

        page = body(a_visitor().get("/c/care/"))

        assert 'href="tel:02079460100"' in page
        assert "Open now" in page
        assert 'data-tap="/c/care/tap/"' in page
        assert kinds() == [VisitKind.LANDING]

    def test_beside_the_number_stands_the_box_to_look_for_an_office_with_the_link_carried_along(self):
        PlacementFactory.create(campaign__open=True, campaign__slug="care", code="mind-fb")

        page = BeautifulSoup(body(a_visitor().get("/c/care/?p=mind-fb")), "html.parser")

        [form] = page.select("main form[method=post][action='/c/care/contact/?p=mind-fb']")
        assert form.select("label[for=id_q]")

    def test_a_visitor_who_declines_is_shown_the_number_and_no_tap_is_said(self):
        CampaignFactory.create(open=True, slug="care")

        page = body(a_visitor().get("/c/care/?nostats=1"))

        assert "tel:02079460100" in page
        assert "/tap/" not in page
        assert "campaigns/tap" not in page

    def test_two_forms_say_which_is_for_what(self):
        campaign = CampaignFactory.create(
            open=True,
            slug="care",
            doors={
                "offers": [
                    {"form": "network", "words": "Tell your local office about any care near you."},
                    {"form": "regulator", "words": "Tell the regulator about a service it inspects."},
                ]
            },
        )
        a_form_with_a_question(campaign, slug="regulator", title="Tell the regulator")
        a_form_with_a_question(campaign, slug="network", title="Tell your local office")

        page = body(a_visitor().get("/c/care/"))

        assert page.index("Tell your local office about any care near you.") < page.index(
            "Tell the regulator about a service it inspects."
        )

    def test_without_words_each_form_says_who_receives_it(self):
        campaign = CampaignFactory.create(open=True, slug="care")
        for name in ("Care Watch", "Harbour Voice"):
            a_form_with_a_question(campaign, organisation=OrganisationFactory.create(name=name))

        page = body(a_visitor().get("/c/care/"))

        assert "What you say goes to Care Watch." in page
        assert "What you say goes to Harbour Voice." in page

    def test_the_campaigns_rule_may_leave_a_door_out(self):
        campaign = CampaignFactory.create(open=True, slug="care", doors={"order": ["TALK"]})
        a_form_with_a_question(campaign, slug="regulator")

        assert "/start/" not in body(a_visitor().get("/c/care/"))

    def test_a_form_without_questions_is_not_offered(self):
        campaign = CampaignFactory.create(open=True, slug="care")
        a_form_with_a_question(campaign, slug="regulator").question_sets.all().delete()

        assert "/start/" not in body(a_visitor().get("/c/care/"))

    @pytest.mark.parametrize(
        ("state", "sentence"),
        [(CampaignState.PAUSED, "is taking a break"), (CampaignState.CLOSED, "has ended")],
    )
    def test_paused_or_closed_it_says_so_and_where_to_turn(self, state, sentence):
        campaign = CampaignFactory.create(state=state, slug="care")
        a_form_with_a_question(campaign)

        page = body(a_visitor().get("/c/care/"))

        assert sentence in page
        assert "/start/" not in page
        for way in ("/c/care/contact/", "tel:111", "tel:999", "ombudsman.org.uk", "tel:02079460100"):
            assert way in page

    def test_it_is_light(self):
        campaign = CampaignFactory.create(open=True, slug="care", summary="Words. " * 100)
        for _ in range(5):
            a_form_with_a_question(campaign)

        page = a_visitor().get("/c/care/").content
        soup = BeautifulSoup(page, "html.parser")
        sheets = [find(link["href"].removeprefix("/static/")) for link in soup.select("link[rel=stylesheet]")]
        if None in sheets:
            pytest.skip("The style sheet was not built.")
        carried = sum(len(gzip.compress(part)) for part in (page, *(Path(str(sheet)).read_bytes() for sheet in sheets)))

        assert len(page) < 30_000
        assert sheets
        assert carried < 60_000

    def test_it_sets_no_cookie(self):
        CampaignFactory.create(open=True, slug="care")

        assert not a_visitor().get("/c/care/").cookies

    def test_an_unknown_campaign_is_not_found(self):
        assert a_visitor().get("/c/nothing/").status_code == 404

    def test_the_preview_says_that_it_is_one(self):
        campaign = CampaignFactory.create(slug="care")
        token = preview_token(campaign_id=campaign.pk)

        assert "never counted" in body(a_visitor().get(f"/c/care/?preview={token}"))


class TestFront:
    def test_the_chosen_campaign_greets_at_the_root(self):
        CampaignFactory.create(open=True, is_front_page=True, title="Because we care")

        assert "Because we care" in body(a_visitor().get("/"))
        assert kinds() == [VisitKind.LANDING]

    def test_without_a_choice_the_open_campaigns_are_listed(self):
        CampaignFactory.create(open=True, title="Because we care")
        CampaignFactory.create(title="Secret plans")

        page = body(a_visitor().get("/"))

        assert "Because we care" in page
        assert "Secret plans" not in page

    def test_an_empty_site_still_says_where_to_turn(self):
        assert "tel:999" in body(a_visitor().get("/"))


class TestContact:
    def test_before_a_search_nothing_is_counted(self):
        CampaignFactory.create(open=True, slug="care")

        assert a_visitor().get("/c/care/contact/").status_code == 200
        assert not Visit.objects.exists()

    def test_one_place_found_shows_its_number_and_counts_both(self):
        placement = PlacementFactory.create(campaign__open=True, campaign__slug="care", code="mind-fb")
        area = AreaFactory.create(name="Harbourshire")
        OfficeFactory.create(phone="01632 960001", text_relay="18001 01632 960001", areas=[area])

        page = body(a_visitor().post("/c/care/contact/?p=mind-fb", {"q": "harBOUR"}))

        assert 'href="tel:01632960001"' in page
        assert 'href="tel:1800101632960001"' in page
        assert kinds() == [VisitKind.LOOKUP, VisitKind.NUMBER_SHOWN]
        assert set(Visit.objects.values_list("area", "placement")) == {(area.pk, placement.pk)}

    def test_the_page_says_where_a_tap_on_its_number_is_counted(self):
        placement = PlacementFactory.create(campaign__open=True, campaign__slug="care", code="mind-fb")
        area = AreaFactory.create()
        OfficeFactory.create(phone="01632 960001", areas=[area])

        page = body(a_visitor().get(f"/c/care/contact/?area={area.code}&p={placement.code}"))

        assert f'data-tap="/c/care/tap/?area={area.code}&amp;p=mind-fb"' in page
        assert "campaigns/tap" in page

    @pytest.mark.parametrize(("phone", "asked"), [("01632 960001", "nostats=1"), ("", "")])
    def test_without_a_number_or_a_wish_to_be_counted_no_tap_is_said(self, phone, asked):
        CampaignFactory.create(open=True, slug="care")
        area = AreaFactory.create()
        OfficeFactory.create(phone=phone, areas=[area])

        page = body(a_visitor().get(f"/c/care/contact/?area={area.code}&{asked}"))

        assert "/tap/" not in page
        assert "campaigns/tap" not in page

    def test_several_places_are_offered_and_choosing_one_counts_no_second_look_up(self):
        CampaignFactory.create(open=True, slug="care")
        north, south = AreaFactory.create(name="North Harbour"), AreaFactory.create(name="South Harbour")
        OfficeFactory.create(areas=[north, south])

        page = body(a_visitor().post("/c/care/contact/", {"q": "harbour"}))
        assert f'href="/c/care/contact/?area={north.code}&amp;found=1"' in page
        a_visitor().get(f"/c/care/contact/?area={north.code}&found=1")

        assert kinds() == [VisitKind.LOOKUP, VisitKind.NUMBER_SHOWN]

    def test_choosing_from_the_list_is_a_look_up(self):
        CampaignFactory.create(open=True, slug="care")
        area = AreaFactory.create()
        OfficeFactory.create(areas=[area])

        a_visitor().get(f"/c/care/contact/?area={area.code}")

        assert kinds() == [VisitKind.LOOKUP, VisitKind.NUMBER_SHOWN]

    def test_where_nobody_is_found_the_campaigns_number_is_given(self):
        CampaignFactory.create(open=True, slug="care", contact_phone="020 7946 0100")
        AreaFactory.create(name="Harbourshire")

        page = body(a_visitor().post("/c/care/contact/", {"q": "harbour"}))

        assert "We have no office for Harbourshire yet." in page
        assert 'href="tel:02079460100"' in page
        assert kinds() == [VisitKind.LOOKUP]

    def test_a_place_that_nobody_knows_is_said_so(self):
        CampaignFactory.create(open=True, slug="care")

        response = a_visitor().post("/c/care/contact/", {"q": "<Nowhere>"})

        assert response.status_code == 422
        assert "We found no place called “&lt;Nowhere&gt;”." in body(response)

    def test_an_empty_search_is_an_error_and_not_counted(self):
        CampaignFactory.create(open=True, slug="care")

        response = a_visitor().post("/c/care/contact/", {"q": ""})

        assert response.status_code == 422
        assert "Write a postcode, a town or a council" in body(response)
        assert "<title>Error: " in body(response)
        assert not Visit.objects.exists()

    @pytest.mark.parametrize("state", [CampaignState.PAUSED, CampaignState.CLOSED])
    def test_it_stays_open_when_the_campaign_is_not(self, state):
        CampaignFactory.create(state=state, slug="care")

        assert "Find an office" in body(a_visitor().get("/c/care/contact/"))

    def test_in_preparation_it_is_closed_to_strangers(self):
        CampaignFactory.create(slug="care")

        assert "not open yet" in body(a_visitor().get("/c/care/contact/?q=harbour"))
        assert not Visit.objects.exists()

    def test_what_someone_writes_stands_in_no_address_and_no_cookie(self, leeds):
        response = a_visitor().post("/c/care/contact/?p=mind-fb", {"q": "LS6 2AB"})

        page = body(response)
        assert "LS6 2AB is in Leeds." in page
        assert 'method="post" action="/c/care/contact/?p=mind-fb"' in page
        assert not re.findall(r'(?:href|action|src|data-tap)="[^"]*LS6', page, re.IGNORECASE)
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        assert Visit.objects.filter(area=leeds).count() == 2

    def test_a_mistyped_postcode_is_asked_about_and_shows_no_office(self, leeds):
        page = body(a_visitor().post("/c/care/contact/", {"q": "L56 2AB"}))

        assert "Did you mean LS6 2AB, in Leeds?" in page
        assert "heard-call" not in page
        assert f'href="/c/care/contact/?area={leeds.code}&amp;found=1"' in page
        assert kinds() == [VisitKind.LOOKUP]

    def test_a_postcode_that_nobody_has_offers_the_area_of_those_beside_it(self, leeds):
        page = body(a_visitor().post("/c/care/contact/", {"q": "LS6 2QZ"}))

        assert "We do not know LS6 2QZ" in page
        assert "The postcodes closest to it are in Leeds." in page
        assert "heard-call" not in page

    def test_a_beginning_that_straddles_areas_says_how_many_lie_where(self, leeds):
        page = body(a_visitor().post("/c/care/contact/", {"q": "ls29"}))

        assert "Postcodes that begin LS29 are in more than one area" in page
        assert page.index("Bradford") < page.index("Most of these postcodes") < page.index("Some of these postcodes")

    def test_outside_england_it_is_said_whom_to_turn_to(self, leeds):
        page = body(a_visitor().post("/c/care/contact/", {"q": "EH1 1AA"}))

        assert "EH1 1AA is in Scotland" in page
        assert 'href="tel:08009172127"' in page
        assert kinds() == [VisitKind.LOOKUP]

    def test_what_is_no_postcode_is_an_error_with_a_way_to_mend_it(self, leeds):
        response = a_visitor().post("/c/care/contact/", {"q": "XX9 9XX"})

        assert response.status_code == 422
        assert "We do not know the postcode “XX9 9XX”. Check each letter and number" in body(response)

    def test_an_area_always_says_its_name_and_how_to_look_again(self, leeds):
        page = body(a_visitor().get(f"/c/care/contact/?area={leeds.code}"))

        assert "Not your area?" in page
        assert ">Leeds</h2>" in page


@pytest.fixture
def leeds(settings, tmp_path):
    """An open campaign, two authorities, an office in one of them, and a table of some postcodes."""
    settings.HEARD_POSTCODES = tmp_path / "postcodes.table"
    rows = [("LS29 6AA", "E08000032"), ("LS29 6AB", "E08000032"), ("LS29 7AA", "E08000035"), ("EH1 1AA", "S12000036")]
    put(settings.HEARD_POSTCODES, ("LS6 2AB", "E08000035"), *rows)
    campaign = CampaignFactory.create(open=True, slug="care")
    PlacementFactory.create(campaign=campaign, code="mind-fb")
    AreaFactory.create(code="E08000032", name="Bradford")
    area = AreaFactory.create(code="E08000035", name="Leeds")
    OfficeFactory.create(areas=[area])
    return area


FROM_HERE = {"sec-fetch-site": "same-origin"}


class TestTap:
    def test_a_tap_is_counted_under_its_link_and_area_and_shows_nothing(self):
        placement = PlacementFactory.create(campaign__open=True, campaign__slug="care", code="mind-fb")
        area = AreaFactory.create()
        visitor = Client(headers={"user-agent": PHONE}, enforce_csrf_checks=True)

        response = visitor.post(f"/c/care/tap/?p=mind-fb&area={area.code}", headers=FROM_HERE)

        assert (response.status_code, response.content) == (204, b"")
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
        visit = Visit.objects.get()
        assert (visit.kind, visit.placement, visit.area) == (VisitKind.CALL_TAP, placement, area)
        assert not visit.is_test

    @pytest.mark.parametrize(
        ("said", "count"),
        [
            ({"sec-fetch-site": "cross-site"}, 0),
            ({"sec-fetch-site": "none"}, 0),
            ({}, 0),
            ({"origin": "https://elsewhere.example.org"}, 0),
            ({"origin": "http://testserver"}, 1),
        ],
    )
    def test_only_our_own_pages_are_believed(self, said, count):
        CampaignFactory.create(open=True, slug="care")

        assert a_visitor().post("/c/care/tap/", headers=said).status_code == 204
        assert Visit.objects.count() == count

    def test_a_visitor_who_declines_is_not_counted(self):
        CampaignFactory.create(open=True, slug="care")

        assert a_visitor().post("/c/care/tap/?nostats=1", headers=FROM_HERE).status_code == 204
        assert not Visit.objects.exists()

    def test_a_preview_is_a_test_and_a_stranger_in_preparation_is_nothing(self):
        campaign = CampaignFactory.create(slug="care")

        a_visitor().post("/c/care/tap/", headers=FROM_HERE)
        assert not Visit.objects.exists()
        a_visitor().post(f"/c/care/tap/?preview={preview_token(campaign_id=campaign.pk)}", headers=FROM_HERE)

        assert Visit.objects.get().is_test

    @pytest.mark.parametrize(
        ("asked", "found"), [("kind=email", [VisitKind.EMAIL_TAP]), ("kind=web", [VisitKind.WEB_TAP]), ("kind=x", [])]
    )
    def test_a_tap_on_another_way_is_counted_as_that(self, asked, found):
        CampaignFactory.create(open=True, slug="care")

        a_visitor().post(f"/c/care/tap/?{asked}", headers=FROM_HERE)

        assert kinds() == found

    def test_it_is_not_a_page_to_open(self):
        CampaignFactory.create(open=True, slug="care")

        assert a_visitor().get("/c/care/tap/").status_code == 405
