"""What staff open about urgent contacts."""

from datetime import timedelta

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.rendering import render
from heard.places import actions, pages, queries
from heard.places.forms import ContactForm

CHANGING = ["GET", "HEAD", "POST"]
GOOD_FOR = timedelta(days=365)


@require_safe
@staff(Role.ADMINISTRATOR)
def contacts(request: StaffRequest) -> HttpResponse:
    """The contacts that the reader may change."""
    today = timezone.localdate(clock.now())
    return render(request, pages.contacts_page(contacts=queries.editable_contacts_for(user=request.user), today=today))


@require_http_methods(CHANGING)
@staff(Role.ADMINISTRATOR)
def new(request: StaffRequest) -> HttpResponse:
    """Add a contact."""
    today = timezone.localdate(clock.now())
    form = _form(request, initial={"checked_on": today, "expires_on": today + GOOD_FOR})
    if form.is_valid() and _is_kept(request, form, None):
        return HttpResponseRedirect(pages.contacts_href())
    page = pages.contact_page(contact=None, form=form)
    return render(request, page)


@require_http_methods(CHANGING)
@staff(Role.ADMINISTRATOR)
def contact(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Change a contact."""
    found = queries.contact_for(user=request.user, contact_id=contact_id)
    form = _form(request, initial=ContactForm.initial_of(found))
    if form.is_valid() and _is_kept(request, form, contact_id):
        return HttpResponseRedirect(pages.contacts_href())
    page = pages.contact_page(contact=found, form=form)
    return render(request, page)


@require_POST
@staff(Role.ADMINISTRATOR)
def withdraw(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Take a contact out."""
    found = queries.contact_for(user=request.user, contact_id=contact_id)
    actions.withdraw_contact(contact=found, by=request.user, now=clock.now())
    return HttpResponseRedirect(pages.contacts_href())


def _form(request: StaffRequest, *, initial: dict[str, object]) -> ContactForm:
    return ContactForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        areas=queries.areas_for_contacts_of(user=request.user),
        may_be_everywhere=queries.may_keep_national_contacts(user=request.user),
    )


def _is_kept(request: StaffRequest, form: ContactForm, contact_id: int | None) -> bool:
    found = queries.contact_for(user=request.user, contact_id=contact_id) if contact_id else None
    given = actions.ContactDetails(**form.cleaned_data)
    try:
        actions.change_contact(contact=found, given=given, by=request.user, now=clock.now())
    except actions.ContactTaken:
        form.add_error("name", _("The area has a contact of this name and kind already"))
        return False
    return True
