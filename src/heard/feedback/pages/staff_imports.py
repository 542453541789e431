"""Pages of imports: past ones, a new one, its columns, what would become of its rows, and what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.forms import BoundField
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.text import redact
from heard.design.dates import said_moment
from heard.design.pages import Page
from heard.design.paging import Pager
from heard.design.tables import Cell, Cells, Column, Figure, TagCell
from heard.feedback.forms.staff_imports import ColumnsForm, NewImportForm
from heard.feedback.imports.mapping import Meaning
from heard.feedback.imports.report import ImportReport
from heard.feedback.imports.tables import Row
from heard.feedback.imports.values import day_of
from heard.feedback.models import BatchState, ImportBatch

_SAMPLES = 3
_LONGEST_SAMPLE = 60
_TONES = {BatchState.DONE: "good", BatchState.REFUSED: "bad", BatchState.CHECKED: "info", BatchState.UPLOADED: "info"}


@dataclass(frozen=True, kw_only=True)
class ImportsPage(Page):
    """Past imports of the organisations for which one may import."""

    template: ClassVar[str] = "feedback/imports.jinja"

    new_href: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class NewImportPage(Page):
    """The form that takes a file."""

    template: ClassVar[str] = "feedback/import_new.jinja"

    form: NewImportForm


@dataclass(frozen=True, kw_only=True)
class ColumnsPage(Page):
    """What each column means: those that say something, then themes, then those left out."""

    template: ClassVar[str] = "feedback/import_columns.jinja"

    form: ColumnsForm
    file_name: str
    used: tuple[BoundField, ...]
    themes: tuple[BoundField, ...]
    left_out: tuple[BoundField, ...]
    themes_summary: str
    left_out_summary: str
    give_up_href: str


@dataclass(frozen=True, kw_only=True)
class ReportPage(Page):
    """What would become, or became, of each row."""

    template: ClassVar[str] = "feedback/import_report.jinja"

    sentence: str
    lack: str
    figures: tuple[Figure, ...]
    matter_columns: tuple[Column, ...]
    matters: tuple[Cells, ...]
    note_columns: tuple[Column, ...]
    notes: tuple[Cells, ...]
    notes_sentence: str
    rows_href: str
    start_href: str
    start_text: str
    columns_href: str
    give_up_href: str


@dataclass(frozen=True, kw_only=True)
class WaitingPage(Page):
    """An import that the worker is about to check or take in, or does just now."""

    template: ClassVar[str] = "feedback/import_waiting.jinja"

    sentence: str
    rows_done: int
    rows: int
    href: str
    give_up_href: str


@dataclass(frozen=True, kw_only=True)
class RefusedPage(Page):
    """An import that was not taken in, and why."""

    template: ClassVar[str] = "feedback/import_refused.jinja"

    sentence: str
    file_name: str
    new_href: str


def imports_page(*, batches: Sequence[ImportBatch], pager: Pager) -> ImportsPage:
    """Return the list of imports."""
    return ImportsPage(
        title=_("Imports"),
        new_href=reverse("feedback:import_new"),
        columns=(
            Column(text=_("File")),
            Column(text=_("Organisation")),
            Column(text=_("Sent")),
            Column(text=_("State")),
            Column(text=_("Rows"), is_number=True),
            Column(text=_("Pieces"), is_number=True),
        ),
        rows=tuple(_row(batch) for batch in batches),
        pager=pager,
    )


def new_import_page(*, form: NewImportForm) -> NewImportPage:
    """Return the form that takes a file."""
    return NewImportPage(
        title=_("Import feedback"), form=form, back_href=reverse("feedback:imports"), has_errors=bool(form.errors)
    )


def columns_page(*, batch: ImportBatch, form: ColumnsForm) -> ColumnsPage:
    """Return the choice of columns."""
    shown: dict[str, list[BoundField]] = {"used": [], "themes": [], "left_out": []}
    homes = {str(Meaning.THEME): "themes", str(Meaning.NOTHING): "left_out"}
    for question in form.questions.values():
        home = "used" if question.errors else homes.get(str(question.value()), "used")
        shown[home].append(question)
    themes, left_out = len(shown["themes"]), len(shown["left_out"])
    return ColumnsPage(
        title=_("What do the columns mean?"),
        form=form,
        file_name=batch.file_name,
        used=tuple(shown["used"]),
        themes=tuple(shown["themes"]),
        left_out=tuple(shown["left_out"]),
        themes_summary=ngettext("%(count)d column marks a theme", "%(count)d columns mark a theme each", themes)
        % {"count": themes},
        left_out_summary=ngettext("%(count)d column is left out", "%(count)d columns are left out", left_out)
        % {"count": left_out},
        give_up_href=reverse("feedback:import_give_up", args=[batch.pk]),
        back_href=reverse("feedback:imports"),
        has_errors=bool(form.errors),
    )


def state_page(*, batch: ImportBatch) -> ReportPage | WaitingPage | RefusedPage:
    """Return the page that fits where the import stands."""
    if batch.state == BatchState.REFUSED:
        return refused_page(batch=batch, sentence=batch.refusal)
    if batch.state in {BatchState.CHECKED, BatchState.DONE}:
        return report_page(batch=batch)
    return _waiting_page(batch=batch)


def refused_page(*, batch: ImportBatch, sentence: str) -> RefusedPage:
    """Return the page of an import that was not taken in."""
    return RefusedPage(
        title=_("Nothing was imported"),
        sentence=sentence,
        file_name=batch.file_name,
        new_href=reverse("feedback:import_new"),
        back_href=reverse("feedback:imports"),
        has_errors=True,
    )


def report_page(*, batch: ImportBatch) -> ReportPage:
    """Return what would become of each row, or what became of it once the import is done."""
    report = ImportReport.from_json(batch.report)
    is_done = batch.state == BatchState.DONE
    listed = len(report.notes)
    return ReportPage(
        title=_("Imported") if is_done else _("Check before you import"),
        sentence=_sentence(report, is_done=is_done),
        lack="" if is_done or not report.taken or report.with_words else _no_words(),
        figures=_figures(report),
        matter_columns=(Column(text=_("What we found")), Column(text=_("Rows"), is_number=True)),
        matters=tuple((sentence, _number(count)) for sentence, count in report.sentences),
        note_columns=(
            Column(text=_("Row")),
            Column(text=_("Column")),
            Column(text=_("Taken")),
            Column(text=_("What to know")),
        ),
        notes=tuple(
            (_number(note.row), note.column or "–", _("Yes") if note.is_taken else _("No"), note.sentence)
            for note in report.notes
        ),
        notes_sentence=ngettext("%(count)d row, with its reason", "%(count)d rows, some of each kind", listed)
        % {"count": listed},
        rows_href=reverse("feedback:import_rows", args=[batch.pk]) if batch.report_stored_as else "",
        start_href="" if is_done or not report.taken else reverse("feedback:import_start", args=[batch.pk]),
        start_text=ngettext("Import %(rows)s row", "Import %(rows)s rows", report.taken)
        % {"rows": _number(report.taken)},
        columns_href="" if is_done else reverse("feedback:import_columns", args=[batch.pk]),
        give_up_href="" if is_done else reverse("feedback:import_give_up", args=[batch.pk]),
        back_href=reverse("feedback:imports"),
    )


def _no_words() -> str:
    return _(
        "No row holds words: ratings alone would be kept, and there would be nothing to read. If a column of this file "
        "says what people wrote, change the columns first."
    )


def samples_of(*, header: Sequence[str], rows: Iterable[Row]) -> dict[str, str]:
    """Return a few different values of each column, redacted and cut short, as one line."""
    shown: dict[str, list[str]] = {name: [] for name in header}
    for row in rows:
        for name, cell in zip(header, row.cells, strict=False):
            value = " ".join(cell.split())
            if value and value not in shown[name] and len(shown[name]) < _SAMPLES:
                shown[name].append(value)
    return {name: "; ".join(_shortened(values)) for name, values in shown.items()}


def _shortened(values: Sequence[str]) -> list[str]:
    redacted, _unprocessed = redact([value[:2000] for value in values])
    # A date alone stays: it shows in which order its parts are written.
    shown = [value if day_of(value) else each.text for value, each in zip(values, redacted, strict=True)]
    return [text if len(text) <= _LONGEST_SAMPLE else f"{text[:_LONGEST_SAMPLE]}…" for text in shown]


def _row(batch: ImportBatch) -> Cells:
    pieces = ImportReport.from_json(batch.report).pieces if batch.state == BatchState.DONE else 0
    return (
        Cell(text=batch.file_name, href=reverse("feedback:import", args=[batch.pk])),
        batch.organisation.name,
        said_moment(batch.created_at),
        TagCell(text=str(batch.get_state_display()), tone=_TONES.get(BatchState(batch.state), "")),
        _number(batch.row_count),
        _number(pieces),
    )


def _waiting_page(*, batch: ImportBatch) -> WaitingPage:
    is_running = batch.state == BatchState.RUNNING
    is_to_check = batch.state == BatchState.TO_CHECK
    return WaitingPage(
        title=_("Importing") if is_running else _("Waiting for its turn"),
        sentence=_("Each row is checked. This page shows the result when it is there.")
        if is_to_check
        else _("Rows are taken in. Nobody sees any of them until all are there."),
        rows_done=batch.rows_done if is_running else 0,
        rows=batch.row_count,
        href=reverse("feedback:import", args=[batch.pk]),
        give_up_href="" if is_running else reverse("feedback:import_give_up", args=[batch.pk]),
        back_href=reverse("feedback:imports"),
    )


def _sentence(report: ImportReport, *, is_done: bool) -> str:
    words = {
        "rows": _number(report.rows),
        "taken": _number(report.taken),
        "out": _number(report.kept_out),
        "pieces": _number(report.pieces),
    }
    if is_done:
        return (
            _("Of %(rows)s rows, %(taken)s went in and %(out)s did not. They hold %(pieces)s pieces of feedback.")
            % words
        )
    return (
        _("Of %(rows)s rows, %(taken)s can be taken and %(out)s cannot. They hold %(pieces)s pieces of feedback.")
        % words
    )


def _figures(report: ImportReport) -> tuple[Figure, ...]:
    always = ((_("With words"), report.with_words, ""), (_("With a rating alone"), report.ratings_only, _("no piece")))
    perhaps = (
        (_("Nothing said"), report.nothing_said, _("not taken")),
        (_("Cannot be read"), report.unreadable, _("not taken")),
        (_("Twice in the file"), report.repeated, _("not taken again")),
        (_("Imported before"), report.already, _("not taken again")),
    )
    shown = (*always, *(each for each in perhaps if each[1]))
    return tuple(Figure(label=label, figure=_number(count), note=note) for label, count, note in shown)


def _number(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)
