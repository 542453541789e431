import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.design import charts
from tests.heard.design.drawing import drawn_from

NUMBERS = st.floats(min_value=0, max_value=1e9, allow_nan=False)


@given(st.lists(st.tuples(st.just("place"), NUMBERS), max_size=8))
def test_a_bar_is_as_long_as_its_share_of_the_longest(values: list[tuple[str, float]]) -> None:
    chart = charts.bar_chart(title="Forms", label_head="Place", value_head="Forms", values=values)
    most = max((value for _, value in values), default=0)
    for bar, (_, value) in zip(chart.bars, values, strict=True):
        assert bar.length == pytest.approx(value / most * 1000 if most else 0, abs=0.01)


@given(st.lists(st.tuples(st.just("day"), NUMBERS), min_size=1, max_size=40))
def test_a_line_stays_inside_its_box_and_ends_at_its_last_value(values: list[tuple[str, float]]) -> None:
    chart = charts.line_chart(id="days", title="Forms each day", values=values)
    points = [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", chart.line)]
    assert len(points) == len(values)
    assert all(0 <= x <= charts.WIDTH and 0 <= y <= charts.HEIGHT for x, y in points)
    top = charts.nice_ceiling(max(value for _, value in values))
    assert points[-1][1] == pytest.approx(charts.HEIGHT * (1 - values[-1][1] / top), abs=0.01)


@given(NUMBERS)
def test_the_axis_ends_at_a_round_number_not_below_the_value(value: float) -> None:
    top = charts.nice_ceiling(value)
    assert top >= value
    assert (top / 2).is_integer()
    assert top <= max(2, value * 10 / 6 + 1e-9, value * 2 + 1e-9)


def test_a_line_without_values_is_empty() -> None:
    chart = charts.line_chart(id="days", title="Forms each day", values=[])
    assert (chart.line, chart.area, chart.end, chart.labels) == ("", "", "", ())


@pytest.mark.parametrize("value", [-1, math.nan, math.inf])
def test_what_a_chart_cannot_show_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="from zero up"):
        charts.sparkline(title="Forms", values=[value])


def test_a_bar_chart_is_a_table_that_reads_without_its_bars() -> None:
    chart = charts.bar_chart(title="Forms", label_head="Place", value_head="Forms", values=[("Poster", 1220)])
    page = drawn_from('{% from "design/charts.jinja" import bars %}{{ bars(chart) }}', chart=chart)
    row = page.find("tbody").find("tr")
    assert page.find("caption").get_text(strip=True) == "Forms"
    assert [row.find("th").get_text(strip=True), row.find("td").get_text(strip=True)] == ["Poster", "1,220"]
    assert page.find("svg").parent["aria-hidden"] == "true"


def test_a_line_chart_has_a_name_and_no_style_attribute() -> None:
    chart = charts.line_chart(
        id="days", title="Forms each day", values=[("1 July", 3), ("2 July", 5)], description="Up"
    )
    page = drawn_from('{% from "design/charts.jinja" import line %}{{ line(chart) }}', chart=chart)
    drawing = page.find("svg")
    assert [page.find(id=each).get_text(strip=True) for each in drawing["aria-labelledby"].split()] == [
        "Forms each day",
        "Up",
    ]
    assert page.find(style=True) is None


def test_an_interval_lies_on_the_scale_of_all_bars_and_their_limits() -> None:
    chart = charts.interval_chart(
        title="Themes",
        label_head="Theme",
        value_head="Pieces",
        values=[("Waiting", 50, (40, 100)), ("Food", 10, None)],
    )

    assert [(bar.value, bar.length, bar.low, bar.span) for bar in chart.bars] == [
        ("50", 500, 400, 600),
        ("10", 100, 0, 0),
    ]
