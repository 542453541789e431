"""The language of a public page stands in its path, and nowhere else."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language, override
from hypothesis import given
from hypothesis import strategies as st

from heard.design import languages
from heard.design.languages import ENGLISH, LANGUAGES, OTHERS
from tests.factories.campaigns import CampaignFactory

URDU = languages.language_of("ur")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/", "en-gb"),
        ("/ur/", "ur"),
        ("/ur", "ur"),
        ("/cy/c/care/", "cy"),
        ("/easy/c/care/", "en-easy"),
        ("/urban/", "en-gb"),
        ("/l/ur/", "en-gb"),
        ("/staff/", "en-gb"),
    ],
)
def test_the_first_segment_names_the_language(path: str, code: str) -> None:
    assert languages.of_path(path).code == code


def test_a_page_has_an_address_in_each_language_with_its_query_kept() -> None:
    paths = [languages.path_in("/pl/c/care/?p=carers-fb", language) for language in LANGUAGES]
    assert paths == [f"{prefix}/c/care/?p=carers-fb" for prefix in ("", "/cy", "/pl", "/ur", "/easy")]
    assert languages.path_in("/ur", ENGLISH) == "/"


@pytest.mark.parametrize("path", ["/ur//example.org", "//example.org/", "/easy/\\example.org", "/pl//\\/example.org"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_address_in_another_language_leads_away_from_the_site(path: str, language: languages.Language) -> None:
    assert not languages.path_in(path, language).startswith(("//", "/\\"))


@given(
    rest=st.text(alphabet="abcurpleasy-/?=1", max_size=30),
    here=st.sampled_from(LANGUAGES),
    there=st.sampled_from(LANGUAGES),
)
def test_going_to_another_language_and_back_changes_nothing(rest: str, here: object, there: object) -> None:
    assert isinstance(here, languages.Language)
    assert isinstance(there, languages.Language)
    start = languages.path_in(f"/c/{rest}", here)
    over = languages.path_in(start, there)
    assert languages.of_path(over) == there
    assert languages.path_in(over, here) == start


def test_an_unknown_code_means_english() -> None:
    assert languages.language_of("tlh") == ENGLISH


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_addresses_of_public_pages_follow_the_language_and_others_do_not(language: languages.Language) -> None:
    with override(language.code):
        assert reverse("campaigns:landing", args=["care"]) == f"{language.home}c/care/"
        assert reverse("campaigns:link", args=["carers-fb"]) == "/l/carers-fb"
        assert reverse("campaigns:list") == "/staff/campaigns/"
        assert reverse("account_login") == "/accounts/login/"


@pytest.mark.django_db
class TestAPublicPage:
    @pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
    def test_keeps_its_language_in_every_link_of_its_own(self, language: languages.Language) -> None:
        CampaignFactory.create(slug="care", open=True)

        page = BeautifulSoup(Client().get(f"{language.home}c/care/").content, "html.parser")

        hrefs = [str(link["href"]) for link in page.select("body a[href^='/']") if not link.find_parent("nav")]
        assert hrefs
        assert [href for href in hrefs if not href.startswith(language.home)] == []

    def test_says_its_language_and_direction(self) -> None:
        CampaignFactory.create(slug="care", open=True)

        response = Client().get("/ur/c/care/")

        page = BeautifulSoup(response.content, "html.parser")
        assert page.html is not None
        assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
        assert response.headers["Content-Language"] == "ur"
        assert response.headers["Cache-Control"] == "no-store"
        assert not response.cookies

    def test_offers_itself_in_each_language_by_its_own_name(self) -> None:
        CampaignFactory.create(slug="care", open=True)

        page = BeautifulSoup(Client().get("/cy/c/care/?p=somewhere").content, "html.parser")

        menu = page.select("nav.heard-languages a")
        assert [link.get_text() for link in menu] == ["English", "Cymraeg", "Polski", "اردو", "Easy read"]
        assert [link["href"] for link in menu][:2] == ["/c/care/?p=somewhere", "/cy/c/care/?p=somewhere"]
        assert [link["lang"] for link in menu] == ["en-GB", "cy", "pl", "ur", "en-GB"]
        assert [link.get_text() for link in menu if link.get("aria-current")] == ["Cymraeg"]
        alternates = {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate]")}
        assert set(alternates) == {"en-GB", "cy", "pl", "ur", "en-x-easyread"}
        assert str(alternates["ur"]).endswith("/ur/c/care/")

    def test_does_not_ask_the_browser_which_language_it_likes(self) -> None:
        CampaignFactory.create(slug="care", open=True)

        response = Client().get("/c/care/", headers={"accept-language": "ur"})

        assert response.headers["Content-Language"] == "en-GB"
        assert "Accept-Language" not in response.headers.get("Vary", "")

    @pytest.mark.parametrize("path", ["/ur/nowhere/", "/ur/c/nowhere/", "/ur/staff/", "/ur/accounts/login/"])
    def test_that_is_missing_says_so_in_the_language_of_its_path(self, path: str) -> None:
        response = Client().get(path)

        page = BeautifulSoup(response.content, "html.parser")
        assert response.status_code == 404
        assert page.html is not None
        assert page.html["lang"] == "ur"
        assert page.select("a.heard-brand[href='/ur/']")


def test_easy_read_is_english_in_larger_type(db: None) -> None:
    CampaignFactory.create(slug="care", open=True)

    page = BeautifulSoup(Client().get("/easy/c/care/").content, "html.parser")

    assert page.html is not None
    assert page.html["lang"] == "en-GB"
    assert "heard--easy" in page.html["class"]


def test_the_language_of_one_request_does_not_reach_the_next(db: None) -> None:
    before = get_language()

    Client().get("/ur/")

    assert get_language() == before
