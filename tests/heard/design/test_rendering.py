from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory

from heard.design.problems import ProblemPage
from heard.design.rendering import Brand, NavigationItem, Shell, render
from tests.heard.design.drawing import soup

PAGE = ProblemPage(title="Tell us", sentences=("We listen.",), back_href="/before/")


def _page(shell: Shell | None = None, **changes: Any) -> Any:
    request = RequestFactory().get("/")
    request.shell = shell or Shell(brand=Brand(name="Fairwater Voices"))  # type: ignore[attr-defined]
    request.csp_nonce = "once"  # type: ignore[attr-defined]
    return render(request, replace(PAGE, **changes))


def test_the_title_names_the_page_and_whose_it_is() -> None:
    assert soup(_page()).title.get_text() == "Tell us – Fairwater Voices"


def test_wrong_answers_are_said_first_in_the_title_and_by_the_status() -> None:
    response = _page(has_errors=True)
    assert response.status_code == 422
    assert soup(response).title.get_text().startswith("Error: ")


def test_a_page_without_errors_answers_200() -> None:
    assert _page().status_code == 200


def test_back_leads_where_the_page_says() -> None:
    assert soup(_page()).find(class_="nhsuk-back-link")["href"] == "/before/"
    assert soup(_page(back_href="")).find(class_="nhsuk-back-link") is None


def test_the_quick_exit_is_a_plain_link_right_after_the_skip_link() -> None:
    skip, leave = soup(_page()).find("body").find_all("a")[:2]
    assert skip["href"] == "#maincontent"
    assert leave["href"] == settings.HEARD_EXIT_URL
    assert leave["rel"] == ["noreferrer", "noopener"]


def test_staff_pages_have_no_quick_exit() -> None:
    page = soup(_page(Shell(is_staff_side=True, has_quick_exit=False)))
    assert page.find(attrs={"data-leave": True}) is None
    assert not [script for script in page.find_all("script", src=True) if "leave" in script["src"]]


def test_nothing_is_asked_of_another_site() -> None:
    page = soup(_page())
    asked = [
        each.get("src") or each.get("href") for each in page.find_all(["script", "link", "img", "source", "iframe"])
    ]
    assert all(address is None or address.startswith("/") for address in asked)


def test_every_inline_script_and_style_carries_the_nonce_and_nothing_else_is_inline() -> None:
    page = soup(_page())
    inline = [each for each in page.find_all(["script", "style"]) if not each.get("src")]
    assert inline
    assert {each["nonce"] for each in inline} == {"once"}
    handlers = [name for each in page.find_all() for name in each.attrs if name.startswith("on") or name == "style"]
    assert handlers == []


def test_the_page_says_its_language_and_direction() -> None:
    html = soup(_page(Shell(language="ar", direction="rtl"))).find("html")
    assert (html["lang"], html["dir"]) == ("ar", "rtl")


def test_the_header_shows_the_organisations_own_mark() -> None:
    brand = Brand(name="Fairwater Voices", mark_href="/files/mark.png", accent="#ffd400")
    page = soup(_page(Shell(brand=brand)))
    assert page.find("header").find("img")["src"] == "/files/mark.png"
    assert "--heard-accent:#ffd400;--heard-on-accent:#000000" in page.find("style").get_text()


def test_an_accent_that_is_no_colour_never_reaches_the_style_sheet() -> None:
    page = soup(_page(Shell(brand=Brand(accent="red}body{display:none"))))
    assert "display" not in page.find("style").get_text()


def test_the_demonstration_says_so_on_every_page() -> None:
    assert "This is a demonstration." in soup(_page(Shell(is_demo=True))).get_text()
    assert "demonstration" not in soup(_page()).get_text()


def test_staff_find_their_sections_and_their_way_out() -> None:
    shell = Shell(
        is_staff_side=True,
        has_quick_exit=False,
        signed_in_as="Maya Okafor",
        navigation=(NavigationItem(label="Queue", href="/staff/queue/", current=True),),
    )
    page = soup(_page(shell))
    assert page.find("a", attrs={"aria-current": "page"}).get_text(strip=True) == "Queue"
    assert page.find("form", method="post").find("button").get_text(strip=True) == "Sign out"
    assert page.find("input", attrs={"name": "csrfmiddlewaretoken"})


def test_a_message_is_said_once_where_it_is_heard() -> None:
    page = soup(_page(Shell(messages=("The reply was sent.",))))
    assert page.find(attrs={"role": "status"}).get_text(strip=True) == "The reply was sent."


@pytest.mark.parametrize("name", ["", "  voices"])
def test_the_initial_stands_for_a_missing_mark(name: str) -> None:
    assert Brand(name=name).initial == name.strip()[:1].upper()
