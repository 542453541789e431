"""What staff open about services."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.paging import pager
from heard.design.rendering import render
from heard.places import actions, pages, queries
from heard.places.forms import ClosingForm, NameForm, ReopeningForm, ServiceSearchForm, SuccessorForm

PER_PAGE = 50
CHANGING = ["GET", "HEAD", "POST"]


@require_safe
@staff(Role.CAMPAIGN_MANAGER, Role.ADMINISTRATOR)
def services(request: StaffRequest) -> HttpResponse:
    """The list of services, searched by words."""
    words = request.GET.get("q", "")[:100]
    found = queries.services_by_words(words=words) if words.strip() else queries.services()
    total = len(found) if isinstance(found, list) else found.count()
    turn = pager(query=request.GET, total=total, per_page=PER_PAGE)
    shown = found[turn.offset : turn.offset + turn.per_page]
    return render(
        request, pages.services_page(form=ServiceSearchForm(initial={"q": words}), services=shown, pager=turn)
    )


@require_safe
@staff(Role.CAMPAIGN_MANAGER, Role.ADMINISTRATOR)
def service(request: StaffRequest, service_id: int) -> HttpResponse:
    """One service."""
    found = queries.service_for(user=request.user, service_id=service_id)
    may_change = queries.may_change_services(user=request.user)
    return render(request, pages.service_page(record=queries.record_of(service=found), may_change=may_change))


@require_safe
@staff(Role.CAMPAIGN_MANAGER, Role.ADMINISTRATOR)
def provider(request: StaffRequest, service_id: int) -> HttpResponse:
    """The provider of a service, with all its services."""
    found = queries.service_for(user=request.user, service_id=service_id)
    locations = queries.locations_of_provider(service=found)
    turn = pager(query=request.GET, total=locations.count(), per_page=PER_PAGE)
    shown = locations[turn.offset : turn.offset + turn.per_page]
    return render(request, pages.provider_page(service=found, services=shown, pager=turn))


@require_http_methods(CHANGING)
@staff(Role.ADMINISTRATOR)
def add_name(request: StaffRequest, service_id: int) -> HttpResponse:
    """Add another name of a service."""
    found = queries.changeable_service_for(user=request.user, service_id=service_id)
    form = NameForm(request.POST) if request.method == "POST" else NameForm()
    if form.is_valid():
        try:
            actions.add_name(service=found, name=form.cleaned_data["name"], by=request.user, now=clock.now())
        except actions.NameKnown:
            form.add_error("name", _("The service is called so already"))
        else:
            return HttpResponseRedirect(pages.service_href(found))
    return _asked(request, pages.name_page(service=found, form=form))


@require_POST
@staff(Role.ADMINISTRATOR)
def remove_name(request: StaffRequest, service_id: int, name_id: int) -> HttpResponse:
    """Take another name of a service away."""
    found = queries.changeable_name_for(user=request.user, service_id=service_id, name_id=name_id)
    actions.remove_name(name=found, by=request.user, now=clock.now())
    return HttpResponseRedirect(pages.service_href(found.service))


@require_http_methods(CHANGING)
@staff(Role.ADMINISTRATOR)
def close(request: StaffRequest, service_id: int) -> HttpResponse:
    """Close a service."""
    found = queries.changeable_service_for(user=request.user, service_id=service_id)
    now = clock.now()
    form = ClosingForm(request.POST if request.method == "POST" else None, latest=localdate(now))
    if form.is_valid():
        try:
            actions.close_service(service=found, **form.cleaned_data, by=request.user, now=now)
        except actions.SuccessorUnfit:
            form.add_error("successor", _("A service that is itself closed, or the same one, cannot have taken over"))
        except actions.AlreadyClosed:
            form.add_error(None, _("The service is closed already"))
        else:
            return HttpResponseRedirect(pages.service_href(found))
    return _asked(request, pages.closing_page(service=found, form=form))


@require_http_methods(CHANGING)
@staff(Role.ADMINISTRATOR)
def succeed(request: StaffRequest, service_id: int) -> HttpResponse:
    """Say which service took over from a closed one."""
    found = queries.changeable_service_for(user=request.user, service_id=service_id)
    form = SuccessorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.name_successor(service=found, **form.cleaned_data, by=request.user, now=clock.now())
        except actions.SuccessorUnfit:
            form.add_error("successor", _("A service that is itself closed, or the same one, cannot have taken over"))
        except actions.NotClosed:
            form.add_error(None, _("The service is open: close it first"))
        else:
            return HttpResponseRedirect(pages.service_href(found))
    return _asked(request, pages.successor_page(service=found, form=form))


@require_http_methods(CHANGING)
@staff(Role.ADMINISTRATOR)
def reopen(request: StaffRequest, service_id: int) -> HttpResponse:
    """Open a service again that was closed by mistake."""
    found = queries.changeable_service_for(user=request.user, service_id=service_id)
    form = ReopeningForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.reopen_service(service=found, by=request.user, now=clock.now())
        except actions.NotClosed:
            form.add_error(None, _("The service is open already"))
        else:
            return HttpResponseRedirect(pages.service_href(found))
    return _asked(request, pages.reopening_page(service=found, form=form))


def _asked(request: StaffRequest, page: pages.ServiceFormPage) -> HttpResponse:
    return render(request, page)
