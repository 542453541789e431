"""What staff open about offices."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.accounts.queries import organisations_for
from heard.design import clock
from heard.design.rendering import render
from heard.design.uploads import takes_files
from heard.places import actions, pages, queries, reading
from heard.places.actions import LoadReport, Mode
from heard.places.forms import CheckedFileForm, CoverageForm, OfficeForm, OfficesFileForm
from heard.places.forms.offices import MOST_BYTES

CHANGING = ["GET", "HEAD", "POST"]
MOST_ROWS = 1000
"""Six times the councils of England: while a list is taken in, nothing else can be kept on an embedded database."""


@require_safe
@staff(Role.CAMPAIGN_MANAGER, Role.ADMINISTRATOR)
def offices(request: StaffRequest) -> HttpResponse:
    """The list of offices: their details are public, so every manager sees all."""
    editable = {office.pk for office in queries.editable_offices_for(user=request.user)}
    may_load = organisations_for(user=request.user, roles=(Role.ADMINISTRATOR,)).exists()
    return render(request, pages.offices_page(offices=queries.offices(), editable=editable, may_load=may_load))


@require_http_methods(CHANGING)
@staff(Role.ADMINISTRATOR)
def office(request: StaffRequest, office_id: int) -> HttpResponse:
    """Change how an office can be reached, or read back what is understood of its hours."""
    found = queries.office_for(user=request.user, office_id=office_id)
    form = OfficeForm(request.POST) if request.method == "POST" else OfficeForm.of(found)
    is_read_back = "read" in request.POST
    if form.is_valid() and not is_read_back:
        details = actions.OfficeDetails(**form.cleaned_data)
        try:
            actions.change_office(office=found, details=details, by=request.user, now=clock.now())
        except actions.OfficeExists:
            form.add_error("name", _("The organisation has another office of this name, which may be closed"))
        else:
            return HttpResponseRedirect(pages.office_href(found))
    hours = request.POST.get("hours", "") if request.method == "POST" else found.hours
    page = pages.office_page(office=found, form=form, hours=hours, is_read_back=is_read_back, now=clock.now())
    return render(request, page)


@require_http_methods(CHANGING)
@staff(Role.ADMINISTRATOR)
def cover(request: StaffRequest, office_id: int) -> HttpResponse:
    """Say that an office covers an area."""
    found = queries.office_for(user=request.user, office_id=office_id)
    form = CoverageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.cover(office=found, **form.cleaned_data, by=request.user, now=clock.now())
        except actions.CoverageOverlaps:
            form.add_error("area", _("The office covers this area on some of these days already"))
        else:
            return HttpResponseRedirect(pages.office_href(found))
    page = pages.coverage_page(office=found, form=form, coverage=None)
    return render(request, page)


@require_http_methods(CHANGING)
@staff(Role.ADMINISTRATOR)
def coverage(request: StaffRequest, office_id: int, coverage_id: int) -> HttpResponse:
    """Change when an office covers an area."""
    found = queries.coverage_for(user=request.user, office_id=office_id, coverage_id=coverage_id)
    initial = {"area": found.area.code, "valid_from": found.valid_from, "valid_to": found.valid_to}
    form = CoverageForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.cover(office=found.office, coverage=found, **form.cleaned_data, by=request.user, now=clock.now())
        except actions.CoverageOverlaps:
            form.add_error("area", _("The office covers this area on some of these days already"))
        else:
            return HttpResponseRedirect(pages.office_href(found.office))
    page = pages.coverage_page(office=found.office, form=form, coverage=found)
    return render(request, page)


@require_POST
@staff(Role.ADMINISTRATOR)
def uncover(request: StaffRequest, office_id: int, coverage_id: int) -> HttpResponse:
    """Take out that an office covers an area, as was said by mistake."""
    found = queries.coverage_for(user=request.user, office_id=office_id, coverage_id=coverage_id)
    actions.uncover(coverage=found, by=request.user, now=clock.now())
    return HttpResponseRedirect(pages.office_href(found.office))


@require_http_methods(CHANGING)
@staff(Role.ADMINISTRATOR)
@takes_files(most=MOST_BYTES)
def load_offices(request: StaffRequest) -> HttpResponse:
    """Check a list of offices: nothing is taken in before the next step."""
    form = OfficesFileForm(request.POST, request.FILES) if request.method == "POST" else OfficesFileForm()
    if not form.is_valid():
        return render(request, pages.offices_file_page(form=form), status=422 if form.errors else 200)
    content: bytes = form.cleaned_data["file"].read()
    is_full = bool(form.cleaned_data["is_full"])
    try:
        report = _load(request, content, is_full=is_full, is_dry_run=True)
    except reading.UnreadableList as problem:
        return render(request, pages.offices_file_page(form=form, problem=str(problem)), status=422)
    checked = CheckedFileForm(initial={"content": content.decode("utf-8-sig"), "is_full": "1" if is_full else ""})
    return render(request, pages.offices_report_page(report=report, confirm=checked))


@require_POST
@staff(Role.ADMINISTRATOR)
def take_in_offices(request: StaffRequest) -> HttpResponse:
    """Take in a list that was checked; where it can no longer be taken, say why."""
    form = CheckedFileForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(pages.offices_href())
    content, is_full = form.cleaned_data["content"].encode(), bool(form.cleaned_data["is_full"])
    try:
        report = _load(request, content, is_full=is_full, is_dry_run=False)
    except reading.UnreadableList as problem:
        page = pages.offices_file_page(form=OfficesFileForm(), problem=str(problem))
        return render(request, page, status=422)
    if report.refusals:
        return render(request, pages.offices_report_page(report=report, confirm=form), status=422)
    return HttpResponseRedirect(pages.offices_href())


def _load(request: StaffRequest, content: bytes, *, is_full: bool, is_dry_run: bool) -> LoadReport:
    return actions.all_or_nothing(
        lambda: actions.load_offices(
            rows=reading.rows_in_text(content, columns=reading.OFFICE_COLUMNS, most=MOST_ROWS),
            by=request.user,
            now=clock.now(),
            mode=Mode.REPLACE if is_full else Mode.MERGE,
            organisations=organisations_for(user=request.user, roles=(Role.ADMINISTRATOR,)).filter(closed_at=None),
        ),
        is_dry_run=is_dry_run,
    )
