"""The start page, the reader's own account, and every organisation's mark."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heard.accounts import actions, queries
from heard.accounts.doors import Role, StaffRequest, staff, workplace_for
from heard.accounts.pages.home import AccountPage, HomePage
from heard.accounts.pages.people import LeavePage
from heard.accounts.pages.words import Link
from heard.accounts.sections import sections_of
from heard.design import clock
from heard.design.rendering import render


@staff()
def home(request: StaffRequest) -> HttpResponse:
    """Show what the reader can do."""
    memberships = queries.memberships_of(user=request.user)
    sections = tuple(Link(text=each.label, href=each.href, purpose=each.purpose) for each in sections_of(memberships))
    return render(request, HomePage.of(user=request.user, memberships=memberships, sections=sections))


@staff()
def account(request: StaffRequest) -> HttpResponse:
    """Show the reader's own account."""
    return render(request, AccountPage.of(user=request.user, memberships=queries.memberships_of(user=request.user)))


@staff()
def account_leave(request: StaffRequest, slug: str) -> HttpResponse:
    """Let the reader leave an organisation."""
    organisation = workplace_for(user=request.user, slug=slug, roles=tuple(Role))
    if request.method != "POST":
        return render(request, LeavePage.of_reader(organisation=organisation))
    try:
        actions.leave(user=request.user, organisation=organisation, by=request.user, now=clock.now())
    except actions.LastAdministrator:
        problem = _("You are the last administrator. Make someone else administrator first")
        return render(request, LeavePage.of_reader(organisation=organisation, problem=problem))
    messages.success(request, _("You have left %(organisation)s.") % {"organisation": organisation.name})
    return HttpResponseRedirect(reverse("accounts:home"))


@require_safe
def mark(request: HttpRequest, name: str) -> HttpResponse:
    """Send an organisation's mark: a PNG of our own making, whose address changes whenever it does."""
    organisation = queries.mark_by_name(name=f"marks/{name}.png")
    with organisation.mark.open("rb") as file:
        response = HttpResponse(file.read(), content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
