"""Organisations: adding them, how they present themselves, and who administers them first."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.accounts import actions, queries
from heard.accounts.doors import Role, StaffRequest, staff
from heard.accounts.forms.organisations import EditedOrganisationForm, NewOrganisationForm
from heard.accounts.forms.people import FirstAdministratorForm
from heard.accounts.marks import LARGEST_UPLOAD
from heard.accounts.pages.history import HistoryPage
from heard.accounts.pages.organisations import OrganisationPage, OrganisationsPage, first_administrator_page
from heard.design import clock
from heard.design.colours import DEFAULT_ACCENT
from heard.design.errors import NotFound
from heard.design.rendering import render
from heard.design.uploads import takes_files


@staff(Role.ADMINISTRATOR)
def organisations(request: StaffRequest) -> HttpResponse:
    """List the organisations that the reader may change."""
    editable = queries.editable_organisations_for(user=request.user)
    page = OrganisationsPage.of(
        organisations=editable,
        orphans=queries.unadministered(organisations=editable),
        may_found=queries.may_found(user=request.user),
        visible=queries.visible_organisations_for(user=request.user).select_related("kept_by"),
    )
    return render(request, page)


@require_safe
@staff(Role.ADMINISTRATOR)
def organisation_history(request: StaffRequest, slug: str) -> HttpResponse:
    """Show an organisation through time, and what is yet to come."""
    shown = queries.visible_organisation_for(user=request.user, slug=slug)
    page = HistoryPage.of(
        organisation=shown,
        names=queries.past_names(organisation=shown),
        successions=queries.history_of(organisation=shown),
        may_succeed=queries.succeedable_organisations_for(user=request.user).filter(pk=shown.pk).exists(),
    )
    return render(request, page)


@require_POST
@staff(Role.ADMINISTRATOR)
def call_off(request: StaffRequest, slug: str) -> HttpResponse:
    """Call off what is decided for an organisation and has not taken effect."""
    working = queries.succeedable_organisation_for(user=request.user, slug=slug)
    chosen = request.POST.get("succession", "")
    waiting = [each for each in queries.waiting_of(organisation=working) if str(each.pk) == chosen]
    try:
        for each in waiting:
            actions.call_off(succession=each, by=request.user, now=clock.now())
    except actions.CannotCallOff:
        waiting = []
    if waiting:
        messages.success(request, _("It is called off. Nothing has changed."))
    else:
        messages.warning(request, _("It had taken effect or was called off in the meantime."))
    return HttpResponseRedirect(reverse("accounts:organisation_history", args=[slug]))


@staff(Role.ADMINISTRATOR)
@takes_files(most=LARGEST_UPLOAD)
def organisation_new(request: StaffRequest) -> HttpResponse:
    """Add an organisation."""
    if not queries.may_found(user=request.user):
        raise NotFound
    form = NewOrganisationForm(request.POST or None, request.FILES or None, initial={"accent_colour": DEFAULT_ACCENT})
    if form.is_valid():
        try:
            added = actions.create_organisation(by=request.user, now=clock.now(), **form.cleaned_data)
        except actions.NameTaken:
            form.add_error("name", _("Another organisation has this name"))
        else:
            messages.success(request, _("The organisation is added. Invite its first administrator."))
            return HttpResponseRedirect(reverse("accounts:first_administrator", args=[added.slug]))
    return render(request, OrganisationPage.to_add(form=form))


@staff(Role.ADMINISTRATOR)
@takes_files(most=LARGEST_UPLOAD)
def organisation(request: StaffRequest, slug: str) -> HttpResponse:
    """Change an organisation's name, colour, mark and what it chose about messages."""
    edited = queries.editable_organisation_for(user=request.user, slug=slug)
    shown = {
        "name": edited.name,
        "short_name": edited.short_name,
        "accent_colour": edited.accent_colour,
        "shows_staff_names": edited.shows_staff_names,
    }
    form = EditedOrganisationForm(request.POST or None, request.FILES or None, initial=shown)
    if form.is_valid():
        try:
            actions.edit_organisation(organisation=edited, by=request.user, now=clock.now(), **form.cleaned_data)
        except actions.NameTaken:
            form.add_error("name", _("Another organisation has this name"))
        else:
            messages.success(request, _("The changes are saved."))
            return HttpResponseRedirect(reverse("accounts:organisations"))
    return render(request, OrganisationPage.to_edit(organisation=edited, form=form))


@staff(Role.ADMINISTRATOR)
def first_administrator(request: StaffRequest, slug: str) -> HttpResponse:
    """Invite someone to administer an organisation that nobody administers yet."""
    orphan = queries.orphan_organisation_for(user=request.user, slug=slug)
    form = FirstAdministratorForm(request.POST or None)
    if form.is_valid():
        try:
            invited = actions.invite(
                organisation=orphan, role=Role.ADMINISTRATOR, by=request.user, now=clock.now(), **form.cleaned_data
            )
        except actions.AlreadyInvited:
            form.add_error("email", _("An invitation to this address still waits"))
        else:
            _say_invited(request, is_sent=invited.is_sent)
            return HttpResponseRedirect(reverse("accounts:organisations"))
    return render(request, first_administrator_page(organisation=orphan, form=form))


def _say_invited(request: StaffRequest, *, is_sent: bool) -> None:
    if is_sent:
        messages.success(request, _("The invitation is on its way."))
    else:
        messages.warning(request, _("The invitation is made, but its email could not be sent."))
