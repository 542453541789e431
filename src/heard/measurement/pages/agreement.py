"""How far the machine agrees with people: now, over time, and where it fell below the line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.stats import Alpha, Interval, Match
from heard.accounts.models import Organisation
from heard.design import charts
from heard.design.dates import said_day, said_month
from heard.design.pages import Page
from heard.design.tables import Cell, Cells, Column, TagCell
from heard.insight.models import Theme
from heard.measurement.forms.agreement import TONE, AgreementFilterForm, LineForm
from heard.measurement.models import AgreementNotice
from heard.measurement.queries.agreement import (
    LEAST_FOUND,
    AgreementQuery,
    Basis,
    Every,
    Line,
    Pairs,
    Step,
    ThemeMatch,
    is_below,
)


@dataclass(frozen=True, kw_only=True)
class NoticeShown:
    """One notice: what fell below which line, and whether somebody looked."""

    title: str
    sentence: str
    seen: str
    action: str


@dataclass(frozen=True, kw_only=True)
class AgreementPage(Page):
    """One organisation's agreement with the machine."""

    template: ClassVar[str] = "measurement/agreement.jinja"

    organisation: str
    notices: tuple[NoticeShown, ...]
    form: AgreementFilterForm
    clear_href: str
    summary: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    rare: tuple[Cells, ...]
    rare_text: str
    about: str
    chart: charts.LineChart | None
    step_columns: tuple[Column, ...]
    steps: tuple[tuple[str, ...], ...]
    caveats: tuple[str, ...]
    line: str
    line_href: str


@dataclass(frozen=True, kw_only=True)
class LinePage(Page):
    """Setting the line."""

    template: ClassVar[str] = "measurement/agreement_line.jinja"

    organisation: str
    form: LineForm


def agreement_page(
    *,
    organisation: Organisation,
    form: AgreementFilterForm,
    recent: Pairs,
    themes: Sequence[ThemeMatch],
    tone: Alpha,
    about: Theme | None,
    steps: Sequence[Step],
    line: Line,
    notices: Iterable[AgreementNotice],
) -> AgreementPage:
    """Return the page: the table of the last 12 weeks, and one theme (none: tone) over time."""
    here = reverse("measurement:agreement_of", args=[organisation.slug])
    query, name = form.query, about.name if about else _("Tone")
    has_any = bool(recent.themes or recent.tones or steps)
    often = [one for one in themes if one.found >= LEAST_FOUND]
    rare = [one for one in themes if one.found < LEAST_FOUND]
    return AgreementPage(
        title=_("Machine and people"),
        has_errors=bool(form.errors),
        organisation=organisation.name,
        notices=tuple(_notice(one) for one in notices),
        form=form,
        clear_href=here if query != AgreementQuery() else "",
        summary=_summary(recent, themes, line),
        columns=(
            Column(text=_("About")),
            *(
                Column(text=one, is_number=True)
                for one in (_("By people"), _("By machine"), _("Precision"), _("Recall"), _("Alpha"))
            ),
            Column(text=_("Stands")),
        ),
        rows=(_tone_row(here, query, recent, tone, line), *_rows(here, query, often, line))
        if recent.themes or recent.tones
        else (),
        rare=tuple(_rows(here, query, rare, line)),
        rare_text=ngettext(
            "%(n)s theme that was found in fewer than %(found)s pieces",
            "%(n)s themes that were found in fewer than %(found)s pieces",
            len(rare),
        )
        % {"n": len(rare), "found": LEAST_FOUND},
        about=_("%(name)s over time") % {"name": name},
        chart=_chart(name, steps, query.every),
        step_columns=(
            Column(text=_("Week from") if query.every is Every.WEEK else _("Month")),
            *(Column(text=one, is_number=True) for one in (_("Decided"), _("Precision"), _("Recall"), _("Alpha"))),
        ),
        steps=tuple(_step(one, query.every) for one in steps),
        caveats=tuple(_caveats(recent, query)) if has_any else (),
        line=_line(line),
        line_href=reverse("measurement:agreement_line", args=[organisation.slug]),
    )


def line_page(*, organisation: Organisation, form: LineForm) -> LinePage:
    """Return the page on which the line is set."""
    return LinePage(
        title=_("When to tell us"),
        has_errors=bool(form.errors),
        back_href=reverse("measurement:agreement_of", args=[organisation.slug]),
        organisation=organisation.name,
        form=form,
    )


def _summary(recent: Pairs, themes: Sequence[ThemeMatch], line: Line) -> str:
    if not recent.themes:
        return _("In the last 12 weeks people decided the themes of no piece that the machine had read.")
    below = sum(is_below(told=one.match.alpha, found=one.found, line=line) for one in themes)
    pieces = ngettext(
        "In the last 12 weeks people decided the themes of %(n)s piece that the machine had read.",
        "In the last 12 weeks people decided the themes of %(n)s pieces that the machine had read.",
        len(recent.themes),
    ) % {"n": number_format(len(recent.themes), force_grouping=True)}
    if not below:
        return f"{pieces} " + _("No theme lies below the line.")
    fell = ngettext("%(n)s theme lies below the line.", "%(n)s themes lie below the line.", below) % {"n": below}
    return f"{pieces} {fell}"


def _tone_row(here: str, query: AgreementQuery, recent: Pairs, tone: Alpha, line: Line) -> Cells:
    said = number_format(len(recent.tones), force_grouping=True)
    href = here + query.address(about=TONE) + "#over-time"
    stands = _stands(tone, len(recent.tones), line)
    return (Cell(text=_("Tone"), href=href), said, said, "–", "–", _alpha(tone), stands)


def _rows(here: str, query: AgreementQuery, themes: Sequence[ThemeMatch], line: Line) -> Iterator[Cells]:
    for one in sorted(themes, key=lambda each: -each.found):
        found = one.match
        yield (
            Cell(text=one.theme.name, href=here + query.address(about=one.theme.code) + "#over-time"),
            number_format(found.hits + found.missed, force_grouping=True),
            number_format(found.hits + found.needless, force_grouping=True),
            _share(found.precision, found.precision_interval),
            _share(found.recall, found.recall_interval),
            _alpha(found.alpha),
            _stands(found.alpha, one.found, line),
        )


def _stands(told: Alpha, found: int, line: Line) -> TagCell:
    if told.units < line.least or found < LEAST_FOUND or told.interval is None:
        return TagCell(text=_("Too few to tell"), tone="")
    if is_below(told=told, found=found, line=line):
        return TagCell(text=_("Below the line"), tone="bad")
    if told.interval.low >= line.alpha:
        return TagCell(text=_("Above the line"), tone="good")
    return TagCell(text=_("About the line"), tone="info")


def _chart(name: str, steps: Sequence[Step], every: Every) -> charts.LineChart | None:
    values = [(_when(one.begins, every), max(one.alpha.value, 0) * 100) for one in steps if one.alpha.value is not None]
    if len(values) < 2:
        return None
    return charts.line_chart(
        id="agreement",
        title=_("Agreement on “%(name)s” (alpha)") % {"name": name},
        description=_("The same figures stand in the table below. Below 0 is drawn as 0."),
        values=values,
        written=lambda value: number_format(value / 100, 2),
    )


def _step(step: Step, every: Every) -> tuple[str, ...]:
    found: Match | None = step.match
    return (
        _when(step.begins, every),
        str(step.alpha.units),
        _share(found.precision, found.precision_interval) if found else "–",
        _share(found.recall, found.recall_interval) if found else "–",
        _alpha(step.alpha),
    )


def _when(begins: date, every: Every) -> str:
    return said_day(begins) if every is Every.WEEK else said_month(begins)


def _share(value: float | None, interval: Interval | None) -> str:
    if value is None or interval is None:
        return "–"
    return f"{value:.0%} ({interval.low:.0%}–{interval.high:.0%})"


def _alpha(told: Alpha) -> str:
    if told.value is None:
        return "–"
    shown = _figure(told.value)
    if told.interval is None:
        return shown
    limits = {"low": _figure(told.interval.low), "high": _figure(told.interval.high)}
    return f"{shown} (" + _("%(low)s to %(high)s") % limits + ")"


def _figure(value: float) -> str:
    return number_format(round(value, 2) or 0.0, 2)


def _caveats(recent: Pairs, query: AgreementQuery) -> Iterator[str]:
    yield _("Compared is what the machine suggested at the moment when people decided, with what they decided.")
    if query.basis is not Basis.BLIND:
        yield _("People who see a suggestion agree with it more easily: these figures flatter the machine.")
    if query.basis is Basis.ALL:
        yield _("People choose what they decide, often what the machine is least sure about: that lowers the figures.")
    yield _("A theme that people did not add may have been there: recall is at most this high.")
    if recent.unread:
        yield _("Left out are pieces that people decided before the machine had read them: %(n)s.") % {
            "n": recent.unread
        }
    yield _("In brackets stand 95% intervals; where alpha has none, there is too little variety to tell.")


def _line(line: Line) -> str:
    said = {"alpha": _figure(line.alpha), "least": line.least, "found": LEAST_FOUND}
    sentence = _(
        "You are told where the whole interval of alpha lies below %(alpha)s, once people have decided %(least)s pieces"
        " in 12 weeks, and somebody found the theme in %(found)s of them."
    )
    return sentence % said + ("" if line.is_own else " " + _("Nobody has set this line: it is the usual one."))


def _notice(notice: AgreementNotice) -> NoticeShown:
    name = notice.theme.name if notice.theme else _("Tone")
    sentence = _(
        "Alpha was %(alpha)s and at most %(high)s over %(pieces)s pieces on %(when)s; the line is %(line)s."
    ) % {
        "alpha": _figure(notice.alpha),
        "high": _figure(notice.high),
        "pieces": number_format(notice.pieces, force_grouping=True),
        "when": _at(notice.raised_at),
        "line": _figure(notice.line),
    }
    where = f" ({notice.campaign.title})" if notice.campaign else ""
    seen = ""
    if notice.seen_at is not None and notice.seen_by is not None:
        seen = _("%(who)s looked on %(when)s.") % {"who": notice.seen_by.full_name, "when": _at(notice.seen_at)}
    return NoticeShown(
        title=f"{name}{where}",
        sentence=sentence,
        seen=seen,
        action=reverse("measurement:agreement_seen", args=[notice.pk]),
    )


def _at(moment: datetime) -> str:
    return said_day(localtime(moment).date())
