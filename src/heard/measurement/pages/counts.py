"""Counts from elsewhere: bringing in a file, what became of it, and the files that are here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.campaigns.pages.asking import ConfirmPage
from heard.design.dates import said_moment
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.tables import Cell, Cells, Column, heads
from heard.measurement.actions import CountsReport
from heard.measurement.models import CountImport
from heard.measurement.pages.files import FileColumn


@dataclass(frozen=True, kw_only=True)
class CountsPage(Page):
    """The form for a file, what became of the last one, the format, and the files that are here."""

    template: ClassVar[str] = "measurement/counts.jinja"

    form: Form
    problem: str
    lines: tuple[str, ...]
    refusals: tuple[str, ...]
    has_more_refusals: bool
    format: tuple[FileColumn, ...]
    example_href: str
    columns: tuple[Column, ...]
    imports: tuple[Cells, ...]


def counts_page(
    *,
    form: Form,
    imports: Iterable[CountImport],
    outcomes: Iterable[tuple[str, str]],
    report: CountsReport | None = None,
    problem: str = "",
) -> CountsPage:
    """Return the page; `problem` says why a file as a whole cannot be read, `report` what became of its rows."""
    refused = report.refusals if report else ()
    return CountsPage(
        title=_("Counts from elsewhere"),
        has_errors=bool(form.errors or problem or refused),
        back_href=reverse("measurement:campaigns"),
        form=form,
        problem=problem,
        lines=report.lines if report else (),
        refusals=refused,
        has_more_refusals=bool(report and report.refused > len(refused)),
        format=_format(outcomes),
        example_href=reverse("measurement:counts_example"),
        columns=(
            *heads(_("File"), _("Whose")),
            Column(text=_("Counts"), is_number=True),
            *heads(_("Brought in"), _("Take out")),
        ),
        imports=tuple(_brought(each) for each in imports),
    )


def remove_counts_page(*, counts: CountImport) -> ConfirmPage:
    """Return the question whether to take a file's counts out."""
    return ConfirmPage(
        title=_("Take these counts out"),
        back_href=reverse("measurement:counts"),
        sentences=(
            ngettext(
                "%(rows)s count from “%(name)s” will be taken out. Comparisons that rest on it change.",
                "%(rows)s counts from “%(name)s” will be taken out. Comparisons that rest on them change.",
                counts.row_count,
            )
            % {"rows": f"{counts.row_count:,}", "name": counts.file_name},
        ),
        button=_("Take them out"),
        is_warning=True,
    )


def _brought(counts: CountImport) -> Cells:
    return (
        counts.file_name,
        counts.organisation.name if counts.organisation else _("Several organisations"),
        f"{counts.row_count:,}",
        said_moment(counts.imported_at),
        Cell(
            text=_("Take out %(name)s") % {"name": counts.file_name},
            href=reverse("measurement:remove_counts", args=[counts.pk]),
        ),
    )


def _format(outcomes: Iterable[tuple[str, str]]) -> tuple[FileColumn, ...]:
    known = ", ".join(f"{code} ({name})" for code, name in outcomes)
    return (
        FileColumn("organisation", _("Its name or short name. It must be one of yours.")),
        FileColumn("office", _("The name of one of its offices, or nothing for the organisation as a whole.")),
        FileColumn("outcome", _("What was counted: %(known)s.") % {"known": known}),
        FileColumn("day", _("One day, as 2019-07-08. No day in the future.")),
        FileColumn(
            "count",
            _("A whole number. Write 0 where it is known that there was none; leave out what is not known."),
        ),
        FileColumn("source", _("Where the count comes from, such as the name of the system.")),
        FileColumn("definition", _("What exactly was counted. Keep to one definition for each source.")),
    )
