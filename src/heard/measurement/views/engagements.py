"""What stakeholders did for a campaign: what was found, what a person decides, and the list behind the number."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.paging import pager
from heard.design.rendering import render
from heard.design.spreadsheets import FileKind, file_of
from heard.design.uploads import on_disk, takes_files
from heard.feedback.imports.refusals import FileRefused
from heard.measurement.actions import mail_logs
from heard.measurement.actions import stakeholders as actions
from heard.measurement.forms.engagements import NONE, DecisionForm, LogForm, MailLogForm, TookPartForm
from heard.measurement.forms.stakeholders import LARGEST
from heard.measurement.pages import engagements as pages
from heard.measurement.pages.stakeholders import stakeholder_href
from heard.measurement.queries import stakeholders as queries
from heard.measurement.queries.access import kept_campaign_for

ROLES = (Role.CAMPAIGN_MANAGER, Role.ANALYST)
CHANGING = ["GET", "HEAD", "POST"]


@require_http_methods(CHANGING)
@staff(*ROLES)
def engagements(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show what a campaign's stakeholders did, and write down what somebody knows."""
    found, now = kept_campaign_for(user=request.user, slug=campaign), clock.now()
    names = {one.name.casefold(): one for one in queries.stakeholders_of(campaign=found)}
    form = LogForm(request.POST if request.method == "POST" else None, names=names, today=localdate(now))
    if form.is_valid():
        actions.log_engagement(**form.cleaned_data, campaign=found, by=request.user, now=now)
        messages.success(request, _("It is written down and counts."))
        return HttpResponseRedirect(reverse("measurement:engagements", args=[campaign]))
    waiting = queries.undecided(campaign=found)
    part = pager(query=request.GET, total=waiting.count())
    page = pages.engagements_page(
        campaign=found,
        sentence=queries.stakeholders_finding(campaign=found).sentence,
        reached=queries.reached(campaign=found),
        alike=queries.waiting_alike(campaign=found),
        waiting=waiting[part.offset : part.offset + part.per_page],
        pager=part,
        form=form,
        names=[one.name for one in names.values()],
    )
    return render(request, page)


@require_http_methods(CHANGING)
@staff(*ROLES)
@takes_files(most=LARGEST)
def mail_log(request: StaffRequest, campaign: str) -> HttpResponse:
    """Take a log of emails in, whole or not at all; nothing of it stays but who of the register wrote on which day."""
    found = kept_campaign_for(user=request.user, slug=campaign)
    form = MailLogForm(request.POST, request.FILES) if request.method == "POST" else MailLogForm()
    problem = ""
    faults: tuple[str, ...] = ()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            with on_disk(upload) as path:
                report = mail_logs.import_mail_log(
                    campaign=found, path=path, file_name=upload.name or "emails.csv", by=request.user, now=clock.now()
                )
        except FileRefused as refused:
            problem = str(refused)
        else:
            if not report.faults:
                messages.success(request, pages.told_of(report))
                return HttpResponseRedirect(reverse("measurement:engagements", args=[campaign]))
            faults = report.faults
    page = pages.mail_log_page(campaign=found, form=form, problem=problem, faults=faults)
    return render(request, page)


@staff(*ROLES)
def mail_example(request: StaffRequest) -> HttpResponse:
    """Send a small log of the right form."""
    rows = (("2020-07-08", "press@harbour.example"), ("2020-07-09", "Harbour Carers <director@harbour.example>"))
    return file_of(rows=(mail_logs.COLUMNS, *rows), name="emails-example", kind=FileKind.CSV)


@require_POST
@staff(*ROLES)
def suggest(request: StaffRequest, campaign: str) -> HttpResponse:
    """Look through mentions and partners' links for stakeholders."""
    found = kept_campaign_for(user=request.user, slug=campaign)
    new = actions.suggest_engagements(campaign=found, now=clock.now())
    messages.success(request, _("New suggestions: %(new)d.") % {"new": new})
    return HttpResponseRedirect(reverse("measurement:engagements", args=[campaign]))


@require_http_methods(CHANGING)
@staff(*ROLES)
def decide(request: StaffRequest, campaign: str, engagement: int) -> HttpResponse:
    """Keep what a person found a suggestion to be, or what they find now of what was decided before."""
    found = kept_campaign_for(user=request.user, slug=campaign)
    one = queries.engagement_of(campaign=found, engagement=engagement)
    before = getattr(one, "decision", None)
    start = {"level": before.level or NONE} if before else {"alike": "together" in request.GET}
    alike = [] if before else list(queries.alike(engagement=one))
    form = DecisionForm(request.POST if request.method == "POST" else None, initial=start, has_alike=bool(alike))
    if form.is_valid():
        level = form.cleaned_data["level"]
        decided = actions.decide_together(
            engagements=[one, *(alike if form.cleaned_data.get("alike") else ())],
            level="" if level == NONE else level,
            by=request.user,
            now=clock.now(),
        )
        told = ngettext(
            "Decided for %(name)s. Its page in the register lets you decide again.",
            "Decided for %(name)s, %(n)s at once. Its page in the register lets you decide again.",
            decided,
        )
        messages.success(request, told % {"name": one.stakeholder.name, "n": decided})
        here = stakeholder_href(one.stakeholder) if before else reverse("measurement:engagements", args=[campaign])
        return HttpResponseRedirect(here)
    page = pages.decision_page(campaign=found, engagement=one, alike=alike, form=form)
    return render(request, page)


@require_safe
@staff(*ROLES)
def took_part(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show who took part, of those that are asked for, and whether they are more than so many."""
    found = kept_campaign_for(user=request.user, slug=campaign)
    which = TookPartForm(request.GET)
    every = queries.taking_part(campaign=found, did=which.did)
    part = pager(query=request.GET, total=every.count())
    page = pages.took_part_page(
        campaign=found,
        which=which,
        did=which.did,
        sentence=queries.taking_part_finding(number=part.total, did=which.did, many=which.more_than).sentence,
        involved=queries.involved(stakeholders=every[part.offset : part.offset + part.per_page]),
        pager=part,
    )
    return render(request, page)


@require_POST
@staff(*ROLES)
def export(request: StaffRequest, campaign: str) -> HttpResponse:
    """Send the list behind the number, as CSV, and write down who took it."""
    found = kept_campaign_for(user=request.user, slug=campaign)
    heads = ("name", "kind", "area", "accounts", "engagements", "amplified", "acted", "first_on", "last_on")
    every = queries.taking_part(campaign=found, did=TookPartForm(request.POST).did)
    rows = [
        (one.name, one.kind, one.area, one.accounts, one.engaged, one.amplified, one.acted, one.first_on, one.last_on)
        for one in queries.involved(stakeholders=every)
    ]
    actions.record_export(campaign=found, stakeholders=len(rows), by=request.user, now=clock.now())
    return file_of(rows=(heads, *rows), name=f"stakeholders-{found.slug}", kind=FileKind.CSV)
