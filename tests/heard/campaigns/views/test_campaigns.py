"""What managers open, and what strangers do not."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts.doors import Role
from heard.campaigns.models import Campaign, CampaignState, Placement
from tests.factories.accounts import MembershipFactory, OrganisationFactory, member
from tests.factories.campaigns import (
    CampaignFactory,
    FormFactory,
    PartnerFactory,
    PlacementFactory,
    VisitFactory,
    WaveFactory,
)
from tests.factories.places import AreaFactory
from tests.heard.campaigns.people import a_form_with_a_question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor"), pytest.mark.slow]

CAMPAIGN_PAGES = ["edit", "doors", "add_form", "add_wave", "add_partner", "place"]
A_CAMPAIGN = {
    "title": "Because we care",
    "starts_on_day": "8",
    "starts_on_month": "7",
    "starts_on_year": "2020",
    "ends_on_day": "31",
    "ends_on_month": "3",
    "ends_on_year": "2021",
}


@pytest.fixture
def no_second_factor(settings):
    settings.HEARD_DEMO = True


def signed_in(role, organisation=None):
    client = Client()
    client.force_login(member(role, organisation))
    return client


def a_manager_of(campaign):
    return signed_in(Role.CAMPAIGN_MANAGER, campaign.owner)


def at(name, *args):
    return reverse(f"campaigns:{name}", args=args)


def body(response):
    return response.content.decode()


def everything(campaign):
    placement = PlacementFactory.create(campaign=campaign)
    wave = WaveFactory.create(campaign=campaign)
    slug = campaign.slug
    reading = [
        at("campaign", slug),
        at("placement", slug, placement.code),
        at("qr_image", slug, placement.code),
        at("qr_download", slug, placement.code) + "?kind=svg&cm=4",
    ]
    writing = [
        *(at(name, slug) for name in CAMPAIGN_PAGES),
        at("wave", slug, wave.pk),
        at("step", slug, "open"),
        at("code", slug, placement.code),
        at("withdraw", slug, placement.code),
    ]
    return reading, writing


class TestWhoMaySee:
    def test_a_manager_of_the_owner_sees_all(self):
        campaign = CampaignFactory.create()
        reading, writing = everything(campaign)
        client = a_manager_of(campaign)

        assert {client.get(page).status_code for page in reading + writing} == {200}

    @pytest.mark.parametrize("role", [Role.ANALYST, Role.CAMPAIGN_MANAGER])
    def test_analysts_and_managers_of_a_forms_organisation_read_and_do_not_write(self, role):
        campaign = CampaignFactory.create()
        form = FormFactory.create(campaign=campaign, organisation=OrganisationFactory.create())
        reading, writing = everything(campaign)
        client = signed_in(role, form.organisation)

        assert {client.get(page).status_code for page in reading} == {200}
        assert {client.get(page).status_code for page in writing} == {404}
        assert {client.post(page).status_code for page in writing} == {404}
        assert at("edit", campaign.slug) not in body(client.get(at("campaign", campaign.slug)))

    @pytest.mark.parametrize("role", list(Role))
    def test_strangers_find_nothing(self, role):
        reading, writing = everything(CampaignFactory.create())
        client = signed_in(role)

        assert {client.get(page).status_code for page in reading + writing} == {404}

    @pytest.mark.parametrize("role", [Role.CASEWORKER, Role.PARTNER, Role.RESPONDER, Role.ADMINISTRATOR])
    def test_other_roles_of_the_owner_find_nothing(self, role):
        campaign = CampaignFactory.create()
        reading, writing = everything(campaign)
        client = signed_in(role, campaign.owner)

        assert {client.get(page).status_code for page in [*reading, *writing, at("list")]} == {404}

    def test_the_list_shows_ones_own_campaigns_alone(self):
        own, other = CampaignFactory.create(title="Ours"), CampaignFactory.create(title="Theirs")
        PlacementFactory.create(campaign=other)

        page = body(a_manager_of(own).get(at("list")))

        assert "Ours" in page
        assert "Theirs" not in page

    def test_a_link_of_another_campaign_is_not_found_under_ones_own(self):
        own, other = CampaignFactory.create(), PlacementFactory.create()

        assert a_manager_of(own).get(at("placement", own.slug, other.code)).status_code == 404

    def test_who_is_not_signed_in_is_asked_to(self):
        assert Client().get(at("list")).status_code == 302


class TestPlanning:
    def test_a_manager_creates_a_campaign_for_their_organisation(self):
        owner = OrganisationFactory.create()
        client = signed_in(Role.CAMPAIGN_MANAGER, owner)

        response = client.post(at("create"), {**A_CAMPAIGN, "allowed_hosts": "https://Example.org/x"})

        campaign = Campaign.objects.get()
        assert response["Location"] == at("campaign", campaign.slug)
        assert (campaign.owner, campaign.allowed_hosts) == (owner, ["example.org"])
        assert campaign.baseline_starts_on.year == 2019

    def test_a_campaign_cannot_be_made_for_anothers_organisation(self):
        stranger = OrganisationFactory.create()
        user = member(Role.CAMPAIGN_MANAGER)
        client = Client()
        client.force_login(user)

        client.post(at("create"), {**A_CAMPAIGN, "owner": stranger.slug})
        assert Campaign.objects.get().owner != stranger

        Campaign.objects.all().delete()
        MembershipFactory.create(user=user, role=Role.CAMPAIGN_MANAGER)
        assert client.post(at("create"), {**A_CAMPAIGN, "owner": stranger.slug}).status_code == 422
        assert not Campaign.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"ends_on_year": "2019"}, "The last day must be on or after the first day"),
            ({"title": ""}, "Fill in"),
            ({"hashtag": "two words"}, "one word, without spaces"),
            ({"allowed_hosts": "not a host"}, "This is not one: not a host"),
            (
                {"baseline_starts_on_day": "1", "baseline_starts_on_month": "1", "baseline_starts_on_year": "2019"},
                "Give both days to compare with, or neither",
            ),
        ],
    )
    def test_wrong_answers_come_back_with_a_sentence(self, wrong, sentence):
        campaign = CampaignFactory.create()

        response = a_manager_of(campaign).post(at("edit", campaign.slug), {**A_CAMPAIGN, **wrong})

        assert response.status_code == 422
        assert sentence in body(response)
        assert "<title>Error: " in body(response)

    def test_a_second_front_page_is_refused_with_a_sentence(self):
        CampaignFactory.create(is_front_page=True)
        campaign = CampaignFactory.create()

        response = a_manager_of(campaign).post(at("edit", campaign.slug), {**A_CAMPAIGN, "is_front_page": "true"})

        assert response.status_code == 422
        assert "Only one can be" in body(response)

    def test_editing_shows_and_keeps_what_stands_there(self):
        campaign = CampaignFactory.create(title="Because we care", allowed_hosts=["a.example"])
        client = a_manager_of(campaign)
        page = body(client.get(at("edit", campaign.slug)))
        assert 'value="Because we care"' in page
        assert "a.example" in page

        client.post(at("edit", campaign.slug), {**A_CAMPAIGN, "title": "Now we care"})

        campaign.refresh_from_db()
        assert campaign.title == "Now we care"

    def test_whoever_adds_a_form_reads_that_its_words_can_change_later_too(self):
        campaign = CampaignFactory.create()

        page = a_manager_of(campaign).get(at("add_form", campaign.slug)).content.decode()

        assert "Once the campaign is open, that makes a new version." in page

    def test_a_form_is_added_from_a_template(self):
        campaign = CampaignFactory.create()

        a_manager_of(campaign).post(
            at("add_form", campaign.slug),
            {"organisation": campaign.owner.slug, "title": "Tell us", "template": "regulator"},
        )

        assert campaign.forms.get().question_sets.get().questions.exists()

    def test_waves_and_partners_are_added(self):
        campaign = CampaignFactory.create()
        organisation = OrganisationFactory.create()
        client = a_manager_of(campaign)

        days = {name: value for name, value in A_CAMPAIGN.items() if name != "title"}
        client.post(at("add_wave", campaign.slug), {"name": "Carers", "audience": "carers", **days})
        client.post(at("add_partner", campaign.slug), {"organisation": organisation.slug})

        assert campaign.waves.get().audience == "carers"
        assert campaign.partners.get().organisation == organisation

    def test_a_wave_has_a_greeting_that_suits_its_kind_or_the_managers_own(self):
        campaign = CampaignFactory.create()
        client = a_manager_of(campaign)
        days = {name: value for name, value in A_CAMPAIGN.items() if name != "title"}

        client.post(
            at("add_wave", campaign.slug), {"name": "One", "audience": "carers", "audience_kind": "CARERS", **days}
        )
        client.post(at("add_wave", campaign.slug), {"name": "Two", "audience": "all", "greeting": "Hello all.", **days})

        page = body(client.get(at("campaign", campaign.slug)))
        assert "Do you look after someone?" in page
        assert "Hello all." in page

    def test_hours_that_cannot_be_read_are_refused_with_the_reason(self):
        campaign = CampaignFactory.create()

        response = a_manager_of(campaign).post(at("edit", campaign.slug), {"contact_hours": "Monday 9 to 5"})

        assert response.status_code == 422
        assert 'href="#id_contact_hours"' in body(response)

    def test_the_doors_are_chosen(self):
        campaign = CampaignFactory.create()
        form = a_form_with_a_question(campaign, slug="regulator")

        a_manager_of(campaign).post(
            at("doors", campaign.slug),
            {"order": "TALK TELL", "offer-regulator": "true", "words-regulator": "For services it inspects."},
        )

        campaign.refresh_from_db()
        assert campaign.doors == {
            "order": ["TALK", "TELL"],
            "offers": [{"form": form.slug, "words": "For services it inspects."}],
        }

    def test_telling_us_needs_a_form_to_tell_us_by(self):
        campaign = CampaignFactory.create()
        a_form_with_a_question(campaign)

        response = a_manager_of(campaign).post(at("doors", campaign.slug), {"order": "TELL TALK"})

        assert response.status_code == 422
        assert "Offer at least one form" in body(response)


class TestLinks:
    def test_a_link_is_placed_for_a_partner(self):
        partner = PartnerFactory.create(organisation__name="Carers Fictional", organisation__short_name="")
        campaign = partner.campaign

        response = a_manager_of(campaign).post(
            at("place", campaign.slug),
            {
                "channel": "FACEBOOK",
                "is_paid": "paid",
                "partner": partner.pk,
                "destination": "LANDING",
                "language": "ur",
            },
        )

        placement = Placement.objects.get()
        assert response["Location"] == at("placement", campaign.slug, "carersfictional-fb")
        assert (placement.partner, placement.is_paid, placement.language) == (partner, True, "ur")

    def test_a_link_is_placed_for_an_area_and_says_so(self):
        campaign, area = CampaignFactory.create(), AreaFactory.create(name="Harbourshire")
        client = a_manager_of(campaign)
        asked = {"channel": "PRINT", "is_paid": "organic", "destination": "LANDING", "language": "en-gb"}

        response = client.post(at("place", campaign.slug), {**asked, "area": area.code})

        assert Placement.objects.get().area == area
        assert "Harbourshire" in body(client.get(response["Location"]))
        assert client.post(at("place", campaign.slug), {**asked, "area": "E99999999"}).status_code == 422

    @pytest.mark.parametrize(
        ("address", "sentence"),
        [
            ("https://evil.example/", "The address must be on one of these websites: www.example.org"),
            ("http://www.example.org/", "The address must begin with https://"),
            ("javascript:alert(1)", "The address must begin with https://"),
            ("https://www.example.org/a b", "The address has a space in it. Write one address alone"),
            ("https://www.example.org/ javascript:alert(1)", "The address has a space in it. Write one address alone"),
            ("https://me:secret@www.example.org/", "The address holds a name or password before an @"),
            ("https://www.example.org:8443/", "The address names a port, as in :8080"),
            ("https://[", "The address is not one of a page. Copy it from the browser"),
            (f"https://www.example.org/{'é' * 100}", "The address is too long"),
            ("", "Fill in “Address outside this site”"),
        ],
    )
    def test_an_outside_address_that_cannot_be_is_refused_with_a_clear_sentence(self, address, sentence):
        campaign = CampaignFactory.create(allowed_hosts=["www.example.org"])

        response = a_manager_of(campaign).post(
            at("place", campaign.slug),
            {
                "channel": "WEBSITE",
                "is_paid": "organic",
                "destination": "OUTSIDE",
                "outside_url": address,
                "language": "en-gb",
            },
        )

        assert response.status_code == 422
        assert sentence in body(response)
        assert not Placement.objects.exists()

    def test_another_campaigns_form_or_partner_cannot_be_chosen(self):
        campaign = CampaignFactory.create()
        a_form_with_a_question(campaign)
        form = a_form_with_a_question(CampaignFactory.create())
        client = a_manager_of(campaign)

        response = client.post(
            at("place", campaign.slug),
            {"channel": "WEBSITE", "is_paid": "organic", "destination": "FORM", "form": form.slug},
        )

        assert response.status_code == 422

    def test_the_page_shows_the_link_its_preview_and_its_qr_code(self, settings):
        settings.HEARD_BASE_URL = "https://heard.example.org"
        placement = PlacementFactory.create(code="mind-fb")

        page = body(a_manager_of(placement.campaign).get(at("placement", placement.campaign.slug, "mind-fb")))

        assert 'value="https://heard.example.org/l/mind-fb"' in page
        assert "https://heard.example.org/l/mind-fb?preview=" in page
        assert at("qr_image", placement.campaign.slug, "mind-fb") in page

    @pytest.mark.parametrize(("kind", "media_type"), [("svg", "image/svg+xml"), ("png", "image/png")])
    def test_the_qr_code_is_downloaded(self, kind, media_type):
        placement = PlacementFactory.create(code="mind-fb")

        response = a_manager_of(placement.campaign).get(
            at("qr_download", placement.campaign.slug, "mind-fb"), {"kind": kind, "cm": "5", "dpi": "150"}
        )

        assert response["Content-Type"] == media_type
        assert response["Content-Disposition"] == f'attachment; filename="mind-fb-5cm.{kind}"'

    def test_a_qr_code_too_large_to_print_is_refused_with_a_sentence(self):
        placement = PlacementFactory.create()

        response = a_manager_of(placement.campaign).get(
            at("qr_download", placement.campaign.slug, placement.code), {"kind": "png", "cm": "100", "dpi": "600"}
        )

        assert response.status_code == 422
        assert "too large" in body(response)

    def test_the_code_is_changed(self):
        placement = PlacementFactory.create()

        a_manager_of(placement.campaign).post(
            at("code", placement.campaign.slug, placement.code), {"code": "spring-posters"}
        )

        placement.refresh_from_db()
        assert placement.code == "spring-posters"

    @pytest.mark.parametrize(
        ("code", "sentence"), [("Spring 10", "Use at least 3"), ("taken", "Another link has these words")]
    )
    def test_a_code_that_cannot_be_is_refused_with_a_sentence(self, code, sentence):
        PlacementFactory.create(code="taken")
        placement = PlacementFactory.create()

        response = a_manager_of(placement.campaign).post(
            at("code", placement.campaign.slug, placement.code), {"code": code}
        )

        assert response.status_code == 422
        assert sentence in body(response)

    def test_a_code_that_was_followed_is_not_offered_for_change(self):
        placement = VisitFactory.create().placement
        client = a_manager_of(placement.campaign)

        assert at("code", placement.campaign.slug, placement.code) not in body(
            client.get(at("placement", placement.campaign.slug, placement.code))
        )
        response = client.post(at("code", placement.campaign.slug, placement.code), {"code": "spring"})
        assert "Someone has followed the link" in body(response)

    def test_a_link_is_withdrawn_after_a_question(self):
        placement = PlacementFactory.create()
        client = a_manager_of(placement.campaign)
        page = at("withdraw", placement.campaign.slug, placement.code)

        assert "You cannot bring it back." in body(client.get(page))
        assert Placement.objects.filter(withdrawn_at=None).exists()
        client.post(page)

        assert not Placement.objects.filter(withdrawn_at=None).exists()
        assert client.post(page).status_code == 422


class TestSteps:
    def test_the_page_says_what_is_missing(self):
        campaign = CampaignFactory.create(contact_phone="")
        client = a_manager_of(campaign)

        page = body(client.get(at("campaign", campaign.slug)))

        assert page.count("Missing") >= 3
        assert at("step", campaign.slug, "open") not in page
        response = client.post(at("step", campaign.slug, "open"))
        assert response.status_code == 422
        assert "something is missing" in body(response)

    def test_a_campaign_is_opened_paused_opened_again_and_closed(self):
        campaign = CampaignFactory.create(ends_on="2099-01-01")
        a_form_with_a_question(campaign)
        PlacementFactory.create(campaign=campaign)
        client = a_manager_of(campaign)

        states = []
        for step in ("open", "pause", "resume", "close"):
            assert at("step", campaign.slug, step) in body(client.get(at("campaign", campaign.slug)))
            client.post(at("step", campaign.slug, step))
            campaign.refresh_from_db()
            states.append(campaign.state)

        assert states == [CampaignState.OPEN, CampaignState.PAUSED, CampaignState.OPEN, CampaignState.CLOSED]

    def test_a_step_that_does_not_lead_on_is_refused_with_a_sentence(self):
        campaign = CampaignFactory.create(state=CampaignState.CLOSED, closed_at=datetime(2020, 9, 1, tzinfo=UTC))

        response = a_manager_of(campaign).post(at("step", campaign.slug, "resume"))

        assert response.status_code == 422
        assert "moved on" in body(response)

    def test_an_unknown_step_is_not_found(self):
        campaign = CampaignFactory.create()

        assert a_manager_of(campaign).get(at("step", campaign.slug, "explode")).status_code == 404
