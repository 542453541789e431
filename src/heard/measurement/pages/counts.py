"""Counts from elsewhere: bringing in a file, what became of it, and the files that are here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.design.forms import Form
from heard.design.pages import Page
from heard.measurement.actions import CountsReport
from heard.measurement.models import CountImport


class Link(NamedTuple):
    """A cell that leads somewhere."""

    text: str
    href: str


class Head(NamedTuple):
    """The head of a column of the list of files."""

    text: str
    is_number: bool = False


class Column(NamedTuple):
    """A column of the file, and what stands in it."""

    key: str
    value: str


@dataclass(frozen=True, kw_only=True)
class CountsPage(Page):
    """The form for a file, what became of the last one, the format, and the files that are here."""

    template: ClassVar[str] = "measurement/counts.jinja"

    form: Form
    problem: str
    lines: tuple[str, ...]
    refusals: tuple[str, ...]
    has_more_refusals: bool
    format: tuple[Column, ...]
    example_href: str
    columns: tuple[Head, ...]
    imports: tuple[tuple[str | Link, ...], ...]


@dataclass(frozen=True, kw_only=True)
class RemoveCountsPage(Page):
    """Asks whether a file's counts shall be taken out."""

    template: ClassVar[str] = "measurement/remove_counts.jinja"

    sentence: str


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
            Head(_("File")),
            Head(_("Whose")),
            Head(_("Counts"), is_number=True),
            Head(_("Brought in")),
            Head(_("Take out")),
        ),
        imports=tuple(_brought(each) for each in imports),
    )


def remove_counts_page(*, counts: CountImport) -> RemoveCountsPage:
    """Return the question whether to take a file's counts out."""
    return RemoveCountsPage(
        title=_("Take these counts out"),
        back_href=reverse("measurement:counts"),
        sentence=ngettext(
            "%(rows)s count from “%(name)s” will be taken out. Comparisons that rest on it change.",
            "%(rows)s counts from “%(name)s” will be taken out. Comparisons that rest on them change.",
            counts.row_count,
        )
        % {"rows": f"{counts.row_count:,}", "name": counts.file_name},
    )


def _brought(counts: CountImport) -> tuple[str | Link, ...]:
    return (
        counts.file_name,
        counts.organisation.name if counts.organisation else _("Several organisations"),
        f"{counts.row_count:,}",
        date_format(counts.imported_at.astimezone(get_default_timezone()), "j F Y, H:i"),
        Link(
            _("Take out %(name)s") % {"name": counts.file_name}, reverse("measurement:remove_counts", args=[counts.pk])
        ),
    )


def _format(outcomes: Iterable[tuple[str, str]]) -> tuple[Column, ...]:
    known = ", ".join(f"{code} ({name})" for code, name in outcomes)
    return (
        Column("organisation", _("Its name or short name. It must be one of yours.")),
        Column("office", _("The name of one of its offices, or nothing for the organisation as a whole.")),
        Column("outcome", _("What was counted: %(known)s.") % {"known": known}),
        Column("day", _("One day, as 2019-07-08. No day in the future.")),
        Column(
            "count",
            _("A whole number. Write 0 where it is known that there was none; leave out what is not known."),
        ),
        Column("source", _("Where the count comes from, such as the name of the system.")),
        Column("definition", _("What exactly was counted. Keep to one definition for each source.")),
    )
