"""The live page: what a campaign has brought so far, at a glance and in detail."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import ClassVar, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from evidence.findings import Cell, Finding
from heard.campaigns.models import Campaign
from heard.design import charts
from heard.design.dates import said_day, said_time
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.tables import Figure
from heard.measurement.alert_words import sentences_of
from heard.measurement.pages.aside import notes, partner_note
from heard.measurement.pages.before import Before, before
from heard.measurement.pages.definitions import Definition, definitions, definitions_of_partner
from heard.measurement.pages.headline import coming, speaking, summary, talking, today
from heard.measurement.queries import By
from heard.measurement.queries.glance import Live


class Column(NamedTuple):
    """The head of a column."""

    text: str
    is_number: bool = True


class Group(NamedTuple):
    """The head over several columns."""

    text: str
    span: int


class RowShown(NamedTuple):
    """A row of the breakdown: what it is, what to know about it, and its numbers."""

    label: str
    detail: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FindingShown:
    """A finding as a sentence, a table and what to bear in mind."""

    sentence: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LiveFiguresPage(Page):
    """The part of the live page that changes while one looks at it."""

    template: ClassVar[str] = "measurement/figures.jinja"

    alerts: tuple[str, ...]
    alerts_href: str
    summary: str
    today_summary: str
    as_at: str
    coming: tuple[Figure, ...]
    speaking: tuple[Figure, ...]
    talking: tuple[Figure, ...]
    charts: tuple[charts.LineChart, ...]
    caption: str
    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    rows: tuple[RowShown, ...]
    notes: tuple[str, ...]
    is_empty: bool


@dataclass(frozen=True, kw_only=True)
class LivePage(LiveFiguresPage):
    """A campaign's live figures, the filters, comparisons and definitions."""

    template: ClassVar[str] = "measurement/live.jinja"

    state: str
    form: Form | None
    problem: str
    clear_href: str
    refresh_href: str
    stream_href: str
    before: Before | None
    findings: tuple[FindingShown, ...]
    no_findings: str
    themes_href: str
    reach_href: str
    funnel_href: str
    wall_href: str
    mentions_href: str
    engagements_href: str
    analysis_href: str
    definitions: tuple[Definition, ...]


def live_page(*, live: Live, form: Form | None, problem: str = "", now: datetime, is_kept: bool = False) -> LivePage:
    """Return the whole live page; `problem` says what is wrong with the address where there is no form to say it.

    `is_kept` where the reader's organisation owns the campaign, and with it the register of its stakeholders.
    """
    figures = live_figures_page(live=live, now=now)
    here = reverse("measurement:live", args=[live.campaign.slug])
    asked = live.query.address()
    shared = {each.name: getattr(figures, each.name) for each in fields(figures)}
    return LivePage(
        **{
            **shared,
            "has_errors": bool(problem or (form and form.errors)),
            "back_href": reverse("measurement:campaigns"),
        },
        state=_state(live.campaign),
        form=form,
        problem=problem,
        clear_href=here if live.query.is_filtered else "",
        refresh_href=f"{here}?{asked}",
        stream_href=f"{here}stream/?{asked}",
        before=before(live.findings),
        findings=tuple(shown(finding) for finding in live.findings),
        no_findings="" if live.is_limited or live.findings else _nothing_to_compare(live),
        reach_href="" if live.is_limited else reverse("measurement:reach", args=[live.campaign.slug]),
        themes_href="" if live.is_limited else reverse("measurement:themes", args=[live.campaign.slug]),
        funnel_href="" if live.is_limited else reverse("measurement:funnel", args=[live.campaign.slug]),
        wall_href="" if live.is_limited else reverse("measurement:wall", args=[live.campaign.slug]),
        mentions_href="" if live.is_limited else reverse("measurement:mentions", args=[live.campaign.slug]),
        engagements_href=reverse("measurement:engagements", args=[live.campaign.slug]) if is_kept else "",
        analysis_href="" if live.is_limited else reverse("measurement:analysis", args=[live.campaign.slug]),
        definitions=definitions_of_partner() if live.is_limited else definitions(),
    )


def live_figures_page(*, live: Live, now: datetime) -> LiveFiguresPage:
    """Return the part that changes while one looks at it."""
    total, least, figures = live.figures.total, live.figures.least, live.figures
    days = {row.day: row.tally for row in figures.days}
    return LiveFiguresPage(
        title=live.campaign.title,
        alerts=sentences_of(live.alerts),
        alerts_href="" if live.is_limited else reverse("measurement:alerts", args=[live.campaign.slug]),
        summary=summary(total),
        today_summary=today(days.get(live.today)) if live.today in days else "",
        as_at=_("Counted at %(time)s") % {"time": said_time(now, with_seconds=True)},
        coming=coming(total, least),
        speaking=speaking(total, least),
        talking=talking(total, least),
        charts=_charts(live) if len(days) > 1 else (),
        caption=_captions()[live.query.by],
        groups=_groups(),
        columns=_columns(live.query.by),
        rows=tuple(
            RowShown(
                label=_day_label(row.day) if row.day else row.label,
                detail=row.detail,
                numbers=tuple(_number(row.tally.of(name)) for name in _SHOWN),
            )
            for row in figures.rows
        ),
        notes=notes(figures.aside) if figures.aside else (partner_note(),),
        is_empty=not figures.rows,
    )


_SHOWN = (
    *("clicks", "visitor_days", "landings"),
    *("starts", "forms", "pieces"),
    *("lookups", "numbers_shown", "call_taps", "email_taps", "web_taps"),
)


def _groups() -> tuple[Group, ...]:
    """Return what people did, over the columns of `_SHOWN`: the two doors side by side."""
    return (Group(_("They came"), 3), Group(_("They told us"), 3), Group(_("They turned to someone near them"), 5))


def _columns(by: By) -> tuple[Column, ...]:
    head = {
        By.PLACEMENT: _("Placement"),
        By.PARTNER: _("Partner"),
        By.WAVE: _("Wave"),
        By.CHANNEL: _("Channel"),
        By.POST: _("Post"),
        By.LANGUAGE: _("Language of the link"),
        By.HOUR: _("Hour of the day"),
        By.DAY: _("Day"),
        By.AREA: _("Area"),
    }[by]
    numbers = (
        _("Clicks"),
        _("Visitor-days"),
        _("Landings"),
        _("Form starts"),
        _("Forms"),
        _("Pieces"),
        _("Contact look-ups"),
        _("Numbers shown"),
        _("Call taps"),
        _("Email taps"),
        _("Website taps"),
    )
    return (Column(head, is_number=False), *(Column(text) for text in numbers))


def _captions() -> dict[By, str]:
    return {
        By.PLACEMENT: _("By placement"),
        By.PARTNER: _("By partner"),
        By.WAVE: _("By wave"),
        By.CHANNEL: _("By channel"),
        By.POST: _("By post"),
        By.LANGUAGE: _("By language of the link"),
        By.HOUR: _("By hour of the day"),
        By.DAY: _("By day"),
        By.AREA: _("By area"),
    }


def _charts(live: Live) -> tuple[charts.LineChart, ...]:
    def chart(name: str, title: str) -> charts.LineChart:
        language = get_language()
        values = [(_short(row.day, language), float(row.tally.of(name) or 0)) for row in live.figures.days if row.day]
        most = max(value for _label, value in values)
        return charts.line_chart(
            id=f"chart-{name}",
            title=title,
            values=values,
            description=_("From %(first)s to %(last)s, at most %(most)s a day. “Show by day” lists every number.")
            % {"first": values[0][0], "last": values[-1][0], "most": f"{most:,.0f}"},
        )

    return chart("forms", _("Forms each day")), chart("lookups", _("Contact look-ups each day"))


def _nothing_to_compare(live: Live) -> str:
    if live.today <= live.campaign.starts_on:
        return _("There is nothing to compare until the campaign has had a whole day.")
    return _("There is nothing to compare: the campaign has no form, or its baseline overlaps with it.")


def shown(finding: Finding) -> FindingShown:
    """Return a finding in words."""
    columns = finding.table.columns
    return FindingShown(
        sentence=finding.sentence,
        caption=finding.table.title,
        columns=tuple(Column(column.name, is_number=bool(column.unit)) for column in columns),
        rows=tuple(tuple(_cell(cell) for cell in row) for row in finding.table.rows),
        caveats=finding.caveats,
    )


def _cell(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return f"{cell:,.2f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def _number(number: int | None) -> str:
    return _("fewer than 10") if number is None else f"{number:,}"


def _state(campaign: Campaign) -> str:
    return _("%(state)s. Planned from %(first)s to %(last)s.") % {
        "state": campaign.get_state_display(),
        "first": said_day(campaign.starts_on),
        "last": said_day(campaign.ends_on),
    }


def _day_label(day: date) -> str:
    return date_format(day, "D j M Y")


@lru_cache(maxsize=4096)
def _short(day: date, _language: str | None) -> str:
    return date_format(day, "j M")
