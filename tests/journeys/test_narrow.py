"""On a narrow screen nothing runs out of the page, and a choice stands beside its circle: by the style sheet alone."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import heard
from heard.design import build
from tests.journeys.story import TOO_WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.journey
LIVE = Path(heard.__file__).parent / "measurement" / "static" / "measurement" / "live.js"
STREAM = (
    "() => { window.EventSource = class extends EventTarget { constructor() { super(); window.stream = this; } }; }"
)
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


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_wide_table_scrolls_in_its_own_region_and_keeps_what_names_each_row(
    browser: "Browser", direction: str
) -> None:
    numbers = "<td class='heard-number'>12,345</td>" * 11
    page = drawn(
        browser,
        f'<div dir="{direction}" class="heard-scroll" tabindex="0"><table class="heard-table"><tbody>'
        f'<tr><th scope="row">{LONG}</th>{numbers}</tr></tbody></table></div>',
    )
    name = page.locator("th")
    before = name.bounding_box()
    page.locator(".heard-scroll").evaluate(
        "(region, by) => region.scrollBy(by, 0)", 400 if direction == "ltr" else -400
    )
    after = name.bounding_box()
    moved = page.locator(".heard-scroll").evaluate("(region) => Math.abs(region.scrollLeft)")
    overflow = page.evaluate(TOO_WIDE)
    page.close()

    assert moved > 300
    assert before
    assert after
    assert abs(after["x"] - before["x"]) < 1
    assert after["width"] < 0.45 * 390
    assert overflow <= 0


def test_a_table_that_was_scrolled_sideways_stays_there_as_its_figures_change(browser: "Browser") -> None:
    def breakdown(number: int) -> str:
        cells = f"<td class='heard-number'>{number}</td>" * 11
        return f'<div class="heard-scroll"><table class="heard-table"><tr><th>All</th>{cells}</tr></table></div>'

    page = drawn(
        browser,
        '<p id="live-news" data-updated="New"></p><p id="live-state" data-live="Live" data-updated="New"></p>'
        f'<div id="live-figures" data-stream="/"></div><div id="live-breakdown">{breakdown(12345)}</div>',
    )
    page.evaluate(STREAM)
    page.add_script_tag(content=LIVE.read_text(), type="module")
    page.wait_for_function("() => window.stream")
    page.locator(".heard-scroll").evaluate("(region) => region.scrollBy(300, 0)")
    html = f'<div id="live-figures"></div><div id="live-breakdown">{breakdown(67890)}</div>'
    page.evaluate(
        "(html) => stream.dispatchEvent(new MessageEvent('figures', { data: JSON.stringify({ html }) }))", html
    )
    told = page.locator("#live-breakdown").inner_text()
    across = page.locator(".heard-scroll").evaluate("(region) => region.scrollLeft")
    page.close()

    assert "67890" in told
    assert across == 300
