"""What surveys found people to know of a campaign: see it, bring a file in, take one back."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.rendering import render
from heard.design.uploads import on_disk, takes_files
from heard.feedback.imports.refusals import FileRefused
from heard.measurement.actions import surveys as actions
from heard.measurement.forms.awareness import LARGEST, SurveyForm
from heard.measurement.pages.awareness import awareness_page, remove_survey_page
from heard.measurement.queries import awareness as queries
from heard.measurement.queries import whole_view_for
from heard.measurement.queries.access import kept_campaign_for

ROLES = (Role.CAMPAIGN_MANAGER, Role.ANALYST)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*ROLES)
@takes_files(most=LARGEST)
def awareness(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show each question over its waves, and take in another file of them."""
    view = whole_view_for(user=request.user, slug=campaign)
    found, is_kept = view.campaign, view.is_kept
    if request.method == "POST" and not is_kept:
        raise NotFound
    form = SurveyForm(request.POST or None, request.FILES or None) if is_kept else None
    report, problem = None, ""
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            report = _taken(request, form, found.slug)
        except FileRefused as refused:
            problem = str(refused)
        if report and (report.taken or report.was_here):
            messages.success(request, " ".join(report.lines))
            return HttpResponseRedirect(reverse("measurement:awareness", args=[found.slug]))
    page = awareness_page(
        campaign=found,
        asked=queries.awareness_of(campaign=found),
        form=form,
        imports=queries.survey_imports(campaign=found) if is_kept else (),
        report=report,
        problem=problem,
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*ROLES)
def remove(request: StaffRequest, campaign: str, imported: int) -> HttpResponse:
    """Ask whether a file's results shall be taken back, and take them back."""
    found = queries.survey_import_for(user=request.user, slug=campaign, imported=imported)
    if request.method == "POST":
        actions.take_survey_back(imported=found, by=request.user, now=clock.now())
        messages.success(request, _("The results were taken back."))
        return HttpResponseRedirect(reverse("measurement:awareness", args=[found.campaign.slug]))
    return render(request, remove_survey_page(imported=found))


def _taken(request: StaffRequest, form: SurveyForm, slug: str) -> actions.SurveyReport:
    upload = form.cleaned_data["file"]
    with on_disk(upload) as path:
        return actions.import_survey(
            path=path,
            file_name=upload.name or "survey.csv",
            campaign=kept_campaign_for(user=request.user, slug=slug),
            by=request.user,
            now=clock.now(),
            dry_run=form.cleaned_data["step"] == "check",
        )
