"""What networks say of a campaign: bring an export in, say what it is about, see its rows, take it back."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evidence.exports import ExportRefused
from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.paging import pager
from heard.design.rendering import render
from heard.design.uploads import takes_files
from heard.measurement.actions import networks as actions
from heard.measurement.actions.networks import NetworkReport
from heard.measurement.forms.networks import LARGEST, ColumnsForm, KnownColumnForm, NamesForm, NetworkForm
from heard.measurement.pages import networks as pages
from heard.measurement.queries import networks as queries
from heard.measurement.queries.access import kept_campaign_for

if TYPE_CHECKING:
    from heard.campaigns.models import Campaign
    from heard.measurement.sealed_exports import Waiting

ROLES = (Role.CAMPAIGN_MANAGER, Role.ANALYST)
PER_PAGE = 50
NAMES_PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*ROLES)
@takes_files(most=LARGEST)
def networks(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show the exports that are here and take in another; a file that cannot be used is answered row by row."""
    found, now = kept_campaign_for(user=request.user, slug=campaign), clock.now()
    form = NetworkForm(request.POST or None, request.FILES or None)
    waiting = queries.waiting_export(user=request.user, campaign=found, since=now - actions.WAITS)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form, waiting=waiting)
    upload, is_check = form.cleaned_data["file"], form.cleaned_data["step"] == "check"
    data = upload.read()
    try:
        report = actions.import_network(
            data=data,
            file_name=upload.name or "export",
            campaign=found,
            told=form.told,
            by=request.user,
            now=now,
            dry_run=is_check,
        )
    except ExportRefused as refused:
        return _page(request, found, form, waiting=waiting, problem=str(refused))
    if report.unknown or (is_check and report.can_be_taken):
        waiting = actions.let_wait(
            data=data, campaign=found, report=report, is_check=is_check, by=request.user, now=now
        )
    elif waiting and not waiting.headings:
        actions.give_up(waiting=waiting)
        waiting = None
    return _answer(request, found, form, report=report, waiting=waiting)


@require_POST
@staff(*ROLES)
def columns(request: StaffRequest, campaign: str) -> HttpResponse:
    """Remember what columns are that nobody knew, and go on with the file that waited for that.

    A file that waits may also be given up or, once it was checked, be brought in.
    """
    found, now = kept_campaign_for(user=request.user, slug=campaign), clock.now()
    form = ColumnsForm(request.POST)
    waiting = queries.waiting_export(user=request.user, campaign=found, since=now - actions.WAITS)
    if waiting and waiting.pk != form.waiting:
        waiting = None
    if request.POST.get("step") == "give-up":
        if waiting:
            actions.give_up(waiting=waiting)
        messages.success(request, _("The file was deleted. Nothing was brought in."))
        return HttpResponseRedirect(reverse("measurement:networks", args=[found.slug]))
    if request.POST.get("step") == "take":
        gone = _("The file is here no longer: choose it again to bring it in.")
        return _go_on(request, found, waiting, now=now, is_check=False, gone=gone)
    if not form.headings or not form.is_valid():
        return _page(request, found, NetworkForm(), waiting=waiting, columns_form=form)
    actions.remember_columns(campaign=found, source=form.source, columns=form.answers, by=request.user, now=now)
    gone = _("What these columns are is remembered. The file is here no longer: choose it again to go on.")
    return _go_on(request, found, waiting, now=now, is_check=waiting.is_check if waiting else False, gone=gone)


def _go_on(
    request: StaffRequest,
    campaign: "Campaign",
    waiting: "Waiting | None",
    *,
    now: datetime,
    is_check: bool,
    gone: str,
) -> HttpResponse:
    """Look at a file that waited, or bring it in; where it is here no longer, say so (`gone`)."""
    if waiting is None:
        return _gone(request, campaign, gone)
    again = NetworkForm.of_told(actions.told_of(waiting), is_check=is_check)
    try:
        report = actions.go_on(waiting=waiting, by=request.user, now=now, is_check=is_check)
    except actions.NoLongerHere:
        return _gone(request, campaign, gone)
    except ExportRefused as refused:
        return _page(request, campaign, again, problem=str(refused))
    waiting = queries.waiting_export(user=request.user, campaign=campaign, since=now - actions.WAITS)
    return _answer(request, campaign, again, report=report, waiting=waiting)


def _gone(request: StaffRequest, campaign: "Campaign", sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("measurement:networks", args=[campaign.slug]))


def _answer(
    request: StaffRequest,
    campaign: "Campaign",
    form: NetworkForm,
    *,
    report: NetworkReport,
    waiting: "Waiting | None",
) -> HttpResponse:
    """Say what became of a file."""
    if report.taken:
        messages.success(request, " ".join(report.lines))
        return HttpResponseRedirect(reverse("measurement:networks", args=[campaign.slug]))
    return _page(request, campaign, form, report=report, waiting=waiting)


def _page(
    request: StaffRequest,
    campaign: "Campaign",
    form: NetworkForm,
    *,
    report: NetworkReport | None = None,
    waiting: "Waiting | None" = None,
    columns_form: ColumnsForm | None = None,
    problem: str = "",
) -> HttpResponse:
    if waiting and waiting.headings and columns_form is None:
        columns_form = ColumnsForm(source=waiting.source, headings=waiting.headings, waiting=waiting.pk)
    page = pages.networks_page(
        campaign=campaign,
        form=form,
        imports=queries.network_imports(campaign=campaign),
        unanswered=queries.unanswered_names(campaign=campaign),
        known_columns=queries.known_columns(campaign=campaign).count(),
        report=report,
        columns_form=columns_form,
        waiting=waiting,
        problem=problem,
    )
    return render(request, page)


@require_safe
@staff(*ROLES)
def known(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show what was said of columns, and by whom."""
    found = kept_campaign_for(user=request.user, slug=campaign)
    return render(request, pages.known_columns_page(campaign=found, known=queries.known_columns(campaign=found)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*ROLES)
def known_column(request: StaffRequest, campaign: str, column: int) -> HttpResponse:
    """Say anew what a column is, or forget it."""
    found, now = queries.known_column_for(user=request.user, slug=campaign, column=column), clock.now()
    listed = HttpResponseRedirect(reverse("measurement:known_columns", args=[found.campaign.slug]))
    if request.POST.get("step") == "forget":
        actions.forget_column(column=found, by=request.user, now=now)
        messages.success(request, _("Forgotten: the next file that has this column asks what it is."))
        return listed
    form = KnownColumnForm(request.POST if request.method == "POST" else None, column=found)
    if form.is_valid():
        actions.remember_columns(
            campaign=found.campaign,
            source=found.source,
            columns={found.name: form.cleaned_data["meaning"]},
            by=request.user,
            now=now,
        )
        messages.success(request, _("Remembered, for every later file."))
        return listed
    page = pages.known_column_page(column=found, form=form)
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*ROLES)
def names(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show advertisements and posts that no link places, and remember what each is."""
    found = kept_campaign_for(user=request.user, slug=campaign)
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
    return render(request, page)


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
        sentence = ngettext(
            "The export was taken back; %(n)s earlier figure counts again.",
            "The export was taken back; %(n)s earlier figures count again.",
            restored,
        )
        messages.success(request, sentence % {"n": f"{restored:,}"})
        return HttpResponseRedirect(reverse("measurement:networks", args=[found.campaign.slug]))
    return render(request, pages.remove_network_page(imported=found))
