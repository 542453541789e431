"""What networks say of a campaign: bringing an export in, what became of it, its rows, and what is to be answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.exports import Measure, sources
from heard.campaigns.models import Campaign
from heard.campaigns.pages.asking import ConfirmPage
from heard.design.dates import said_day, said_moment, said_time
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.paging import Pager
from heard.design.tables import Cell, Cells, Column
from heard.measurement.actions.networks import WAITS, NetworkReport
from heard.measurement.forms.networks import ColumnsForm, NamesForm
from heard.measurement.models import KnownColumn, NetworkFigure, NetworkImport, Span
from heard.measurement.queries.network_words import (
    definition_of,
    meaning_name,
    measure_name,
    paid_name,
    source_title,
    written,
)
from heard.measurement.sealed_exports import Waiting


class Fact(NamedTuple):
    """One thing to know, and what it is."""

    key: str
    value: str


@dataclass(frozen=True, kw_only=True)
class NetworksPage(Page):
    """The form for an export, what became of the last one, columns to be told, and the exports that are here."""

    template: ClassVar[str] = "measurement/networks.jinja"

    campaign: str
    form: Form
    problem: str
    lines: tuple[str, ...]
    measure_columns: tuple[Column, ...]
    measures: tuple[Cells, ...]
    refusals: tuple[str, ...]
    has_more_refusals: bool
    columns_form: ColumnsForm | None
    columns_sentence: str
    columns_href: str
    checked_sentence: str
    checked_key: str
    known_href: str
    known_text: str
    names_href: str
    names_text: str
    known: str
    columns: tuple[Column, ...]
    imports: tuple[Cells, ...]


@dataclass(frozen=True, kw_only=True)
class NetworkExportPage(Page):
    """One export: where its figures come from, row by row."""

    template: ClassVar[str] = "measurement/network_export.jinja"

    campaign: str
    facts: tuple[Fact, ...]
    definitions: tuple[Fact, ...]
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    pager: Pager
    remove_href: str


@dataclass(frozen=True, kw_only=True)
class KnownColumnsPage(Page):
    """What was said of columns."""

    template: ClassVar[str] = "measurement/known_columns.jinja"

    campaign: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]


@dataclass(frozen=True, kw_only=True)
class KnownColumnPage(Page):
    """Asks what one column is, or whether that is to be forgotten."""

    template: ClassVar[str] = "measurement/known_column.jinja"

    form: Form
    said: str


@dataclass(frozen=True, kw_only=True)
class NamesPage(Page):
    """Which placement each advertisement and post is."""

    template: ClassVar[str] = "measurement/network_names.jinja"

    campaign: str
    form: NamesForm
    pager: Pager
    summary: str
    other_href: str
    other_text: str


def networks_page(
    *,
    campaign: Campaign,
    form: Form,
    imports: Iterable[NetworkImport],
    unanswered: int,
    report: NetworkReport | None = None,
    known_columns: int,
    columns_form: ColumnsForm | None = None,
    waiting: Waiting | None = None,
    problem: str = "",
) -> NetworksPage:
    """Return the page; `problem` says why a file cannot be read at all, `report` what became of its rows.

    `waiting` is the file to which the questions of `columns_form` belong, where it is still here, or one that was
    checked and can be brought in.
    """
    refusals = report.problems if report else ()
    return NetworksPage(
        title=_("What networks say"),
        has_errors=bool(form.errors or problem or refusals or (columns_form and columns_form.errors)),
        back_href=reverse("measurement:reach", args=[campaign.slug]),
        campaign=campaign.title,
        form=form,
        problem=problem,
        lines=report.lines if report else (),
        measure_columns=(
            Column(text=_("Measure")),
            Column(text=_("From the column")),
            Column(text=_("Its rows come to"), is_number=True),
            Column(text=_("The file’s own total"), is_number=True),
        ),
        measures=tuple(_measures(report)) if report else (),
        refusals=refusals,
        has_more_refusals=bool(report and len(report.read.problems) > len(refusals)),
        columns_form=columns_form,
        columns_sentence=_columns_sentence(waiting),
        columns_href=reverse("measurement:network_columns", args=[campaign.slug]),
        checked_sentence=_checked_sentence(waiting) if waiting and not waiting.headings else "",
        checked_key=str(waiting.pk) if waiting else "",
        known_href=reverse("measurement:known_columns", args=[campaign.slug]),
        known_text=ngettext("What was said of %(n)s column", "What was said of %(n)s columns", known_columns)
        % {"n": f"{known_columns:,}"}
        if known_columns
        else "",
        names_href=reverse("measurement:network_names", args=[campaign.slug]),
        names_text=ngettext(
            "Say what %(n)s advertisement or post is",
            "Say what %(n)s advertisements and posts are",
            unanswered,
        )
        % {"n": f"{unanswered:,}"}
        if unanswered
        else _("What advertisements and posts are"),
        known="; ".join(source.title for source in sources()),
        columns=(
            Column(text=_("File")),
            Column(text=_("Source")),
            Column(text=_("Days")),
            Column(text=_("Figures"), is_number=True),
            Column(text=_("Replaced by later files"), is_number=True),
            Column(text=_("Brought in")),
        ),
        imports=tuple(_brought(campaign, one) for one in imports),
    )


def network_export_page(
    *, imported: NetworkImport, figures: Iterable[NetworkFigure], pager: Pager
) -> NetworkExportPage:
    """Return one export with a page of its figures."""
    campaign = imported.campaign
    facts = (
        Fact(_("Source"), imported.title),
        Fact(_("Account"), imported.account or _("As each row says")),
        Fact(_("Days"), _days(imported.first_day, imported.last_day)),
        Fact(_("Days are those of"), imported.zone or _("The account’s own time zone; the file does not say which")),
        Fact(_("Currency"), imported.currency or _("No amounts")),
        Fact(_("Rows"), f"{imported.row_count:,}"),
        Fact(_("Figures"), f"{imported.figure_count:,}"),
        Fact(_("Earlier figures that it replaced"), f"{imported.replaced_count:,}"),
        Fact(_("Brought in"), _when(imported)),
        Fact(_("Fingerprint of the file (SHA-256)"), imported.digest),
    )
    return NetworkExportPage(
        title=imported.file_name,
        back_href=reverse("measurement:networks", args=[campaign.slug]),
        campaign=campaign.title,
        facts=facts,
        definitions=tuple(
            Fact(
                _("%(measure)s, from “%(column)s”")
                % {"measure": measure_name(measure), "column": imported.columns[measure.value]},
                definition_of(measure),
            )
            for measure in Measure
            if measure.value in imported.columns
        ),
        columns=(
            Column(text=_("Row"), is_number=True),
            Column(text=_("What it is about")),
            Column(text=_("Days")),
            Column(text=_("Measure")),
            Column(text=_("Figure"), is_number=True),
            Column(text=_("Link")),
            Column(text=_("Counts")),
        ),
        rows=tuple(_row(figure) for figure in figures),
        pager=pager,
        remove_href=reverse("measurement:remove_network", args=[campaign.slug, imported.pk]),
    )


def known_columns_page(*, campaign: Campaign, known: Iterable[KnownColumn]) -> KnownColumnsPage:
    """Return the list of what was said of columns."""
    return KnownColumnsPage(
        title=_("What was said of columns"),
        back_href=reverse("measurement:networks", args=[campaign.slug]),
        campaign=campaign.title,
        columns=(
            Column(text=_("Column")),
            Column(text=_("Source")),
            Column(text=_("What it is")),
            Column(text=_("Said by")),
            Column(text=_("When")),
        ),
        rows=tuple(
            (
                Cell(text=column.name, href=reverse("measurement:known_column", args=[campaign.slug, column.pk])),
                source_title(column.source),
                meaning_name(column.meaning),
                _said_by(column),
                said_moment(column.said_at),
            )
            for column in known
        ),
    )


def known_column_page(*, column: KnownColumn, form: Form) -> KnownColumnPage:
    """Return the question what a column is."""
    return KnownColumnPage(
        title=_("What “%(column)s” is") % {"column": column.name},
        has_errors=bool(form.errors),
        back_href=reverse("measurement:known_columns", args=[column.campaign.slug]),
        form=form,
        said=_("A column of %(source)s: “%(meaning)s”, said by %(who)s on %(when)s.")
        % {
            "source": source_title(column.source),
            "meaning": meaning_name(column.meaning),
            "who": _said_by(column),
            "when": said_moment(column.said_at),
        },
    )


def _said_by(column: KnownColumn) -> str:
    return column.said_by.full_name if column.said_by else _("the command line")


def _columns_sentence(waiting: Waiting | None) -> str:
    if waiting is None:
        return _("Say once what each is. It is remembered for this source; then choose the file again.")
    sentence = _(
        "Say once what each is: it is remembered for this source, and “%(name)s” goes on by itself. The file waits,"
        " sealed, for your answer until %(until)s; then it is deleted."
    )
    return sentence % _waits(waiting)


def _checked_sentence(waiting: Waiting) -> str:
    sentence = _(
        "“%(name)s” can be brought in as it was checked, with all that you said of it. It waits, sealed,"
        " until %(until)s; then it is deleted."
    )
    return sentence % _waits(waiting)


def _waits(waiting: Waiting) -> dict[str, str]:
    return {"name": waiting.file_name, "until": said_time(waiting.kept_at + WAITS)}


def names_page(*, campaign: Campaign, form: NamesForm, pager: Pager, is_open: bool) -> NamesPage:
    """Return a page of names with what each is."""
    here = reverse("measurement:network_names", args=[campaign.slug])
    total = pager.total
    summary = (
        ngettext(
            "%(n)s advertisement or post is on no link that Heard knows.",
            "%(n)s advertisements and posts are on no link that Heard knows.",
            total,
        )
        if is_open
        else ngettext("%(n)s advertisement or post is here.", "%(n)s advertisements and posts are here.", total)
    )
    return NamesPage(
        title=_("What advertisements and posts are"),
        has_errors=bool(form.errors),
        back_href=reverse("measurement:networks", args=[campaign.slug]),
        campaign=campaign.title,
        form=form,
        pager=pager,
        summary=summary % {"n": f"{total:,}"},
        other_href=f"{here}?all=1" if is_open else here,
        other_text=_("Show those that are answered too") if is_open else _("Show only those to be answered"),
    )


def remove_network_page(*, imported: NetworkImport) -> ConfirmPage:
    """Return the question whether to take an export back."""
    taken = ngettext(
        "%(figures)s figure from “%(name)s” will be taken back.",
        "%(figures)s figures from “%(name)s” will be taken back.",
        imported.figure_count,
    )
    restored = ngettext(
        "%(replaced)s earlier figure that it replaced counts again, unless a later file replaces it.",
        "%(replaced)s earlier figures that it replaced count again, unless a later file replaces them.",
        imported.replaced_count,
    )
    sentences = [taken % {"figures": f"{imported.figure_count:,}", "name": imported.file_name}]
    if imported.replaced_count:
        sentences.append(restored % {"replaced": f"{imported.replaced_count:,}"})
    return ConfirmPage(
        title=_("Take this export back"),
        back_href=reverse("measurement:network_export", args=[imported.campaign.slug, imported.pk]),
        sentences=tuple(sentences),
        button=_("Take it back"),
        is_warning=True,
    )


def _measures(report: NetworkReport) -> Iterable[Cells]:
    for said in report.measures:
        yield (
            measure_name(said.measure),
            said.column or _("Each row is one"),
            _("Does not add up") if said.added is None else written(said.measure, said.added, report.read.currency),
            _("None") if said.total is None else written(said.measure, said.total, report.read.currency),
        )


def _brought(campaign: Campaign, imported: NetworkImport) -> Cells:
    current: int = getattr(imported, "current", imported.figure_count)
    return (
        Cell(
            text=imported.file_name,
            href=reverse("measurement:network_export", args=[campaign.slug, imported.pk]),
        ),
        imported.title,
        _days(imported.first_day, imported.last_day),
        f"{imported.figure_count:,}",
        f"{imported.figure_count - current:,}",
        _when(imported),
    )


def _row(figure: NetworkFigure) -> Cells:
    measure = Measure(figure.measure)
    if figure.replaced_by:
        counts = _("No: replaced by “%(name)s”") % {"name": figure.replaced_by.file_name}
    else:
        counts = _("Yes") if figure.is_ours else _("No: not of this campaign")
    return (
        f"{figure.row_number:,}",
        figure.name or _("A mention"),
        _since(figure),
        _("%(measure)s, %(network)s, %(paid)s")
        % {
            "measure": measure_name(measure),
            "network": figure.network,
            "paid": paid_name(figure.paid).lower(),
        },
        written(measure, figure.value, figure.currency),
        figure.placement.code if figure.placement else _("None"),
        counts,
    )


def _since(figure: NetworkFigure) -> str:
    if figure.span == Span.POST:
        return _("Published %(day)s") % {"day": said_day(figure.first_day)}
    return _days(figure.first_day, figure.last_day)


def _days(first: date, last: date) -> str:
    if first == last:
        return said_day(first)
    return _("%(first)s to %(last)s") % {"first": said_day(first), "last": said_day(last)}


def _when(imported: NetworkImport) -> str:
    return said_moment(imported.imported_at)
