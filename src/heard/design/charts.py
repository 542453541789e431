"""Small charts drawn on the server: plain numbers in, a frozen value with SVG geometry out.

Words and numbers stay in the page as text and only the shapes are SVG, stretched to the room there is; so a chart is
as readable on a telephone as on a wall. A bar chart is a table whose rows carry bars. A line chart never stands alone:
the page shows the same figures in a table beside it. Lengths are in the units of the chart's own view box.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

WIDTH = 1000
HEIGHT = 200


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One row: its label, its value in words, and the bar's length of 1000; its interval from `low` on, `span` long."""

    label: str
    value: str
    length: float
    low: float = 0
    span: float = 0


@dataclass(frozen=True, kw_only=True)
class BarChart:
    """A table of labelled values with a bar beside each; `label_head` and `value_head` name its columns."""

    title: str
    label_head: str
    value_head: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, kw_only=True)
class LineChart:
    """A line over time. `scale` are the numbers of the upright axis from the top, `labels` those along the bottom."""

    id: str
    title: str
    description: str
    line: str
    area: str
    end: str
    scale: tuple[str, ...]
    labels: tuple[str, ...]
    rules: tuple[float, ...] = (0, HEIGHT / 2, HEIGHT)
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(frozen=True, kw_only=True)
class Sparkline:
    """A line without axes, small enough for a table's cell."""

    title: str
    line: str
    width: float = 112
    height: float = 28


def plainly(value: float) -> str:
    """Return a number with commas, and with one decimal where it is not whole."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def wholly(value: float) -> str:
    """Return the nearest whole number with commas."""
    return f"{value:,.0f}"


def bar_chart(
    *,
    title: str,
    label_head: str,
    value_head: str,
    values: Sequence[tuple[str, float]],
    written: Callable[[float], str] = plainly,
) -> BarChart:
    """Return the bars of labelled values from zero up; `written` puts a value in words."""
    most = max((_checked(value) for _, value in values), default=0) or 1
    bars = tuple(
        Bar(label=label, value=written(value), length=round(value / most * WIDTH, 2)) for label, value in values
    )
    return BarChart(title=title, label_head=label_head, value_head=value_head, bars=bars)


def interval_chart(
    *,
    title: str,
    label_head: str,
    value_head: str,
    values: Sequence[tuple[str, float, tuple[float, float] | None]],
    written: Callable[[float], str] = wholly,
) -> BarChart:
    """Return the bars of labelled values from zero up, each with the interval in which it lies where it has one."""
    tops = [max(_checked(value), _checked(interval[1]) if interval else 0) for _label, value, interval in values]
    most = max(tops, default=0) or 1

    def long(value: float) -> float:
        return round(value / most * WIDTH, 2)

    bars = tuple(
        Bar(
            label=label,
            value=written(value),
            length=long(value),
            low=long(interval[0]) if interval else 0,
            span=max(long(interval[1] - interval[0]), 2) if interval else 0,
        )
        for label, value, interval in values
    )
    return BarChart(title=title, label_head=label_head, value_head=value_head, bars=bars)


def line_chart(
    *,
    id: str,
    title: str,
    values: Sequence[tuple[str, float]],
    description: str = "",
    written: Callable[[float], str] = plainly,
) -> LineChart:
    """Return the line of labelled values in their order, from zero to a round number not below the highest."""
    top = nice_ceiling(max((_checked(value) for _, value in values), default=0))
    points = _points([value for _, value in values], top=top, box=(0, 0, WIDTH, HEIGHT))
    labels = [label for label, _ in values]
    return LineChart(
        id=id,
        title=title,
        description=description,
        line=_path(points),
        area=f"{_path(points)} L{points[-1][0]} {HEIGHT} L{points[0][0]} {HEIGHT} Z" if points else "",
        end=f"M{points[-1][0]} {points[-1][1]} h0.01" if points else "",
        scale=(written(top), written(top / 2), written(0)),
        labels=tuple(labels[place] for place in sorted({0, len(labels) // 2, len(labels) - 1})) if labels else (),
    )


def sparkline(*, title: str, values: Sequence[float]) -> Sparkline:
    """Return the small line of values from zero to the highest."""
    top = max((_checked(value) for value in values), default=0) or 1
    return Sparkline(title=title, line=_path(_points(values, top=top, box=(2, 3, 110, 25))))


def nice_ceiling(value: float) -> float:
    """Return the least of 1, 2, 4, 6 and 10 times a power of ten, at least 2, that is not below the value.

    Half of it is a whole number too, so that every number on the axis is.
    """
    if value <= 2:
        return 2
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 4, 6, 10, 20) if step * power >= value and step * power >= 2)


def _points(
    values: Sequence[float], *, top: float, box: tuple[float, float, float, float]
) -> list[tuple[float, float]]:
    left, upper, right, lower = box
    step = (right - left) / max(len(values) - 1, 1)
    return [
        (round(left + place * step, 2), round(lower - (lower - upper) * value / top, 2))
        for place, value in enumerate(values)
    ]


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{'L' if place else 'M'}{x} {y}" for place, (x, y) in enumerate(points))


def _checked(value: float) -> float:
    if not value >= 0 or math.isinf(value):
        raise ValueError(f"A chart shows numbers from zero up, not {value}.")
    return value
