"""What networks say of a campaign: bring an export in, say what it is about, see its rows, take it back."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evidence.exports import ExportRefused
from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.paging import pager
from heard.design.rendering import render
from heard.design.uploads import takes_files
from heard.measurement.actions import networks as actions
from heard.measurement.forms.networks import LARGEST, ColumnsForm, NamesForm, NetworkForm
from heard.measurement.pages import networks as pages
from heard.measurement.queries import networks as queries

ROLES = (Role.CAMPAIGN_MANAGER, Role.ANALYST)
PER_PAGE = 50
NAMES_PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*ROLES)
@takes_files(most=LARGEST)
def networks(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show the exports that are here and take in another; a file that cannot be used is answered row by row."""
    found = queries.kept_campaign_for(user=request.user, slug=campaign)
    form = NetworkForm(request.POST or None, request.FILES or None)
    report, columns_form, problem = None, None, ""
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            report = actions.import_network(
                data=upload.read(),
                file_name=upload.name or "export",
                campaign=found,
                told=form.told,
                by=request.user,
                now=clock.now(),
                dry_run=form.cleaned_data["step"] == "check",
            )
        except ExportRefused as refused:
            problem = str(refused)
        if report and report.taken:
            messages.success(request, " ".join(report.lines))
            return HttpResponseRedirect(reverse("measurement:networks", args=[found.slug]))
        if report and report.unknown:
            columns_form = ColumnsForm(source=report.read.source, headings=report.unknown)
    page = pages.networks_page(
        campaign=found,
        form=form,
        imports=queries.network_imports(campaign=found),
        unanswered=queries.unanswered_names(campaign=found),
        report=report,
        columns_form=columns_form,
        problem=problem,
    )
    return render(request, page, status=422 if page.has_errors else 200)


@require_POST
@staff(*ROLES)
def columns(request: StaffRequest, campaign: str) -> HttpResponse:
    """Remember what columns are that nobody knew; then the file is chosen again, since it is not kept."""
    found = queries.kept_campaign_for(user=request.user, slug=campaign)
    form = ColumnsForm(request.POST)
    if form.headings and form.is_valid():
        actions.remember_columns(
            campaign=found, source=form.source, columns=form.answers, by=request.user, now=clock.now()
        )
        messages.success(request, _("What these columns are is remembered. Choose the file again to go on."))
        return HttpResponseRedirect(reverse("measurement:networks", args=[found.slug]))
    page = pages.networks_page(
        campaign=found,
        form=NetworkForm(),
        imports=queries.network_imports(campaign=found),
        unanswered=queries.unanswered_names(campaign=found),
        columns_form=form,
    )
    return render(request, page, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*ROLES)
def names(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show advertisements and posts that no link places, and remember what each is."""
    found = queries.kept_campaign_for(user=request.user, slug=campaign)
    is_open = "all" not in request.GET
    grouped = queries.names(campaign=found, is_open=is_open)
    part = pager(query=request.GET, total=grouped.count(), per_page=NAMES_PER_PAGE)
    some = queries.named(campaign=found, rows=grouped[part.offset : part.offset + NAMES_PER_PAGE])
    form = NamesForm(
        request.POST if request.method == "POST" else None, names=some, placements=queries.placements_of(campaign=found)
    )
    if form.is_valid():
        actions.remember_names(campaign=found, answers=form.answers, by=request.user, now=clock.now())
        messages.success(request, _("What they are is remembered, for what is here and for later files."))
        return HttpResponseRedirect(request.get_full_path())
    page = pages.names_page(campaign=found, form=form, pager=part, is_open=is_open)
    return render(request, page, status=422 if page.has_errors else 200)


@require_safe
@staff(*ROLES)
def export(request: StaffRequest, campaign: str, imported: int) -> HttpResponse:
    """Show where an export's figures come from, row by row."""
    found = queries.network_import_for(user=request.user, slug=campaign, imported=imported)
    figures = queries.figures_of(imported=found)
    part = pager(query=request.GET, total=found.figure_count, per_page=PER_PAGE)
    page = pages.network_export_page(imported=found, figures=figures[part.offset : part.offset + PER_PAGE], pager=part)
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*ROLES)
def remove(request: StaffRequest, campaign: str, imported: int) -> HttpResponse:
    """Ask whether an export shall be taken back, and take it back."""
    found = queries.network_import_for(user=request.user, slug=campaign, imported=imported)
    if request.method == "POST":
        restored = actions.take_back(imported=found, by=request.user, now=clock.now())
        messages.success(
            request,
            _("The export was taken back; %(n)s earlier figures count again.") % {"n": f"{restored:,}"},
        )
        return HttpResponseRedirect(reverse("measurement:networks", args=[found.campaign.slug]))
    return render(request, pages.remove_network_page(imported=found))
