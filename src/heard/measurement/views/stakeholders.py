"""The register of stakeholders: its list, its file, and the page of each."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.paging import pager
from heard.design.rendering import render
from heard.design.spreadsheets import FileKind, file_of
from heard.design.uploads import on_disk, takes_files
from heard.feedback.imports.refusals import FileRefused
from heard.measurement.actions import registering
from heard.measurement.actions import stakeholders as actions
from heard.measurement.forms.stakeholders import (
    LARGEST,
    AccountForm,
    ChangeForm,
    RegisterFileForm,
    SoughtForm,
    StakeholderForm,
)
from heard.measurement.pages import stakeholders as pages
from heard.measurement.queries import stakeholders as queries
from heard.places.queries import areas_to_choose

ROLES = (Role.CAMPAIGN_MANAGER, Role.ANALYST)
CHANGING = ["GET", "HEAD", "POST"]


@require_http_methods(CHANGING)
@staff(*ROLES)
def stakeholders(request: StaffRequest) -> HttpResponse:
    """Show the register, or those in it that are looked for, and put somebody in it."""
    form = StakeholderForm(request.POST or None, registers=queries.registers_for(user=request.user))
    if request.method == "POST" and form.is_valid():
        given = {name: said for name, said in form.cleaned_data.items() if name != "register"}
        told = actions.StakeholderIn(**given)
        try:
            made = actions.add_stakeholder(register=form.kept_in, told=told, by=request.user, now=clock.now())
        except actions.NameTaken:
            form.add_error("name", _("This name is in the register already."))
        else:
            messages.success(request, _("%(name)s is in the register. Add its accounts here.") % {"name": told.name})
            return HttpResponseRedirect(pages.stakeholder_href(made))
    which = SoughtForm(request.GET, keepers=queries.keepers_for(user=request.user))
    every = queries.sought_stakeholders(user=request.user, sought=which.sought)
    part = pager(query=request.GET, total=every.count())
    page = pages.stakeholders_page(
        form=form,
        which=which,
        is_filtered=which.sought != queries.Sought(),
        stakeholders=every[part.offset : part.offset + part.per_page],
        pager=part,
    )
    return render(request, page)


@require_http_methods(CHANGING)
@staff(*ROLES)
@takes_files(most=LARGEST)
def import_file(request: StaffRequest) -> HttpResponse:
    """Take a file of stakeholders in, whole or not at all; a file that cannot be used is answered cell by cell."""
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RegisterFileForm(*data, registers=queries.registers_for(user=request.user))
    problem = ""
    faults: tuple[str, ...] = ()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            with on_disk(upload) as path:
                report = registering.import_stakeholders(
                    register=form.kept_in,
                    path=path,
                    file_name=upload.name or "stakeholders.csv",
                    by=request.user,
                    now=clock.now(),
                )
        except FileRefused as refused:
            problem = str(refused)
        else:
            if not report.faults:
                told = {"new": report.new, "known": report.known, "accounts": report.accounts}
                messages.success(request, _("New: %(new)d. Known before: %(known)d. Accounts: %(accounts)d.") % told)
                return HttpResponseRedirect(reverse("measurement:stakeholders"))
            faults = report.faults
    page = pages.bring_in_page(form=form, problem=problem, faults=faults)
    return render(request, page)


@staff(*ROLES)
def example(request: StaffRequest) -> HttpResponse:
    """Send a small file of the right form, with the reader as the owner of the relationship."""
    known = ("Harbour Carers", "charity", "", "local", request.user.email)
    rows = (
        (*known, "mastodon", "harbour@social.example", "1200", "2020-07-08"),
        (*known, "bluesky", "harbour.example", "310", "2020-07-08"),
        (*known, "email", "harbour.example", "", ""),
    )
    return file_of(rows=(registering.COLUMNS, *rows), name="stakeholders-example", kind=FileKind.CSV)


@require_http_methods(CHANGING)
@staff(*ROLES)
def stakeholder(request: StaffRequest, stakeholder: int) -> HttpResponse:
    """Show one stakeholder, and add an account to it."""
    found = queries.stakeholder_for(user=request.user, stakeholder=stakeholder)
    now = clock.now()
    form = AccountForm(request.POST if request.method == "POST" else None, today=localdate(now))
    if form.is_valid():
        try:
            actions.add_account(
                stakeholder=found, account=actions.Account(**form.cleaned_data), by=request.user, now=now
            )
        except actions.HandleTaken:
            form.add_error("handle", _("This is another stakeholder’s account."))
        else:
            messages.success(request, _("The account was added."))
            return HttpResponseRedirect(pages.stakeholder_href(found))
    every = queries.found_of(stakeholder=found)
    which = pager(query=request.GET, total=every.count())
    page = pages.stakeholder_page(
        stakeholder=found,
        keeper_is_here=found.keeper in queries.possible_keepers(register=found.register),
        form=form,
        found=every[which.offset : which.offset + which.per_page],
        pager=which,
    )
    return render(request, page)


@require_http_methods(CHANGING)
@staff(*ROLES)
def change(request: StaffRequest, stakeholder: int) -> HttpResponse:
    """Change what is known of a stakeholder."""
    found = queries.stakeholder_for(user=request.user, stakeholder=stakeholder)
    now = clock.now()
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        stakeholder=found,
        areas=areas_to_choose(today=localdate(now)),
        keepers=queries.possible_keepers(register=found.register),
    )
    if form.is_valid():
        try:
            actions.change_stakeholder(
                stakeholder=found, told=actions.StakeholderIn(**form.cleaned_data), by=request.user, now=now
            )
        except actions.NameTaken:
            form.add_error("name", _("This name is in the register already."))
        else:
            messages.success(request, _("It is changed."))
            return HttpResponseRedirect(pages.stakeholder_href(found))
    page = pages.change_page(stakeholder=found, form=form)
    return render(request, page)


@require_http_methods(CHANGING)
@staff(*ROLES)
def remove(request: StaffRequest, stakeholder: int) -> HttpResponse:
    """Ask whether a stakeholder shall be taken out of the register, and take it out."""
    found = queries.stakeholder_for(user=request.user, stakeholder=stakeholder)
    if request.method == "POST":
        actions.remove_stakeholder(stakeholder=found, by=request.user, now=clock.now())
        messages.success(request, _("%(name)s was taken out, with all that was found of it.") % {"name": found.name})
        return HttpResponseRedirect(reverse("measurement:stakeholders"))
    return render(request, pages.remove_page(stakeholder=found, lost=queries.goes_with(stakeholder=found)))


@require_POST
@staff(*ROLES)
def remove_account(request: StaffRequest, stakeholder: int, account: int) -> HttpResponse:
    """Take one of a stakeholder's accounts out."""
    found = queries.stakeholder_for(user=request.user, stakeholder=stakeholder)
    one = queries.account_of(stakeholder=found, account=account)
    actions.remove_account(account=one, by=request.user, now=clock.now())
    messages.success(request, _("%(handle)s was taken out. What was found by it stays.") % {"handle": one.handle})
    return HttpResponseRedirect(pages.stakeholder_href(found))
