"""What a public page weighs, and what it leaves behind in the browser."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys import telling
from tests.journeys.conftest import PHONE
from tests.journeys.conftest import telling as told

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request

    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

MOST = 100_000
MOST_OF_LANDING = 60_000
PUBLIC = ["/", "/c/tell-us-how-it-was/", "/c/tell-us-how-it-was/contact/", "/l/no-such-link", telling.HOME + "start/"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_weighs_less_than_100_kb_in_all(story: "Story", path: str) -> None:
    finished: list[Request] = []
    story.page.on("requestfinished", lambda request: finished.append(request))
    story.page.goto(path, wait_until="networkidle")
    sizes = {request.url: _weight(request) for request in finished}
    assert sizes
    assert sum(sizes.values()) < MOST, sizes


@pytest.mark.parametrize("path", PUBLIC[:2])
def test_the_landing_page_weighs_less_than_60_kb_without_script(story_without_script: "Story", path: str) -> None:
    finished: list[Request] = []
    story_without_script.page.on("requestfinished", lambda request: finished.append(request))
    story_without_script.page.goto(path, wait_until="networkidle")
    assert 0 < sum(map(_weight, finished)) < MOST_OF_LANDING


def _weight(request: "Request") -> int:
    sizes: dict[str, Any] = dict(request.sizes())
    return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])


def test_nothing_is_kept_in_the_browser_but_the_forms_own_cookie(story: "Story") -> None:
    for path in PUBLIC[:4]:
        story.when_i_go_to(path)
        assert story.context.cookies() == [], path
    story.when_i_go_to("/c/tell-us-how-it-was/contact/?q=a")
    assert story.context.cookies() == []
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story)
    cookies = story.context.cookies()
    assert {cookie["path"] for cookie in cookies} == {"/"}
    name = "heard_form." + ".".join(telling.HOME.strip("/").split("/")[-2:])
    assert [(cookie["name"], cookie["expires"], cookie["httpOnly"], cookie["sameSite"]) for cookie in cookies] == [
        (name, -1, True, "Lax")
    ]
    kept = story.page.evaluate("[localStorage.length, sessionStorage.length]")
    assert kept == [0, 0]


@pytest.mark.parametrize("path", PUBLIC)
def test_right_to_left_the_pages_turn_round_and_fit(site: "Site", browser: "Browser", path: str) -> None:
    """No translation into such a language is there yet: its reader gets English, and the layout is turned by hand."""
    with told(site, browser, screen=PHONE, locale="ar") as story:
        story.when_i_go_to(path)
        assert (story.page.locator("html").get_attribute("lang") or "").startswith("en")
        story.page.evaluate("document.documentElement.dir = 'rtl'")
        story.then_the_page_is_accessible()


@pytest.mark.parametrize("path", PUBLIC)
def test_at_four_times_the_size_nothing_has_to_be_scrolled_sideways(
    site: "Site", browser: "Browser", path: str
) -> None:
    """1280 pixels at 400 % are 320 wide and 256 high."""
    with told(site, browser, screen={"width": 320, "height": 256}) as story:
        story.when_i_go_to(path)
        story.then_the_page_is_accessible()
