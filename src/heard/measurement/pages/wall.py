"""A campaign's figures for a screen on a wall: few, large, without controls and without a word about any person."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import ClassVar, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heard.design import charts
from heard.design.dates import said_time
from heard.design.pages import Page
from heard.measurement.queries import Tally
from heard.measurement.queries.glance import Live


class BigFigure(NamedTuple):
    """One figure of the wall; `today` says what of it came today."""

    label: str
    figure: str
    today: str


@dataclass(frozen=True, kw_only=True)
class WallFiguresPage(Page):
    """The part of the wall that changes."""

    template: ClassVar[str] = "measurement/wall_figures.jinja"

    big: tuple[BigFigure, ...]
    chart: charts.LineChart | None
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
    """Return the part that changes."""
    total = live.figures.total
    days = [row for row in live.figures.days if row.day]
    of_today = next((row.tally for row in days if row.day == live.today), Tally())
    named = (("forms", _("Forms")), ("lookups", _("Contact look-ups")))
    big = [
        BigFigure(
            label=label,
            figure=f"{total.of(name) or 0:,}",
            today=_("%(number)s today") % {"number": f"{of_today.of(name) or 0:,}"},
        )
        for name, label in named
    ]
    more = (("pieces", _("Pieces of feedback")), ("call_taps", _("Call taps")), ("clicks", _("Clicks")))
    big += [BigFigure(label=label, figure=f"{total.of(name) or 0:,}", today="") for name, label in more]
    values = [(date_format(row.day, "j M"), float(row.tally.forms or 0)) for row in days if row.day]
    return WallFiguresPage(
        title=live.campaign.title,
        big=tuple(big),
        chart=charts.line_chart(
            id="chart-wall",
            title=_("Forms each day"),
            values=values,
            description=_("From %(first)s to %(last)s.") % {"first": values[0][0], "last": values[-1][0]},
        )
        if len(values) > 1
        else None,
        as_at=_("Counted at %(time)s") % {"time": said_time(now, with_seconds=True)},
    )
