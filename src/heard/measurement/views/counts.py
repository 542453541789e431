"""Counts from elsewhere: bring a file in, take one out, and the example."""

from datetime import datetime

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.rendering import render
from heard.design.spreadsheets import FileKind, file_of
from heard.design.uploads import on_disk, takes_files
from heard.feedback.imports.refusals import FileRefused
from heard.measurement import actions, pages, queries
from heard.measurement.forms import CountsForm
from heard.measurement.forms.counts import LARGEST


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
@takes_files(most=LARGEST)
def counts(request: StaffRequest) -> HttpResponse:
    """Show the files that are here and take in another; a file that cannot be used is answered row by row."""
    form = CountsForm(request.POST or None, request.FILES or None)
    report, problem = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            report = _taken(
                request,
                form.cleaned_data["file"],
                is_dry_run=form.cleaned_data["step"] == "check",
                now=clock.now(),
            )
        except FileRefused as refused:
            problem = str(refused)
        if report and report.is_taken:
            messages.success(request, " ".join(report.lines))
            return HttpResponseRedirect(reverse("measurement:counts"))
    page = pages.counts_page(
        form=form,
        imports=queries.count_imports_for(user=request.user),
        outcomes=queries.outcomes(),
        report=report,
        problem=problem,
    )
    return render(request, page)


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def remove(request: StaffRequest, counts: int) -> HttpResponse:
    """Ask whether a file's counts shall be taken out, and take them out."""
    found = queries.count_import_for(user=request.user, counts=counts)
    if request.method == "POST":
        actions.remove_counts(counts=found, by=request.user, now=clock.now())
        messages.success(request, _("The counts were taken out."))
        return HttpResponseRedirect(reverse("measurement:counts"))
    return render(request, pages.remove_counts_page(counts=found))


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def example(request: StaffRequest) -> HttpResponse:
    """Send a small file of the right form, with the reader's own organisation in it."""
    own = queries.counting_organisations_for(user=request.user).first()
    name = own.name if own else ""
    rows = (
        (name, "", "forms", "2019-07-08", 94, "Contact centre", "Web and paper forms received"),
        (name, "", "forms", "2019-07-09", 0, "Contact centre", "Web and paper forms received"),
        (name, "", "lookups", "2019-07-08", 310, "Web statistics", "Opened office pages"),
    )
    return file_of(rows=(actions.COLUMNS, *rows), name="daily-counts-example", kind=FileKind.CSV)


def _taken(
    request: StaffRequest, upload: "UploadedFile[bytes]", *, is_dry_run: bool, now: datetime
) -> actions.CountsReport:
    with on_disk(upload) as path:
        return actions.import_counts(
            path=path,
            file_name=upload.name or "counts.csv",
            by=request.user,
            allowed=queries.counting_organisations_for(user=request.user),
            now=now,
            dry_run=is_dry_run,
        )
