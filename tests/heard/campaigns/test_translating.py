"""A campaign's own words in the reader's language, and in English where no translation of that English stands."""

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from heard.accounts.models import AuditLine
from heard.campaigns import actions
from heard.campaigns.doors import DoorRule, Offer
from heard.campaigns.models import Campaign
from heard.campaigns.pages.public import ShownDoor, Way
from heard.campaigns.translating import Reader, words_in
from heard.design import clock
from heard.design.languages import language_of
from tests.factories.campaigns import CampaignFactory, FormFactory, PlacementFactory, WaveFactory
from tests.heard.campaigns.people import a_manager_of

pytestmark = pytest.mark.django_db

URDU = language_of("ur")
TITLE = "ہمیں بتائیں"


def translated(campaign: Campaign, **words: str) -> None:
    actions.translate_campaign(campaign=campaign, language=URDU, words=words, by=None, now=clock.now())


def landing(path: str) -> BeautifulSoup:
    return BeautifulSoup(Client().get(path).content, "html.parser")


class TestTheLandingPage:
    def test_says_what_was_translated_and_marks_the_rest_as_english(self) -> None:
        campaign = CampaignFactory.create(slug="care", open=True, summary="Tell us about your care.")
        translated(campaign, title=TITLE)

        page = landing("/ur/c/care/")

        heading = page.select_one("h1")
        lead = page.select_one(".heard-hero p")
        assert heading is not None
        assert lead is not None
        assert (heading.get_text(), heading.get("lang")) == (TITLE, None)
        assert (lead.get_text(), lead.get("lang")) == ("Tell us about your care.", "en-GB")

    def test_is_as_it_was_in_every_other_language(self) -> None:
        campaign = CampaignFactory.create(slug="care", open=True, title="Because it matters")
        translated(campaign, title=TITLE)

        assert landing("/c/care/").select_one("h1").get_text() == "Because it matters"  # type: ignore[union-attr]
        assert landing("/pl/c/care/").select_one("h1").get_text() == "Because it matters"  # type: ignore[union-attr]

    def test_greets_the_audience_of_a_wave_and_names_forms_in_the_language(self) -> None:
        campaign = CampaignFactory.create(slug="care", open=True)
        wave = WaveFactory.create(campaign=campaign, audience="unpaid carers")
        PlacementFactory.create(campaign=campaign, wave=wave, code="carers-fb")
        translated(campaign, **{f"wave.{wave.pk}.audience": "بغیر تنخواہ دیکھ بھال کرنے والے"})

        assert "بغیر تنخواہ دیکھ بھال کرنے والے" in landing("/ur/c/care/?p=carers-fb").get_text()

    def test_reads_a_door_that_is_still_in_english_from_the_left(self) -> None:
        door = ShownDoor(heading=TITLE, words="", ways=(Way(text="The regulator", words="For a home.", href="/"),))
        drawn = engines["jinja2"].env.get_template("campaigns/turning.jinja").module.ways(door)  # type: ignore[attr-defined]

        said = BeautifulSoup(drawn, "html.parser").find("p", string="For a home.")

        assert said is not None
        assert said["dir"] == "auto"

    def test_keeps_the_doors_words_of_each_form(self) -> None:
        campaign = CampaignFactory.create(slug="care", open=True)
        FormFactory.create(campaign=campaign, slug="regulator", title="The regulator")
        rule = DoorRule(offers=(Offer(form="regulator", words="For a care home."),))
        actions.change_doors(campaign=campaign, rule=rule, by=None, now=clock.now())
        translated(campaign, **{"offer.regulator.words": "کیئر ہوم کے لیے۔", "form.regulator.title": "نگران ادارہ"})

        with override("ur"):
            said = Reader(campaign)
            assert said.campaign().doors["offers"] == [{"form": "regulator", "words": "کیئر ہوم کے لیے۔"}]
            assert [form.title for form in said.forms(campaign.forms.all())] == ["نگران ادارہ"]


class TestATranslation:
    def test_stands_only_while_its_english_does(self) -> None:
        campaign = CampaignFactory.create(title="Tell us")
        translated(campaign, title=TITLE)
        campaign.title = "Tell us now"
        campaign.save()

        with override("ur"):
            assert Reader(campaign).campaign().title == "Tell us now"
        [title] = [one for one in words_in(campaign, language=URDU) if one.place == "title"]
        assert (title.translated, title.is_old, title.is_done) == (TITLE, True, False)

    def test_is_taken_away_by_empty_words(self) -> None:
        campaign = CampaignFactory.create(title="Tell us")
        translated(campaign, title=TITLE)
        translated(campaign, title="")

        assert not campaign.translations.exists()

    def test_of_words_that_the_campaign_does_not_have_is_refused(self) -> None:
        with pytest.raises(actions.NothingToTranslate):
            translated(CampaignFactory.create(), motto=TITLE)

    def test_leaves_a_line_in_the_audit_log_without_the_words(self) -> None:
        translated(CampaignFactory.create(), title=TITLE)

        entry = AuditLine.objects.get(code="campaigns.words.translated")
        assert "ur" in str(entry.detail)
        assert TITLE not in str(entry.detail)

    def test_reads_nothing_for_english(self, django_assert_num_queries) -> None:
        campaign = CampaignFactory.create()

        with override("en-gb"), django_assert_num_queries(0):
            assert Reader(campaign).campaign() is campaign


class TestTheStaffPages:
    def test_show_each_language_and_how_far_it_has_come(self) -> None:
        campaign = CampaignFactory.create(title="Tell us", summary="About care")
        translated(campaign, title=TITLE)

        response = a_manager_of(campaign).get(reverse("campaigns:languages", args=[campaign.slug]))

        page = BeautifulSoup(response.content, "html.parser")
        progress = page.select_one("progress#ur")
        assert progress is not None
        assert (progress["value"], progress["max"]) == ("1", "2")

    def test_put_the_english_beside_the_field_and_save_what_changed(self) -> None:
        campaign = CampaignFactory.create(title="Tell us", summary="About care")
        manager = a_manager_of(campaign)
        address = reverse("campaigns:translate", args=[campaign.slug, "ur"])

        page = BeautifulSoup(manager.get(address).content, "html.parser")
        [field] = page.select("input[name='campaign.title']")
        assert (field["lang"], field["dir"]) == ("ur", "rtl")
        assert "Tell us" in page.get_text()

        [hidden] = page.select("input[name=seen]")
        seen = hidden["value"]
        response = manager.post(address, {"seen": seen, "campaign.title": TITLE, "campaign.summary": ""})
        assert response.status_code == 302
        assert [(one.place, one.words) for one in campaign.translations.all()] == [("title", TITLE)]

    def test_lose_nothing_that_someone_else_saved_meanwhile(self) -> None:
        campaign = CampaignFactory.create(title="Tell us", summary="About care")
        address = reverse("campaigns:translate", args=[campaign.slug, "ur"])

        response = a_manager_of(campaign).post(address, {"seen": "earlier", "campaign.title": TITLE})

        assert response.status_code == 422
        assert "Someone else has changed" in response.content.decode()
        assert not campaign.translations.exists()

    def test_take_no_more_words_than_a_page_can_bear(self) -> None:
        campaign = CampaignFactory.create(
            summary="Tell us what your care was like, good or bad, wherever it was given."
        )
        address = reverse("campaigns:translate", args=[campaign.slug, "ur"])
        manager = a_manager_of(campaign)
        seen = BeautifulSoup(manager.get(address).content, "html.parser").select_one('[name="seen"]')
        assert seen is not None

        response = manager.post(address, {"seen": seen["value"], "campaign.summary": "x" * 2001})

        assert response.status_code == 422
        assert not campaign.translations.exists()
