"""On a narrow screen nothing runs out of the page, and a choice stands beside its circle: by the style sheet alone."""

from typing import TYPE_CHECKING

import pytest

from heard.design import build
from tests.journeys.story import TOO_WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.journey
LONG = "The person asked for a copy of everything that we hold about them"


def drawn(browser: "Browser", main: str) -> "Page":
    page = browser.new_page(viewport={"width": 390, "height": 800})
    style = build.STYLE_SHEET.read_text()
    page.set_content(f'<style>{style}</style><body class="heard-staff"><main class="heard-main">{main}</main></body>')
    return page


@pytest.mark.parametrize("kind", ["radios", "checkboxes"])
def test_a_long_label_stands_beside_its_circle_with_an_error_too(browser: "Browser", kind: str) -> None:
    page = drawn(
        browser,
        f'<div class="nhsuk-form-group nhsuk-form-group--error"><div class="nhsuk-{kind}">'
        f'<div class="nhsuk-{kind}__item">'
        f'<input class="nhsuk-{kind}__input" type="radio" id="one">'
        f'<label class="nhsuk-label nhsuk-{kind}__label" for="one">{LONG}</label></div></div></div>',
    )
    circle, label = page.locator("input").bounding_box(), page.locator("label").bounding_box()
    page.close()
    assert circle
    assert label
    assert label["x"] >= circle["x"] + circle["width"]
    assert label["y"] < circle["y"] + circle["height"]


def test_a_list_of_long_choices_makes_a_case_no_wider_than_the_screen(browser: "Browser") -> None:
    page = drawn(
        browser,
        f'<div class="heard-beside"><div><select class="nhsuk-select"><option>{LONG}, {LONG}</option></select></div>'
        "</div>",
    )
    overflow = page.evaluate(TOO_WIDE)
    page.close()
    assert overflow <= 0
