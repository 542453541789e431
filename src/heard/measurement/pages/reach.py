"""How far a campaign got: each channel's figures with their meaning, combined reach, and how often each saw it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from evidence.exports import Measure
from evidence.findings import Finding
from evidence.stats import Exposure, Kind, describe_exposure, describe_reach
from heard.design import charts
from heard.design.dates import said_day
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.tables import Cells, Column
from heard.measurement.forms.reach import OverlapForm, PopulationForm
from heard.measurement.queries.network_words import written
from heard.measurement.queries.reach import MOST_TIMES, ChannelSaid, ReachOf

SHOWN = (Kind.MENTIONS, Kind.IMPRESSIONS, Kind.POTENTIAL_REACH, Kind.ENGAGEMENTS)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A figure's sentence under its heading."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ReachPage(Page):
    """The reach of one campaign."""

    template: ClassVar[str] = "measurement/reach.jinja"

    campaign: str
    networks_href: str
    awareness_href: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    sentences: tuple[Sentence, ...]
    told_twice: str
    together: str
    together_columns: tuple[Column, ...]
    together_rows: tuple[Cells, ...]
    caveats: tuple[str, ...]
    missing: str
    problem: str
    curves: tuple[charts.BarChart, ...]
    overlaps: tuple[str, ...]
    population_form: PopulationForm | None
    overlap_form: OverlapForm | None
    population_action: str
    overlap_action: str
    forget_action: str


def reach_page(
    *,
    reach: ReachOf,
    population_form: PopulationForm | None = None,
    overlap_form: OverlapForm | None = None,
) -> ReachPage:
    """Return the page; without forms for those who may only read."""
    slug = reach.campaign.slug
    forms: tuple[Form | None, ...] = (population_form, overlap_form)
    together = _together(reach)
    is_kept = population_form is not None
    return ReachPage(
        title=_("Reach"),
        has_errors=any(form is not None and form.errors for form in forms),
        back_href=reverse("measurement:live", args=[slug]),
        campaign=reach.campaign.title,
        networks_href=reverse("measurement:networks", args=[slug]) if is_kept else "",
        awareness_href=reverse("measurement:awareness", args=[slug]),
        columns=(
            Column(text=_("Channel")),
            Column(text=_("Source")),
            Column(text=_("Days")),
            *(
                Column(text=one, is_number=True)
                for one in (
                    _("Items"),
                    _("Mentions"),
                    _("Impressions"),
                    _("Reach (accounts)"),
                    _("Potential reach (followers)"),
                    _("Engagements"),
                    _("Times each"),
                    _("Spend"),
                )
            ),
        ),
        rows=tuple(_row(channel) for channel in reach.channels),
        sentences=tuple(_sentences(reach)),
        told_twice=_told_twice(reach),
        together=together.sentence if together else "",
        together_columns=tuple(
            Column(text=f"{column.name} ({column.unit})" if column.unit else column.name, is_number=place > 0)
            for place, column in enumerate(together.table.columns)
        )
        if together
        else (),
        together_rows=tuple(_shares(together)) if together else (),
        caveats=(*together.caveats, _("Reach is never added up over days, posts or channels.")) if together else (),
        missing="" if together else _missing(reach),
        problem=reach.problem,
        curves=tuple(_curves(reach)),
        overlaps=tuple(
            _("%(first)s and %(second)s share %(low)s to %(high)s people: %(source)s")
            % {
                "first": one.first,
                "second": one.second,
                "low": f"{one.low:,}",
                "high": f"{one.high:,}",
                "source": one.source,
            }
            for one in reach.overlaps
        ),
        population_form=population_form,
        overlap_form=overlap_form if len([one for one in reach.channels if one.reach]) > 1 else None,
        population_action=reverse("measurement:reach_population", args=[slug]),
        overlap_action=reverse("measurement:reach_overlap", args=[slug]),
        forget_action=reverse("measurement:reach_overlaps_remove", args=[slug]),
    )


def _row(channel: ChannelSaid) -> Cells:
    shown = {kind: channel.exposures.get(kind) for kind in SHOWN}
    curve = channel.reach.curve if channel.reach else None
    by_row = _("By row only") if channel.has_reach_by_row else "–"
    reach = f"{channel.reach.reach:,}" if channel.reach else by_row
    return (
        channel.name,
        channel.title,
        f"{said_day(channel.first_day)} – {said_day(channel.last_day)}",
        f"{channel.items:,}" if channel.items else "–",
        _value(shown[Kind.MENTIONS]),
        _value(shown[Kind.IMPRESSIONS]),
        reach,
        _value(shown[Kind.POTENTIAL_REACH]),
        _value(shown[Kind.ENGAGEMENTS]),
        f"{curve.mean:.1f}" if curve else "–",
        ", ".join(written(Measure.SPEND, minor, currency) for currency, minor in channel.spend.items()) or "–",
    )


def _value(exposure: Exposure | None) -> str:
    return f"{exposure.value:,.0f}" if exposure else "–"


def _sentences(reach: ReachOf) -> Iterator[Sentence]:
    population = float(reach.population.people) if reach.population else None
    who = reach.population.who if reach.population else _("people")
    for channel in reach.channels:
        several = [one for one in (*channel.exposures.values(), channel.reached) if one]
        for exposure in several:
            finding = describe_exposure(exposure, population=population, people=who)
            yield Sentence(title=finding.table.title, text=f"{finding.sentence} {' '.join(finding.caveats)}")


def _told_twice(reach: ReachOf) -> str:
    if not reach.told_twice:
        return ""
    return _(
        "Two sources tell of %(channels)s. They stand side by side and are not added up: both may count the same."
    ) % {"channels": ", ".join(reach.told_twice)}


def _together(reach: ReachOf) -> Finding | None:
    if reach.combined is None or reach.population is None:
        return None
    return describe_reach(reach.combined, what=reach.campaign.title, people=reach.population.who)


def _shares(together: Finding) -> Iterator[Cells]:
    """Yield the rows of the table; what several reach together is the same as the one, where there is but one."""
    rows = together.table.rows
    for name, people, share in rows[:1] if len(rows) == 4 else rows:
        yield (str(name), f"{people:,}", f"{share}")


def _missing(reach: ReachOf) -> str:
    if reach.population is None:
        return _("Say below how many people could be reached; then Heard says between how many and how many were.")
    if reach.problem:
        return ""
    return _(
        "No channel’s reach is known without doubles. Export one with its row of totals, or one row for the whole time:"
        " reach by day, post or advertisement cannot be added up."
    )


def _curves(reach: ReachOf) -> Iterator[charts.BarChart]:
    for channel in reach.channels:
        curve = channel.reach.curve if channel.reach else None
        if curve is None:
            continue
        yield charts.bar_chart(
            title=_("%(channel)s: %(mean)s times each on average, over %(days)s")
            % {
                "channel": channel.name,
                "mean": f"{curve.mean:.1f}",
                "days": f"{said_day(channel.first_day)} – {said_day(channel.last_day)}",
            },
            label_head=_("Reached at least"),
            value_head=_("Accounts"),
            values=[
                (_("%(n)s times") % {"n": times} if times > 1 else _("Once"), round(curve.reached_at_least(times)))
                for times in range(1, MOST_TIMES + 1)
            ],
        )
