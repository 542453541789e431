"""What surveys found people to know of a campaign, and the files that say so."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.campaigns.models import Campaign
from heard.campaigns.pages.asking import ConfirmPage
from heard.design import charts
from heard.design.dates import said_day, said_moment
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.tables import Cell, Cells, Column
from heard.measurement.actions.surveys import SurveyReport
from heard.measurement.models import SurveyImport
from heard.measurement.pages.files import FileColumn
from heard.measurement.queries.awareness import Asked


@dataclass(frozen=True, kw_only=True)
class AskedShown:
    """One question over its waves: the change in a sentence, a chart with its intervals, the table, what to mind."""

    question: str
    source: str
    sentence: str
    chart: charts.BarChart
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AwarenessPage(Page):
    """The questions of all surveys, and the form for another file; none for those who may only read."""

    template: ClassVar[str] = "measurement/awareness.jinja"

    campaign: str
    questions: tuple[AskedShown, ...]
    form: Form | None
    problem: str
    lines: tuple[str, ...]
    refusals: tuple[str, ...]
    format: tuple[FileColumn, ...]
    columns: tuple[Column, ...]
    imports: tuple[Cells, ...]


def awareness_page(
    *,
    campaign: Campaign,
    asked: Iterable[Asked],
    form: Form | None = None,
    imports: Iterable[SurveyImport] = (),
    report: SurveyReport | None = None,
    problem: str = "",
) -> AwarenessPage:
    """Return the page; `problem` says why a file cannot be read at all, `report` what became of its rows."""
    refusals = report.problems if report else ()
    return AwarenessPage(
        title=_("Awareness"),
        has_errors=bool((form and form.errors) or problem or refusals),
        back_href=reverse("measurement:reach", args=[campaign.slug]),
        campaign=campaign.title,
        questions=tuple(_shown(one) for one in asked),
        form=form,
        problem=problem,
        lines=report.lines if report else (),
        refusals=refusals,
        format=_format(),
        columns=(
            Column(text=_("File")),
            Column(text=_("Results"), is_number=True),
            Column(text=_("Brought in")),
            Column(text=_("Take back")),
        ),
        imports=tuple(_brought(campaign, one) for one in imports),
    )


def remove_survey_page(*, imported: SurveyImport) -> ConfirmPage:
    """Return the question whether to take a file back."""
    return ConfirmPage(
        title=_("Take these results back"),
        back_href=reverse("measurement:awareness", args=[imported.campaign.slug]),
        sentences=(
            ngettext(
                "%(rows)d result from “%(name)s” will be taken back.",
                "%(rows)d results from “%(name)s” will be taken back.",
                imported.row_count,
            )
            % {"rows": imported.row_count, "name": imported.file_name},
        ),
        button=_("Take it back"),
        is_warning=True,
    )


def _shown(asked: Asked) -> AskedShown:
    rows = asked.finding.table.rows
    return AskedShown(
        question=asked.question,
        source=_("%(source)s. %(weighting)s")
        % {
            "source": asked.source,
            "weighting": asked.figures[-1].weighting or _("How it was weighted is not said."),
        },
        sentence=asked.finding.sentence,
        chart=charts.interval_chart(
            title=asked.question,
            label_head=_("Wave"),
            value_head=_("Per cent, with the interval"),
            values=[(str(row[0]), float(str(row[4])), (float(str(row[5])), float(str(row[6])))) for row in rows],
        ),
        columns=(
            Column(text=_("Wave")),
            Column(text=_("Asked between")),
            Column(text=_("People asked"), is_number=True),
            Column(text=_("Per cent"), is_number=True),
            Column(text=_("95 % interval"), is_number=True),
            Column(text=_("Design effect"), is_number=True),
        ),
        rows=tuple(
            (
                figure.wave,
                f"{said_day(figure.first_day)} – {said_day(figure.last_day)}",
                f"{figure.base:,}",
                f"{figure.percent:.1f}",
                f"{row[5]} – {row[6]}",
                _("Not known") if figure.design_effect is None else f"{figure.design_effect:.2f}",
            )
            for figure, row in zip(asked.figures, rows, strict=True)
        ),
        caveats=asked.finding.caveats,
    )


def _brought(campaign: Campaign, imported: SurveyImport) -> Cells:
    return (
        imported.file_name,
        f"{imported.row_count:,}",
        said_moment(imported.imported_at),
        Cell(
            text=_("Take back %(name)s") % {"name": imported.file_name},
            href=reverse("measurement:remove_survey", args=[campaign.slug, imported.pk]),
        ),
    )


def _format() -> tuple[FileColumn, ...]:
    return (
        FileColumn("question", _("The question, and which answer is counted. Word for word the same in each wave.")),
        FileColumn("wave", _("What the wave is called, such as “Before” or “June 2020”.")),
        FileColumn("first_day, last_day", _("When people were asked, as 2020-07-08.")),
        FileColumn("base", _("How many people were asked this question, unweighted.")),
        FileColumn("percent", _("What share gave that answer, as the survey weighted it: 23.5.")),
        FileColumn("source", _("Which survey it is.")),
        FileColumn("weighting", _("How it was weighted. May be left out.")),
        FileColumn(
            "design_effect",
            _("By how much weighting and clustering widen its error: 1 or more. Leave it empty where it is not known."),
        ),
    )
