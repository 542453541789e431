"""The people of an organisation: who they are, what they do, and inviting more."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heard.accounts import actions, queries
from heard.accounts.doors import Role, StaffRequest, staff, workplace_for
from heard.accounts.forms.people import InviteForm, RolesForm, SecondFactorRemovalForm
from heard.accounts.pages.people import (
    ChooserPage,
    InvitePage,
    LeavePage,
    PeoplePage,
    PersonPage,
    SecondFactorRemovalPage,
)
from heard.design import clock
from heard.design.rendering import render

ADMINISTRATORS = (Role.ADMINISTRATOR,)


@staff(Role.ADMINISTRATOR)
def people(request: StaffRequest) -> HttpResponse:
    """Lead to the reader's organisation, or let them choose where they administer several."""
    organisations = list(queries.workplaces_for(user=request.user, roles=ADMINISTRATORS))
    if len(organisations) == 1:
        return _to_people(organisations[0].slug)
    page = ChooserPage.of(title=_("People"), organisations=organisations, url_name="accounts:people_of")
    return render(request, page)


@staff(Role.ADMINISTRATOR)
def people_of(request: StaffRequest, slug: str) -> HttpResponse:
    """Show who works in one organisation, and who is invited."""
    organisation = workplace_for(user=request.user, slug=slug, roles=ADMINISTRATORS)
    page = PeoplePage.of(
        organisation=organisation,
        colleagues=queries.colleagues(organisation=organisation),
        invitations=queries.waiting_invitations(organisation=organisation),
        now=clock.now(),
    )
    return render(request, page)


@staff(Role.ADMINISTRATOR)
def invite(request: StaffRequest, slug: str) -> HttpResponse:
    """Invite someone."""
    organisation = workplace_for(user=request.user, slug=slug, roles=ADMINISTRATORS)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            invited = actions.invite(organisation=organisation, by=request.user, now=clock.now(), **form.cleaned_data)
        except actions.AlreadyThere:
            form.add_error("email", _("This person already does that here"))
        except actions.AlreadyInvited:
            form.add_error("email", _("An invitation to this address still waits. Send that one again"))
        else:
            return _sent(request, slug, is_sent=invited.is_sent)
    return render(request, InvitePage.of(organisation=organisation, form=form))


@require_POST
@staff(Role.ADMINISTRATOR)
def resend(request: StaffRequest, slug: str, invitation: int) -> HttpResponse:
    """Send an invitation again."""
    organisation = workplace_for(user=request.user, slug=slug, roles=ADMINISTRATORS)
    waiting = queries.waiting_invitation(organisation=organisation, invitation=invitation)
    try:
        invited = actions.resend(invitation=waiting, by=request.user, now=clock.now())
    except actions.InvitationClosed:
        return _closed(request, slug)
    return _sent(request, slug, is_sent=invited.is_sent)


@require_POST
@staff(Role.ADMINISTRATOR)
def withdraw(request: StaffRequest, slug: str, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    organisation = workplace_for(user=request.user, slug=slug, roles=ADMINISTRATORS)
    waiting = queries.waiting_invitation(organisation=organisation, invitation=invitation)
    try:
        actions.withdraw(invitation=waiting, by=request.user, now=clock.now())
    except actions.InvitationClosed:
        return _closed(request, slug)
    messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    return _to_people(slug)


@staff(Role.ADMINISTRATOR)
def person(request: StaffRequest, slug: str, person: int) -> HttpResponse:
    """Show one colleague and change what they do."""
    organisation = workplace_for(user=request.user, slug=slug, roles=ADMINISTRATORS)
    colleague = queries.colleague(organisation=organisation, person=person)
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": colleague.roles})
    if form.is_valid():
        try:
            actions.change_roles(
                user=colleague.user, organisation=organisation, by=request.user, now=clock.now(), **form.cleaned_data
            )
        except actions.LastAdministrator:
            form.add_error("roles", _("This is the last administrator. Make someone else administrator first"))
        else:
            messages.success(request, _("The roles are changed."))
            return _onward(request, slug, person)
    page = PersonPage.of(organisation=organisation, colleague=colleague, form=form, reader=request.user.pk)
    return render(request, page)


@staff(Role.ADMINISTRATOR)
def person_leave(request: StaffRequest, slug: str, person: int) -> HttpResponse:
    """End a colleague's work in the organisation."""
    organisation = workplace_for(user=request.user, slug=slug, roles=ADMINISTRATORS)
    colleague = queries.colleague(organisation=organisation, person=person)
    if request.method != "POST":
        return render(request, LeavePage.of_colleague(organisation=organisation, colleague=colleague))
    try:
        actions.leave(user=colleague.user, organisation=organisation, by=request.user, now=clock.now())
    except actions.LastAdministrator:
        problem = _("This is the last administrator. Make someone else administrator first")
        return render(request, LeavePage.of_colleague(organisation=organisation, colleague=colleague, problem=problem))
    messages.success(request, _("%(name)s no longer works here.") % {"name": colleague.user.full_name})
    return _onward(request, slug, person)


@staff(Role.ADMINISTRATOR)
def person_second_factor(request: StaffRequest, slug: str, person: int) -> HttpResponse:
    """Remove a colleague's lost second factor, once the administrator has checked who they are."""
    organisation = workplace_for(user=request.user, slug=slug, roles=ADMINISTRATORS)
    colleague = queries.colleague(organisation=organisation, person=person)
    form = SecondFactorRemovalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            is_sent = actions.remove_second_factor(
                user=colleague.user, organisation=organisation, by=request.user, now=clock.now(), **form.cleaned_data
            )
        except actions.OwnSecondFactor:
            form.add_error(None, _("You cannot remove your own second factor. Ask another administrator"))
        except actions.NothingToRemove:
            form.add_error(None, _("This person has no second factor"))
        else:
            _say_removed(request, is_sent=is_sent)
            return HttpResponseRedirect(reverse("accounts:person", args=[slug, person]))
    return render(request, SecondFactorRemovalPage.of(organisation=organisation, colleague=colleague, form=form))


def _sent(request: StaffRequest, slug: str, *, is_sent: bool) -> HttpResponse:
    if is_sent:
        messages.success(request, _("The invitation is on its way."))
    else:
        messages.warning(request, _("The invitation is made, but its email could not be sent. Send it again later."))
    return _to_people(slug)


def _closed(request: StaffRequest, slug: str) -> HttpResponse:
    messages.warning(request, _("The invitation was accepted or withdrawn in the meantime. Nothing was changed."))
    return _to_people(slug)


def _say_removed(request: StaffRequest, *, is_sent: bool) -> None:
    messages.success(request, _("The second factor is removed. They set up a new one when they next sign in."))
    if not is_sent:
        messages.warning(request, _("The email that tells them could not be sent. Tell them yourself."))


def _onward(request: StaffRequest, slug: str, person: int) -> HttpResponse:
    """Lead back to the people, or home where the reader may no longer see them."""
    return HttpResponseRedirect(reverse("accounts:home")) if person == request.user.pk else _to_people(slug)


def _to_people(slug: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("accounts:people_of", args=[slug]))
