"""The funnel: each step from a click to feedback, and one breakdown of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import ClassVar, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.stats import Conversion
from heard.design import charts
from heard.design.dates import said_time
from heard.design.pages import Page
from heard.measurement.forms import FilterForm
from heard.measurement.queries import By
from heard.measurement.queries.funnel import COUNTED_STEPS, Base, Funnel, FunnelRow, Step, StepName

CHARTED = 12


class StepShown(NamedTuple):
    """One step in words: how many, and what of what went on to it."""

    name: str
    number: str
    conversion: str
    interval: str
    of: str


class BreakdownRow(NamedTuple):
    """One row of the breakdown: what it is, what to know about it, and its numbers in words."""

    label: str
    detail: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FunnelFiguresPage(Page):
    """The part of the funnel that changes while one looks at it."""

    template: ClassVar[str] = "measurement/funnel_figures.jinja"

    sentence: str
    as_at: str
    steps_chart: charts.BarChart
    steps: tuple[StepShown, ...]
    sent_back: str
    sent_back_pages: tuple[str, ...]
    caveats: tuple[str, ...]
    caption: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[BreakdownRow, ...]
    rows_chart: charts.BarChart | None
    line: charts.LineChart | None


@dataclass(frozen=True, kw_only=True)
class FunnelPage(FunnelFiguresPage):
    """A campaign's funnel with its filters, and ways to take it away."""

    template: ClassVar[str] = "measurement/funnel.jinja"

    campaign: str
    form: FilterForm
    clear_href: str
    stream_href: str
    csv_href: str
    xlsx_href: str
    compare_href: str
    costs_href: str


def funnel_page(*, funnel: Funnel, form: FilterForm, now: datetime) -> FunnelPage:
    """Return the whole page."""
    shown = funnel_figures_page(funnel=funnel, now=now)
    slug, asked = funnel.campaign.slug, funnel.query.address()
    here = reverse("measurement:funnel", args=[slug])
    return FunnelPage(
        **{
            **{each.name: getattr(shown, each.name) for each in fields(shown)},
            "has_errors": bool(form.errors),
            "back_href": reverse("measurement:live", args=[slug]),
        },
        campaign=funnel.campaign.title,
        form=form,
        clear_href=here if funnel.query.is_filtered else "",
        stream_href=f"{here}stream/?{asked}",
        csv_href=reverse("measurement:funnel_export", args=[slug, "csv"]) + f"?{asked}",
        xlsx_href=reverse("measurement:funnel_export", args=[slug, "xlsx"]) + f"?{asked}",
        costs_href=reverse("measurement:costs", args=[slug]),
        compare_href=reverse("measurement:compare", args=[slug]),
    )


def funnel_figures_page(*, funnel: Funnel, now: datetime) -> FunnelFiguresPage:
    """Return the part that changes while one looks at it."""
    names = step_names()
    return FunnelFiguresPage(
        title=_("Funnel"),
        sentence=_sentence(funnel),
        as_at=_("Counted at %(time)s") % {"time": said_time(now, with_seconds=True)},
        steps_chart=charts.bar_chart(
            title=_("How many took each step"),
            label_head=_("Step"),
            value_head=_("Number"),
            values=[(names[step.name], float(step.count)) for step in funnel.steps if step.count is not None],
        ),
        steps=tuple(_step(step) for step in funnel.steps),
        sent_back=_sent_back(funnel),
        sent_back_pages=tuple(
            _("%(page)s (%(form)s): %(number)s") % {"page": page.title, "form": page.form, "number": f"{page.count:,}"}
            for page in funnel.sent_back
        ),
        caveats=_caveats(funnel),
        caption=captions()[funnel.query.by],
        head=heads()[funnel.query.by],
        columns=(*(names[name] for name in COUNTED_STEPS), _("Forms for each 100 clicks"), _("Interval (95%)")),
        rows=tuple(_row(row) for row in funnel.rows),
        rows_chart=_rows_chart(funnel),
        line=_line(funnel),
    )


def step_names() -> dict[StepName, str]:
    """Return what each step is called."""
    return {
        StepName.IMPRESSIONS: _("Impressions"),
        StepName.CLICKS: _("Clicks"),
        StepName.LANDINGS: _("Landings"),
        StepName.LOOKUPS: _("Contact look-ups"),
        StepName.CALLS: _("Call taps"),
        StepName.STARTS: _("Form starts"),
        StepName.FORMS: _("Forms"),
        StepName.PIECES: _("Pieces"),
    }


def base_names() -> dict[Base, str]:
    """Return what each step is told of."""
    return {
        Base.IMPRESSIONS: _("impressions, as networks say"),
        Base.LANDING_CLICKS: _("clicks on links to the landing page"),
        Base.LANDINGS: _("landings"),
        Base.NUMBERS_SHOWN: _("numbers shown"),
        Base.ARRIVALS: _("landings, and clicks on links straight to a form"),
        Base.STARTS: _("form starts, without forms that staff or partners entered"),
        Base.FORMS: _("forms"),
    }


def heads() -> dict[By, str]:
    """Return what the rows of each breakdown are."""
    return {
        By.PLACEMENT: _("Placement"),
        By.PARTNER: _("Partner"),
        By.WAVE: _("Wave"),
        By.CHANNEL: _("Channel"),
        By.POST: _("Post"),
        By.LANGUAGE: _("Language of the link"),
        By.DAY: _("Day"),
        By.HOUR: _("Hour of the day"),
        By.AREA: _("Area"),
    }


def captions() -> dict[By, str]:
    """Return the heading of each breakdown."""
    return {
        By.PLACEMENT: _("By placement"),
        By.PARTNER: _("By partner"),
        By.WAVE: _("By wave"),
        By.CHANNEL: _("By channel"),
        By.POST: _("By post"),
        By.LANGUAGE: _("By language of the link"),
        By.DAY: _("By day"),
        By.HOUR: _("By hour of the day"),
        By.AREA: _("By area"),
    }


def exported(funnel: Funnel) -> Iterator[Sequence[object]]:
    """Yield the rows of the file: first the steps, then the breakdown; numbers are numbers, equal to the page's."""
    names, bases = step_names(), base_names()
    yield (_("Step"), _("Number"), _("Told of"), _("Of"), _("Conversion"), _("95% from"), _("95% to"))
    for step in funnel.steps:
        number = _("not brought in") if step.count is None else step.count
        yield (names[step.name], number, bases[step.base] if step.base else "", *_numbers(step.conversion))
    for page in funnel.sent_back:
        yield (
            _("Sent back with a question: %(page)s (%(form)s)") % {"page": page.title, "form": page.form},
            page.count,
        )
    yield ()
    heads_of_steps = [names[name] for name in COUNTED_STEPS]
    yield (heads()[funnel.query.by], _("About"), *heads_of_steps, _("Forms from clicks"), _("95% from"), _("95% to"))
    for row in funnel.rows:
        _of, *told = _numbers(row.forms_of_clicks)
        label = row.day.isoformat() if row.day else row.label
        yield (label, row.detail, *(row.tally.of(name.value) or 0 for name in COUNTED_STEPS), *told)


def _numbers(told: Conversion | None) -> tuple[object, ...]:
    if told is None:
        return ("", "", "", "")
    return (told.of, round(told.value, 6), round(told.interval.low, 6), round(told.interval.high, 6))


def _step(step: Step) -> StepShown:
    return StepShown(
        name=step_names()[step.name],
        number=_("not brought in") if step.count is None else f"{step.count:,}",
        conversion=value_of(step.conversion),
        interval=interval_of(step.conversion),
        of=base_names()[step.base] if step.base else "",
    )


def value_of(told: Conversion | None) -> str:
    """Return how many went on for each hundred, shares and ratios alike; a dash where nothing is told."""
    return "–" if told is None else f"{told.value * 100:,.1f}"


def interval_of(told: Conversion | None) -> str:
    """Return the interval in the same unit as the value."""
    if told is None:
        return "–"
    low, high = told.interval.low * 100, told.interval.high * 100
    if high == float("inf"):
        return _("from %(low)s") % {"low": f"{low:,.1f}"}
    return _("%(low)s to %(high)s") % {"low": f"{low:,.1f}", "high": f"{high:,.1f}"}


def _row(row: FunnelRow) -> BreakdownRow:
    return BreakdownRow(
        label=date_format(row.day, "D j M Y") if row.day else row.label,
        detail=row.detail,
        numbers=(
            *(f"{row.tally.of(name.value) or 0:,}" for name in COUNTED_STEPS),
            value_of(row.forms_of_clicks),
            interval_of(row.forms_of_clicks),
        ),
    )


def _rows_chart(funnel: Funnel) -> charts.BarChart | None:
    """Return how many of each row's clicks became forms, of those rows with most clicks."""
    if funnel.query.by in {By.DAY, By.HOUR}:
        return None
    told = [(row.label, row.forms_of_clicks) for row in funnel.rows if row.forms_of_clicks]
    most = sorted(told, key=lambda pair: -pair[1].of)[:CHARTED]
    values = [
        (label, each.value * 100, (each.interval.low * 100, each.interval.high * 100))
        for label, each in most
        if each.is_share
    ]
    if len(values) < 2:
        return None
    return charts.interval_chart(
        title=_("Forms for each 100 clicks, with the 95% interval"),
        label_head=heads()[funnel.query.by],
        value_head=_("Forms for each 100 clicks"),
        values=values,
        written=lambda value: f"{value:.1f}",
    )


def _line(funnel: Funnel) -> charts.LineChart | None:
    if funnel.query.by not in {By.DAY, By.HOUR} or len(funnel.rows) < 2:
        return None
    by_day = funnel.query.by == By.DAY
    rows = funnel.rows[::-1] if by_day else funnel.rows
    values = [
        (date_format(row.day, "j M") if row.day else row.label[:5], float(row.tally.forms or 0))
        for row in rows
        if by_day or row.label[:1].isdigit()
    ]
    if len(values) < 2:
        return None
    return charts.line_chart(
        id="chart-funnel",
        title=_("Forms each day") if by_day else _("Forms in each hour of the day"),
        values=values,
        description=_("From %(first)s to %(last)s, at most %(most)s. The table below lists every number.")
        % {"first": values[0][0], "last": values[-1][0], "most": f"{max(value for _l, value in values):,.0f}"},
    )


def _sentence(funnel: Funnel) -> str:
    count = {step.name: step.count for step in funnel.steps if step.count is not None}
    if not any(count.values()):
        return _("Nothing has been counted here yet.")
    return _(
        "%(clicks)s clicks led to %(landings)s landings. From there %(lookups)s contact look-ups were made and "
        "%(starts)s forms begun; %(forms)s forms were sent, with %(pieces)s pieces of feedback."
    ) % {name.value: f"{number:,}" for name, number in count.items()}


def _sent_back(funnel: Funnel) -> str:
    """Return how often pages were sent back with a question; nothing where none was."""
    if not funnel.sent_back:
        return ""
    said = {"number": f"{funnel.sent_back_in_all:,}", "share": value_of(funnel.sent_back_of_starts)}
    if funnel.sent_back_of_starts is None:
        return _("Pages sent back with a question: %(number)s.") % said
    return _("Pages sent back with a question: %(number)s, or %(share)s for each 100 form starts.") % said


def _caveats(funnel: Funnel) -> tuple[str, ...]:
    return tuple(
        note
        for note in (
            _("People also come without a link, so a step may be larger than the one before it."),
            _(
                "Each number is told for each 100 of those who can have taken the step: a click on a link straight to "
                "a form can land nowhere else. It may be more than 100, as one person may look up several offices or "
                "tell us several things."
            ),
            _(
                "Impressions are what networks say in the exports brought in, of days wholly in the period; of a "
                "network that two sources tell of, the larger counts. Not every impression shows one of these links."
            ),
            ngettext(
                "%(number)s click went on to an outside address, where Heard counts nothing.",
                "%(number)s clicks went on to outside addresses, where Heard counts nothing.",
                funnel.outside_clicks,
            )
            % {"number": f"{funnel.outside_clicks:,}"}
            if funnel.outside_clicks
            else "",
            ngettext(
                "%(number)s form was entered by staff or partners, so nobody started it here.",
                "%(number)s forms were entered by staff or partners, so nobody started them here.",
                funnel.entered_forms,
            )
            % {"number": f"{funnel.entered_forms:,}"}
            if funnel.entered_forms
            else "",
            _("Language is that of the link, and so of the page that it opened; people may change it there.")
            if funnel.query.by == By.LANGUAGE
            else "",
            _("Links reach different people, so a difference between rows is not what the link itself does."),
        )
        if note
    )
