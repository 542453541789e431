"""The guided way to rename, merge, split or hand over an organisation, for those who may found them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts import actions as accounts
from heard.accounts import queries as organisations
from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.rendering import render
from heard.places.actions import succeeding as actions
from heard.places.forms.successions import FORMS, ConfirmForm, KindForm, PlanForm
from heard.places.pages import successions as pages
from heard.places.queries import successions as queries

if TYPE_CHECKING:
    from heard.accounts.models import Organisation

_KINDS = {kind.value.lower(): form for kind, form in FORMS.items()}

_REFUSALS: dict[type[Exception], Callable[[], str]] = {
    accounts.NameTaken: lambda: _("Another organisation has this name, or is going to take it"),
    accounts.SameName: lambda: _("It has this name already"),
    accounts.AlreadySucceeded: lambda: _("Something is decided for one of them already. Call that off first"),
    accounts.SuccessorClosed: lambda: _("The organisation that you chose has ended. Choose one that works"),
    accounts.WouldGoRound: lambda: _("The organisation that you chose is itself going to be followed by this one"),
    accounts.NeedsTwo: lambda: _("Choose different organisations"),
    accounts.NotTheirPeople: lambda: _("Someone that you chose no longer works here. Plan it again"),
    actions.NotTheirOffice: lambda: _("An office that you chose is no longer theirs. Plan it again"),
}


@require_safe
@staff(Role.ADMINISTRATOR)
def succession(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask what happens to an organisation."""
    organisation = organisations.succeedable_organisation_for(user=request.user, slug=slug)
    form = KindForm(request.GET or None)
    if form.is_valid():
        kind = form.cleaned_data["kind"].value.lower()
        return HttpResponseRedirect(reverse("places:succession_plan", args=[slug, kind]))
    page = pages.kind_page(organisation=organisation, form=form)
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.ADMINISTRATOR)
def plan(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """Ask who follows whom; then show what will follow; then, once it is confirmed, decide it."""
    organisation = organisations.succeedable_organisation_for(user=request.user, slug=slug)
    planned = _plan_form(request, organisation=organisation, kind=kind)
    if not planned.is_valid():
        page = pages.plan_page(organisation=organisation, form=planned)
        return render(request, page)
    confirmation = ConfirmForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if confirmation.is_valid() and _is_decided(request, planned, confirmation):
        messages.success(request, _("It is decided. What has followed stands below."))
        return HttpResponseRedirect(pages.history_href(organisation))
    parts = [each.pk for each in pages.organisations_of(planned.plan())]
    preview = pages.preview_page(
        plan=planned.plan(),
        follows=organisations.everything_that_follows(organisations=parts, today=timezone.localdate(clock.now()))
        if parts
        else (),
        form=confirmation,
        change_href=request.path,
    )
    return render(request, preview)


def _plan_form(request: StaffRequest, *, organisation: "Organisation", kind: str) -> PlanForm:
    if kind not in _KINDS:
        raise NotFound
    working = organisations.possible_successors_for(user=request.user)
    return _KINDS[kind](
        request.GET or None,
        organisation=organisation,
        others=working.exclude(pk=organisation.pk),
        mergeable=organisations.succeedable_organisations_for(user=request.user),
        offices=queries.offices_of(organisation=organisation).filter(closed_at=None),
        people=[each.user for each in organisations.colleagues(organisation=organisation)],
        today=timezone.localdate(clock.now()),
    )


def _is_decided(request: StaffRequest, planned: PlanForm, confirmation: ConfirmForm) -> bool:
    """Decide what is planned, or put into the confirmation why it cannot be; return whether it was decided."""
    try:
        actions.decide(
            plan=planned.plan(), reason=confirmation.cleaned_data["reason"], by=request.user, now=clock.now()
        )
    except tuple(_REFUSALS) as refusal:
        confirmation.add_error(None, _REFUSALS[type(refusal)]())
        return False
    return True
