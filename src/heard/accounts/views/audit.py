"""The audit log of an organisation."""

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts import queries
from heard.accounts.doors import Role, StaffRequest, organisation_for, staff
from heard.accounts.forms.audit import AuditFilterForm
from heard.accounts.pages.audit import AuditPage
from heard.accounts.pages.people import ChooserPage
from heard.design.rendering import render

READERS = (Role.ADMINISTRATOR, Role.PRIVACY_LEAD)
LINES_PER_PAGE = 50


@staff(*READERS)
def audit(request: StaffRequest) -> HttpResponse:
    """Lead to the reader's organisation, or let them choose where they read several."""
    organisations = list(queries.workplaces_for(user=request.user, roles=READERS))
    if len(organisations) == 1:
        return HttpResponseRedirect(reverse("accounts:audit_of", args=[organisations[0].slug]))
    page = ChooserPage.of(title=_("Audit log"), organisations=organisations, url_name="accounts:audit_of")
    return render(request, page)


@staff(*READERS)
def audit_of(request: StaffRequest, slug: str) -> HttpResponse:
    """Show what was done in one organisation, filtered by what the address asks."""
    organisation = organisation_for(user=request.user, slug=slug, roles=READERS)
    form = AuditFilterForm(request.GET, people=queries.audited_people(organisation=organisation))
    wanted = form.cleaned_data if form.is_valid() else {}
    lines = Paginator(queries.audit_lines(organisation=organisation, **wanted), LINES_PER_PAGE)
    shown = lines.get_page(request.GET.get("page"))
    page = AuditPage.of(
        organisation=organisation,
        form=form,
        lines=shown,
        names=queries.names_of_subjects(lines=shown),
        asked={name: str(value) for name, value in request.GET.items() if name != "page" and value},
    )
    return render(request, page)
