"""A wall fills its screen, without a scroll and without a word too small for five metres."""

from typing import TYPE_CHECKING

import pytest

from heard.design import build, charts
from heard.design.rendering import drawn
from heard.measurement.pages.wall import BigFigure, WallFiguresPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.journey
ALERT = "The address behind the link “Poster in surgeries” does not answer: open it yourself, and tell who keeps it."
HEAD = '<h1 class="heard-wall__title">Because We All Care <span class="heard-wall__hashtag">#WeAllCare</span></h1>'
SMALLEST = 1.5
"""No word is smaller than so many hundredths of the screen's width: on a screen of 55 inches, 18 millimetres high."""

MEASURES = """() => {
    const words = [...document.querySelectorAll("main *")].filter(
        (one) => !one.children.length && one.textContent.trim() && !one.closest("svg"));
    return {
        long: document.documentElement.scrollHeight,
        foot: document.querySelector(".heard-wall__foot").getBoundingClientRect().bottom,
        smallest: Math.min(...words.map((one) => parseFloat(getComputedStyle(one).fontSize))),
        plots: [...document.querySelectorAll(".heard-chart__plot")].map((one) => one.getBoundingClientRect().height),
    };
}"""


def figure(label: str, *, id: str = "") -> BigFigure:
    line = charts.line_chart(id=id, title=f"{label} each day", values=[("1 Jul", 2.0), ("2 Jul", 90.0)])
    return BigFigure(label=label, figure="129,567", today="1,276 today", chart=line if id else None)


def wall() -> WallFiguresPage:
    return WallFiguresPage(
        title="Because We All Care",
        first=(figure("Forms", id="one"), figure("Contact look-ups", id="two")),
        more=(figure("Pieces of feedback"), figure("Call taps"), figure("Clicks")),
        alerts=(ALERT, ALERT),
        more_alerts="And 3 more.",
        as_at="Counted at 20:04:07",
    )


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (3840, 2160)])
def test_a_wall_fills_its_screen_and_no_more(browser: "Browser", width: int, height: int) -> None:
    screen = browser.new_page(viewport={"width": width, "height": height})
    screen.set_content(
        f'<html class="heard heard--staff"><style>{build.STYLE_SHEET.read_text()}</style><body class="heard-wall">'
        '<main class="heard-main"><div class="nhsuk-width-container heard-main__inside">'
        f"{HEAD}{drawn(wall())}</div></main></body></html>"
    )
    found = screen.evaluate(MEASURES)
    screen.close()

    assert found["long"] <= height
    assert 0.93 * height < found["foot"] <= height
    assert found["smallest"] >= SMALLEST / 100 * width
    assert len(found["plots"]) == 2
    assert min(found["plots"]) > 0.1 * height
