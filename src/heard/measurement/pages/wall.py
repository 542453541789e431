"""A campaign's figures for a screen on a wall: few, large, without controls and without a word about any person."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import ClassVar, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.design import charts
from heard.design.dates import said_time
from heard.design.pages import Page
from heard.measurement.alert_words import sentences_of
from heard.measurement.queries import By, FigureQuery, Tally
from heard.measurement.queries.breakdown import Row
from heard.measurement.queries.glance import Live

WALL = FigureQuery(by=By.DAY)
"""What a wall asks for: by day, so that each figure is known of today too."""

MOST_ALERTS = 2
"""So many alerts at most stand on the wall: more would take the room of the figures."""


class BigFigure(NamedTuple):
    """One figure of the wall, what of it came today, and its days as a line where it has one."""

    label: str
    figure: str
    today: str
    chart: charts.LineChart | None = None


@dataclass(frozen=True, kw_only=True)
class WallFiguresPage(Page):
    """The part of the wall that changes."""

    template: ClassVar[str] = "measurement/wall_figures.jinja"

    first: tuple[BigFigure, ...]
    more: tuple[BigFigure, ...]
    alerts: tuple[str, ...]
    more_alerts: str
    as_at: str


@dataclass(frozen=True, kw_only=True)
class WallPage(WallFiguresPage):
    """The wall."""

    template: ClassVar[str] = "measurement/wall.jinja"

    hashtag: str
    stream_href: str


def wall_page(*, live: Live, now: datetime) -> WallPage:
    """Return the whole wall."""
    shown = wall_figures_page(live=live, now=now)
    return WallPage(
        **{each.name: getattr(shown, each.name) for each in fields(shown)},
        hashtag=live.campaign.hashtag.lstrip("#"),
        stream_href=f"{reverse('measurement:wall', args=[live.campaign.slug])}stream/",
    )


def wall_figures_page(*, live: Live, now: datetime) -> WallFiguresPage:
    """Return the part that changes: forms and look-ups largest, each over its days, and what is to be looked at."""
    total = live.figures.total
    days = [row for row in live.figures.days if row.day]
    of_today = next((row.tally for row in days if row.day == live.today), Tally())

    def big(name: str, label: str, each_day: str = "") -> BigFigure:
        return BigFigure(
            label=label,
            figure=f"{total.of(name) or 0:,}",
            today=_("%(number)s today") % {"number": f"{of_today.of(name) or 0:,}"},
            chart=_line(days, name, each_day) if each_day and len(days) > 1 else None,
        )

    alerts = sentences_of(live.alerts)
    others = len(alerts) - MOST_ALERTS
    return WallFiguresPage(
        title=live.campaign.title,
        first=(
            big("forms", _("Forms"), _("Forms each day")),
            big("lookups", _("Contact look-ups"), _("Contact look-ups each day")),
        ),
        more=(big("pieces", _("Pieces of feedback")), big("call_taps", _("Call taps")), big("clicks", _("Clicks"))),
        alerts=alerts[:MOST_ALERTS],
        more_alerts=ngettext("And %(number)s more.", "And %(number)s more.", others) % {"number": others}
        if others > 0
        else "",
        as_at=_("Counted at %(time)s") % {"time": said_time(now, with_seconds=True)},
    )


def _line(days: Sequence[Row], name: str, title: str) -> charts.LineChart:
    values = [(date_format(row.day, "j M"), float(row.tally.of(name) or 0)) for row in days if row.day]
    return charts.line_chart(
        id=f"chart-wall-{name}",
        title=title,
        values=values,
        description=_("From %(first)s to %(last)s.") % {"first": values[0][0], "last": values[-1][0]},
    )
