"""What a story takes for the same page: never one that axe would refuse beside one that it accepted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import AXE, DESKTOP
from tests.journeys.shape import SHAPE
from tests.journeys.story import LOOK, RULES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = """<!doctype html><html lang="en"><head><title>Care</title>
<meta name="viewport" content="width=device-width">
<style>
:root{--accent:#005eb8}
.button{background:var(--accent);color:#fff}
a,input{display:inline-block;margin:8px;min-height:24px}
</style></head><body>
<a href="#main">Skip to the words</a>
<nav aria-label="Top"><a href="/1">Home</a></nav>
<nav aria-label="Foot"><a href="/2">Privacy</a></nav>
<main id="main"><h1>Care near you</h1>
<p style="color:#595959">Some words</p><a class="button" href="/3">Go on</a>
<form><label for="name-1">Name</label><input id="name-1"><label for="age-2">Age</label><input id="age-2">
<input type="submit" value="Send"></form>
<section aria-labelledby="more"><h2 id="more">More</h2><p tabindex="0">12</p></section>
<div style="overflow:auto;height:60px"><p>One</p></div>
<table><tr><th>Day</th><th>Forms</th></tr><tr><td>1</td><td>20</td></tr></table>
</main></body></html>"""


def changed(*pairs: tuple[str, str]) -> str:
    """Return the page with some of it written otherwise."""
    page = PAGE
    for before, after in pairs:
        assert before in page, before
        page = page.replace(before, after, 1)
    return page


REFUSED = {
    "a colour beside the words": ("#595959", "#959595"),
    "a colour of the organisation": ("--accent:#005eb8", "--accent:#95eeb8"),
    "no language": ('lang="en"', ""),
    "no such language": ('lang="en"', 'lang="1n"'),
    "no title": ("<title>Care</title>", "<title> </title>"),
    "no label": ('for="name-1"', 'for="name-9"'),
    "a label of another field": ('for="age-2"', 'for="name-1"'),
    "a label without words": (">Name<", "> <"),
    "a button without words": ('value="Send"', 'value=""'),
    "a link without words": (">Home<", "><"),
    "a heading without words": (">More<", "><"),
    "a place in the order of the keys": ('tabindex="0">12', 'tabindex="5">12'),
    "a page that cannot be made larger": ("width=device-width", "width=device-width,user-scalable=no"),
    "a link that skips to nothing": ("#main", "#maim"),
    "two parts of one name": ("Foot", "Top"),
    "two main parts": ("</main>", "</main><main><p>Words</p></main>"),
    "what must be scrolled and cannot be reached": ("<p>One</p>", "<p>One</p><p>One</p><p>One</p><p>One</p>"),
}
ALIKE = {
    "other words": ("Care near you", "Care far from you"),
    "other numbers": (">20<", ">31<"),
    "another address": ("/3", "/45"),
    "ids with other numbers": (
        'for="name-1">Name</label><input id="name-1"',
        'for="name-7">Name</label><input id="name-7"',
    ),
    "one row more": ("<tr><td>1</td><td>20</td></tr>", "<tr><td>1</td><td>20</td></tr><tr><td>2</td><td>3</td></tr>"),
}


@pytest.fixture(scope="module")
def page(browser: "Browser") -> Iterator["Page"]:
    context = browser.new_context(viewport=DESKTOP)
    yield context.new_page()
    context.close()


def shape_of(page: "Page", markup: str) -> str:
    page.set_content(markup)
    shape: str = page.evaluate(SHAPE)
    return shape


def refusals(page: "Page", markup: str) -> list[str]:
    page.set_content(markup)
    page.evaluate(AXE.read_text())
    return [each["id"] for each in page.evaluate(LOOK, RULES)["violations"]]


def test_axe_has_nothing_against_the_page(page: "Page") -> None:
    assert refusals(page, PAGE) == []


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_what_axe_refuses_has_another_shape(page: "Page", change: tuple[str, str]) -> None:
    assert refusals(page, changed(change)) != []
    assert shape_of(page, changed(change)) != shape_of(page, PAGE)


@pytest.mark.parametrize("change", ALIKE.values(), ids=ALIKE)
def test_other_words_and_numbers_are_the_same_page(page: "Page", change: tuple[str, str]) -> None:
    assert shape_of(page, changed(change)) == shape_of(page, PAGE)
