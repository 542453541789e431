"""What staff open about offices."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.rendering import render
from heard.places import actions, pages, queries
from heard.places.forms import OfficeForm


@require_safe
@staff(Role.CAMPAIGN_MANAGER, Role.ADMINISTRATOR)
def offices(request: StaffRequest) -> HttpResponse:
    """The list of offices: their details are public, so every manager sees all."""
    editable = {office.pk for office in queries.editable_offices_for(user=request.user)}
    return render(request, pages.offices_page(offices=queries.offices(), editable=editable))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.ADMINISTRATOR)
def office(request: StaffRequest, office_id: int) -> HttpResponse:
    """Change how an office can be reached."""
    found = queries.office_for(user=request.user, office_id=office_id)
    form = OfficeForm(request.POST) if request.method == "POST" else OfficeForm.of(found)
    if form.is_valid():
        details = actions.OfficeDetails(**form.cleaned_data)
        actions.change_office(office=found, details=details, by=request.user, now=clock.now())
        return HttpResponseRedirect(pages.offices_href())
    page = pages.office_page(office=found, form=form)
    return render(request, page, status=422 if page.has_errors else 200)
