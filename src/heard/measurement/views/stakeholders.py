"""Stakeholders: the register, and what they did for a campaign."""

import csv
import io
import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.paging import pager
from heard.design.rendering import render
from heard.design.spreadsheets import neutral
from heard.design.uploads import takes_files
from heard.feedback.imports.refusals import FileRefused
from heard.measurement.actions import registering
from heard.measurement.actions import stakeholders as actions
from heard.measurement.forms.stakeholders import LARGEST, LogForm, RegisterFileForm, StakeholderForm
from heard.measurement.pages import stakeholders as pages
from heard.measurement.queries import stakeholders as queries
from heard.measurement.queries.mentions import followed_campaign_for


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def stakeholders(request: StaffRequest) -> HttpResponse:
    """Show the register, and put somebody in it."""
    form = StakeholderForm(request.POST or None, registers=queries.registers_for(user=request.user))
    if request.method == "POST" and form.is_valid():
        told = actions.StakeholderIn(name=form.cleaned_data["name"], kind=form.cleaned_data["kind"])
        register = form.registers[form.cleaned_data["register"]]
        try:
            actions.add_stakeholder(register=register, told=told, by=request.user, now=clock.now())
        except actions.NameTaken:
            form.add_error("name", _("This name is in the register already."))
        else:
            messages.success(request, _("%(name)s is in the register.") % {"name": told.name})
            return HttpResponseRedirect(reverse("measurement:stakeholders"))
    return _register(request, form=form)


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
@takes_files(most=LARGEST)
@require_POST
def import_file(request: StaffRequest) -> HttpResponse:
    """Take a file of stakeholders in, whole or not at all."""
    form = RegisterFileForm(request.POST, request.FILES, registers=queries.registers_for(user=request.user))
    if not form.is_valid():
        return _register(request, file_form=form)
    upload = form.cleaned_data["file"]
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "stakeholders"
            path.write_bytes(upload.read())
            report = registering.import_stakeholders(
                register=form.registers[form.cleaned_data["register"]],
                path=path,
                file_name=upload.name or "stakeholders.csv",
                by=request.user,
                now=clock.now(),
            )
    except FileRefused as refused:
        return _register(request, file_form=form, problem=str(refused))
    if report.faults:
        return _register(request, file_form=form, faults=report.faults)
    told = {"new": report.new, "known": report.known, "accounts": report.accounts}
    messages.success(request, _("New: %(new)d. Known before: %(known)d. Accounts: %(accounts)d.") % told)
    return HttpResponseRedirect(reverse("measurement:stakeholders"))


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def example(request: StaffRequest) -> HttpResponse:
    """Send a small file of the right form."""
    rows = (
        ("Harbour Carers", "charity", "", "local", "mastodon", "harbour@social.example", "1200", "2020-07-08"),
        ("Harbour Carers", "charity", "", "local", "bluesky", "harbour.example", "310", "2020-07-08"),
    )
    return _csv((registering.COLUMNS, *rows), "stakeholders-example.csv")


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
@require_POST
def remove(request: StaffRequest, stakeholder: int) -> HttpResponse:
    """Take a stakeholder out of the register."""
    found = queries.stakeholder_for(user=request.user, stakeholder=stakeholder)
    actions.remove_stakeholder(stakeholder=found, by=request.user, now=clock.now())
    messages.success(request, _("%(name)s was taken out, with all that was found of it.") % {"name": found.name})
    return HttpResponseRedirect(reverse("measurement:stakeholders"))


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def engagements(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show what a campaign's stakeholders did, and write down what somebody knows."""
    found = followed_campaign_for(user=request.user, slug=campaign)
    names = {one.name.casefold(): one for one in queries.stakeholders_of(campaign=found)}
    form = LogForm(request.POST or None, names=names)
    if request.method == "POST" and form.is_valid():
        actions.log_engagement(**form.cleaned_data, campaign=found, by=request.user, now=clock.now())
        messages.success(request, _("It is written down and counts."))
        return HttpResponseRedirect(reverse("measurement:engagements", args=[campaign]))
    waiting = queries.undecided(campaign=found)
    which = pager(query=request.GET, total=waiting.count())
    page = pages.engagements_page(
        campaign=found,
        sentence=queries.stakeholders_finding(campaign=found).sentence,
        reached=queries.reached(campaign=found),
        waiting=waiting[which.offset : which.offset + which.per_page],
        pager=which,
        form=form,
    )
    return render(request, page, status=422 if page.has_errors else 200)


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
@require_POST
def suggest(request: StaffRequest, campaign: str) -> HttpResponse:
    """Look through mentions and partners' links for stakeholders."""
    found = followed_campaign_for(user=request.user, slug=campaign)
    new = actions.suggest_engagements(campaign=found, now=clock.now())
    messages.success(request, _("New suggestions: %(new)d.") % {"new": new})
    return HttpResponseRedirect(reverse("measurement:engagements", args=[campaign]))


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
@require_POST
def decide(request: StaffRequest, campaign: str, engagement: int) -> HttpResponse:
    """Keep what a person found a suggestion to be."""
    found = followed_campaign_for(user=request.user, slug=campaign)
    one = queries.engagement_of(campaign=found, engagement=engagement)
    level = request.POST.get("level", "")
    try:
        actions.decide(engagement=one, level=level, by=request.user, now=clock.now())
    except actions.NoSuchLevel:
        messages.error(request, _("Choose what it did."))
    else:
        messages.success(request, _("Decided for %(name)s.") % {"name": one.stakeholder.name})
    return HttpResponseRedirect(reverse("measurement:engagements", args=[campaign]))


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
@require_POST
def export(request: StaffRequest, campaign: str) -> HttpResponse:
    """Send the list behind the number, as CSV, and write down who took it."""
    found = followed_campaign_for(user=request.user, slug=campaign)
    heads = ("name", "kind", "area", "accounts", "engagements", "amplified", "acted", "first_on", "last_on")
    rows = [
        (one.name, one.kind, one.area, one.accounts, one.engaged, one.amplified, one.acted, one.first_on, one.last_on)
        for one in queries.involved(campaign=found)
    ]
    actions.record_export(campaign=found, stakeholders=len(rows), by=request.user, now=clock.now())
    return _csv((heads, *rows), f"stakeholders-{found.slug}.csv")


def _register(
    request: StaffRequest,
    *,
    form: StakeholderForm | None = None,
    file_form: RegisterFileForm | None = None,
    faults: tuple[str, ...] = (),
    problem: str = "",
) -> HttpResponse:
    registers = queries.registers_for(user=request.user)
    every = queries.stakeholders_for(user=request.user)
    which = pager(query=request.GET, total=every.count())
    page = pages.stakeholders_page(
        form=form or StakeholderForm(registers=registers),
        file_form=file_form or RegisterFileForm(registers=registers),
        stakeholders=every[which.offset : which.offset + which.per_page],
        pager=which,
        faults=faults,
        problem=problem,
    )
    return render(request, page, status=422 if page.has_errors else 200)


def _csv(rows: "tuple[tuple[object, ...], ...]", name: str) -> HttpResponse:
    text = io.StringIO()
    csv.writer(text).writerows([neutral(str(cell)) for cell in row] for row in rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
