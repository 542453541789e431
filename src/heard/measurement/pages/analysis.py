"""Any question about a campaign's records: the question, its answer, and how far a long one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.campaigns.models import Campaign
from heard.design import charts
from heard.design.dates import said_moment
from heard.design.pages import Page
from heard.measurement.analysis.asking import PERIODS, Question
from heard.measurement.forms.analysis import QuestionForm
from heard.measurement.models import Cut, CutState
from heard.measurement.queries.cuts import DIMENSION_NAMES, MOST_COLUMNS, MOST_ROWS, Answered, Line, written

CHARTED = 15
LONG = 31


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a column."""

    text: str
    is_number: bool = True


@dataclass(frozen=True, kw_only=True)
class AnswerShown:
    """An answer: its finding's sentence, a chart, a table, and what to bear in mind."""

    caption: str
    sentence: str
    bars: charts.BarChart | None
    line: charts.LineChart | None
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: str
    caveats: tuple[str, ...]
    as_of: str
    export_href: str


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A question that is being counted, or was not."""

    sentence: str
    is_going: bool
    done: int
    of: int
    href: str
    stop_href: str


@dataclass(frozen=True, kw_only=True)
class CutShown:
    """One of the campaign's long questions: when it was asked, where it stands, and the way to it."""

    text: str
    state: str
    href: str


@dataclass(frozen=True, kw_only=True)
class AnalysisPage(Page):
    """The question and, where it is asked, its answer, or that it takes long, or that it cannot be answered."""

    template: ClassVar[str] = "measurement/analysis.jinja"

    campaign: str
    form: QuestionForm | None
    clear_href: str
    problem: str
    run_href: str
    answer: AnswerShown | None
    waiting: Waiting | None
    cuts: tuple[CutShown, ...]


def analysis_page(
    *,
    campaign: Campaign,
    form: QuestionForm,
    asked: str,
    answer: AnswerShown | None,
    problem: str,
    is_long: bool,
    cuts: Sequence[Cut],
) -> AnalysisPage:
    """Return the page of a question; `asked` is its query string, `is_long` where the worker is to count it."""
    here = reverse("measurement:analysis", args=[campaign.slug])
    return AnalysisPage(
        title=_("Ask any question"),
        has_errors=bool(form.is_asked and form.errors),
        back_href=reverse("measurement:live", args=[campaign.slug]),
        campaign=campaign.title,
        form=form,
        clear_href=here if form.is_asked else "",
        problem=problem,
        run_href=f"{reverse('measurement:analysis_run', args=[campaign.slug])}?{asked}" if is_long else "",
        answer=answer,
        waiting=None,
        cuts=tuple(_cut(each) for each in cuts),
    )


def cut_page(*, cut: Cut, answer: AnswerShown | None) -> AnalysisPage:
    """Return the page of a long question: how far it is, or its answer."""
    arguments = [cut.campaign.slug, cut.pk]
    is_going = cut.state in {CutState.WAITING, CutState.RUNNING}
    return AnalysisPage(
        title=_("Ask any question"),
        back_href=reverse("measurement:analysis", args=[cut.campaign.slug]),
        campaign=cut.campaign.title,
        form=None,
        clear_href="",
        problem=cut.refusal,
        run_href="",
        answer=answer,
        waiting=None
        if answer or cut.refusal
        else Waiting(
            sentence=_said(cut),
            is_going=is_going,
            done=cut.parts_done,
            of=cut.parts,
            href=reverse("measurement:cut", args=arguments),
            stop_href=reverse("measurement:cut_stop", args=arguments) if is_going else "",
        ),
        cuts=(),
    )


def answer_shown(*, question: Question, answered: Answered, as_of: datetime | None, export_href: str) -> AnswerShown:
    """Return an answer as it is shown: at most so many rows and columns, the file has all."""
    head = str(DIMENSION_NAMES[question.rows]())
    table = answered.finding.table
    lines = answered.lines[:MOST_ROWS]
    columns = answered.columns[:MOST_COLUMNS]
    rows = tuple(
        (
            line.name,
            _with_interval(question, line),
            *(written(question, number) for number in line.numbers[:MOST_COLUMNS]),
        )
        for line in lines
    )
    if answered.total is not None and lines:
        rows = (*rows, (_("In all"), written(question, answered.total), *[""] * len(columns)))
    is_cut = len(lines) < len(answered.lines) or len(columns) < len(answered.columns)
    return AnswerShown(
        caption=table.title,
        sentence=answered.finding.sentence,
        bars=_bars(question, answered, head) if question.rows not in PERIODS or len(lines) <= LONG else None,
        line=_line(question, answered) if question.rows in PERIODS and len(lines) > LONG else None,
        heads=(
            Head(text=head, is_number=False),
            *(Head(text=column.name) for column in table.columns[1 : 2 + len(columns)]),
        ),
        rows=rows,
        left_out=_("Shown are the first %(rows)s rows and %(columns)s columns. The file has all.")
        % {"rows": len(lines), "columns": len(columns)}
        if is_cut
        else "",
        caveats=answered.finding.caveats,
        as_of=_("Counted from the records as they were on %(at)s.") % {"at": said_moment(as_of)}
        if as_of
        else _("Counted from the records of this moment."),
        export_href=export_href,
    )


def _with_interval(question: Question, line: Line) -> str:
    number = written(question, line.whole)
    if line.interval is None:
        return number
    low, high = line.interval
    return _("%(number)s (%(low)s to %(high)s)") % {"number": number, "low": f"{low:,.1f}", "high": f"{high:,.1f}"}


def _bars(question: Question, answered: Answered, head: str) -> charts.BarChart | None:
    known = [(line.name, line.whole) for line in answered.lines if line.whole is not None]
    most = LONG if question.rows in PERIODS else CHARTED
    if not known:
        return None
    return charts.bar_chart(
        title=answered.finding.table.title,
        label_head=head,
        value_head=answered.finding.table.columns[1].name,
        values=known[:most],
        written=lambda value: written(question, value),
    )


def _line(question: Question, answered: Answered) -> charts.LineChart | None:
    known = [(line.name, line.whole) for line in answered.lines if line.whole is not None]
    return charts.line_chart(
        id="answer",
        title=answered.finding.table.title,
        values=known,
        written=lambda value: written(question, value),
    )


def _cut(cut: Cut) -> CutShown:
    return CutShown(
        text=_("Asked on %(at)s") % {"at": said_moment(cut.asked_at)},
        state=str(CutState(cut.state).label),
        href=reverse("measurement:cut", args=[cut.campaign.slug, cut.pk]),
    )


def _said(cut: Cut) -> str:
    return {
        CutState.WAITING: _("Your question waits for the worker. It goes on if you leave this page."),
        CutState.RUNNING: _("Your question is being counted. It goes on if you leave this page."),
        CutState.STOPPED: _("Your question was stopped before it was counted."),
    }.get(CutState(cut.state), "")
