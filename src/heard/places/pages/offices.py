"""Staff pages about offices."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.design.dates import said_day
from heard.design.pages import Page
from heard.design.tables import Cell
from heard.places.actions import LoadReport, Refusal
from heard.places.forms import CheckedFileForm, CoverageForm, OfficeForm, OfficesFileForm
from heard.places.hours import hours_of, open_state, said
from heard.places.models import Office, OfficeCoverage
from heard.places.pages.listing import Row, cells

MOST_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class OfficesPage(Page):
    """The list of offices; those that the reader may change lead to where that is done."""

    template: ClassVar[str] = "places/offices.jinja"

    columns: tuple[Cell, ...]
    offices: tuple[Row, ...]
    services_href: str
    contacts_href: str
    load_href: str


@dataclass(frozen=True, kw_only=True)
class OfficePage(Page):
    """One office, to be changed: its details, what is understood of its hours, and what it covers."""

    template: ClassVar[str] = "places/office.jinja"

    form: OfficeForm
    understood: tuple[str, ...]
    open_now: str
    is_read_back: bool
    columns: tuple[Cell, ...]
    coverage: tuple[Row, ...]
    cover_href: str


@dataclass(frozen=True, kw_only=True)
class CoveragePage(Page):
    """Which area an office covers and when, to be added or changed."""

    template: ClassVar[str] = "places/coverage.jinja"

    form: CoverageForm
    remove_href: str


@dataclass(frozen=True, kw_only=True)
class OfficesFilePage(Page):
    """A list of offices, to be checked."""

    template: ClassVar[str] = "places/offices_file.jinja"

    form: OfficesFileForm
    problem: str


@dataclass(frozen=True, kw_only=True)
class OfficesReportPage(Page):
    """What would become of a list of offices, with the button that takes it in where nothing stops it."""

    template: ClassVar[str] = "places/offices_report.jinja"

    lines: tuple[str, ...]
    columns: tuple[Cell, ...]
    refusals: tuple[Row, ...]
    doubts: tuple[Row, ...]
    confirm: CheckedFileForm | None
    confirm_href: str
    again_href: str


def offices_page(*, offices: Iterable[Office], editable: Collection[int], may_load: bool) -> OfficesPage:
    """Return the list of offices; those whose ids are in `editable` can be changed."""
    return OfficesPage(
        title=_("Local offices"),
        columns=cells(_("Office"), _("Organisation"), _("Phone"), _("Email"), _("Areas")),
        offices=tuple(
            (
                Cell(
                    text=office.name,
                    href=reverse("places:office", args=[office.pk]) if office.pk in editable else "",
                ),
                *cells(office.organisation.name, office.phone, office.email, _areas(office)),
            )
            for office in offices
        ),
        services_href=reverse("places:services"),
        contacts_href=reverse("places:contacts") if may_load else "",
        load_href=reverse("places:load_offices") if may_load else "",
    )


def office_page(*, office: Office, form: OfficeForm, hours: str, is_read_back: bool, now: datetime) -> OfficePage:
    """Return the page on which an office's details are changed, with what is understood of `hours`."""
    read = hours_of(hours)
    return OfficePage(
        title=_("Change %(office)s") % {"office": office.name},
        has_errors=bool(form.errors),
        back_href=offices_href(),
        form=form,
        understood=said(read) if read else (),
        open_now=open_state(read, now),
        is_read_back=is_read_back,
        columns=cells(_("Area"), _("First day"), _("Last day")),
        coverage=tuple(_covered(office, one) for one in office.coverage.all()),
        cover_href=reverse("places:cover", args=[office.pk]),
    )


def _covered(office: Office, coverage: OfficeCoverage) -> Row:
    return (
        Cell(
            text=f"{coverage.area.name} ({coverage.area.code})",
            href=reverse("places:coverage", args=[office.pk, coverage.pk]),
        ),
        *cells(_day(coverage.valid_from, _("always")), _day(coverage.valid_to, _("no end known"))),
    )


def _day(day: date | None, otherwise: str) -> str:
    return said_day(day) if day else otherwise


def coverage_page(*, office: Office, form: CoverageForm, coverage: OfficeCoverage | None) -> CoveragePage:
    """Return the page on which it is said which area an office covers."""
    return CoveragePage(
        title=_("When %(office)s covers %(area)s") % {"office": office.name, "area": coverage.area.name}
        if coverage
        else _("Add an area that %(office)s covers") % {"office": office.name},
        has_errors=bool(form.errors),
        back_href=office_href(office),
        form=form,
        remove_href=reverse("places:uncover", args=[office.pk, coverage.pk]) if coverage else "",
    )


def offices_file_page(*, form: OfficesFileForm, problem: str = "") -> OfficesFilePage:
    """Return the page that asks for a list of offices."""
    return OfficesFilePage(
        title=_("Load a list of offices"),
        has_errors=bool(form.errors) or bool(problem),
        back_href=offices_href(),
        form=form,
        problem=problem,
    )


def offices_report_page(*, report: LoadReport, confirm: CheckedFileForm) -> OfficesReportPage:
    """Return what would become of a list of offices."""
    counts = {
        _("%(count)s offices would be added"): report.added,
        _("%(count)s would be changed"): report.changed,
        _("%(count)s are as they were"): report.unchanged,
        _("%(count)s would be closed, because the list leaves them out"): report.ended,
    }
    return OfficesReportPage(
        title=_("This list cannot be taken in yet") if report.refusals else _("Check before you take it in"),
        back_href=reverse("places:load_offices"),
        lines=tuple(words % {"count": count} for words, count in counts.items() if count),
        columns=cells(_("Line"), _("Column"), _("What to mend")),
        refusals=_told(report.refusals),
        doubts=_told(report.doubts),
        confirm=None if report.refusals else confirm,
        confirm_href=reverse("places:take_in_offices"),
        again_href=reverse("places:load_offices"),
    )


def _told(several: Sequence[Refusal]) -> tuple[Row, ...]:
    return tuple(
        cells(str(one.line) if one.line else _("Whole list"), one.column or _("The row"), one.reason)
        for one in sorted(several, key=lambda one: one.line)[:MOST_SHOWN]
    )


def offices_href() -> str:
    """Return the address of the list of offices."""
    return reverse("places:offices")


def office_href(office: Office) -> str:
    """Return the address at which an office is changed."""
    return reverse("places:office", args=[office.pk])


def _areas(office: Office) -> str:
    return ", ".join(sorted({covered.area.name for covered in office.coverage.all()}))
