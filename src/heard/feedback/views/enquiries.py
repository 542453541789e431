"""Logging enquiries, finding them again, and counting them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import StaffRequest, staff
from heard.design import clock
from heard.design.paging import pager
from heard.design.rendering import render
from heard.feedback.actions import enquiring
from heard.feedback.forms.enquiries import EnquiryFilterForm, EnquiryForm
from heard.feedback.pages import enquiries as pages
from heard.feedback.queries import enquiries as queries
from heard.places.queries import areas_to_choose


@require_safe
@staff(*queries.READERS)
def enquiries(request: StaffRequest) -> HttpResponse:
    """Lead to the enquiries of the reader's first organisation."""
    first = queries.organisations_with_enquiries_for(user=request.user)[0]
    return HttpResponseRedirect(reverse("feedback:enquiries_of", args=[first.slug]))


@require_safe
@staff(*queries.READERS)
def enquiries_of(request: StaffRequest, slug: str) -> HttpResponse:
    """One organisation's enquiries."""
    organisation = queries.organisation_with_enquiries_for(user=request.user, slug=slug)
    form = EnquiryFilterForm(request.GET)
    asked = queries.Asked(organisation=organisation, **(form.cleaned_data if form.is_valid() else {}))
    found = queries.found(asked=asked)
    pages_of_list = pager(query=request.GET, total=found.count())
    page = pages.enquiries_page(
        organisation=organisation,
        readable=queries.organisations_with_enquiries_for(user=request.user),
        form=form,
        enquiries=found[pages_of_list.offset : pages_of_list.offset + pages_of_list.per_page],
        pager=pages_of_list,
        can_log=queries.organisations_to_log_for(user=request.user).filter(pk=organisation.pk).exists(),
    )
    return render(request, page)


@require_safe
@staff(*queries.READERS)
def enquiry_figures(request: StaffRequest, slug: str) -> HttpResponse:
    """How many enquiries one organisation had."""
    organisation = queries.organisation_with_enquiries_for(user=request.user, slug=slug)
    form = EnquiryFilterForm(request.GET)
    asked = queries.Asked(organisation=organisation, **(form.cleaned_data if form.is_valid() else {}))
    page = pages.figures_page(
        organisation=organisation,
        readable=queries.organisations_with_enquiries_for(user=request.user),
        form=form,
        tallies=queries.tallies(asked=asked),
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*queries.LOGGERS)
def enquiry_new(request: StaffRequest) -> HttpResponse:
    """Log an enquiry, and be ready for the next."""
    now = clock.now()
    mine = list(queries.organisations_to_log_for(user=request.user))
    form = _form(request, mine, initial={"received_on": timezone.localdate(now), "organisation": mine[0].slug})
    if form.is_valid():
        try:
            enquiring.log_enquiry(enquiry=enquiring.EnquiryIn(**form.cleaned_data), by=request.user, now=now)
        except enquiring.CannotRedact:
            form.add_error("words", _cannot_redact())
        else:
            messages.info(request, _("The enquiry is logged. You can log the next one."))
            return HttpResponseRedirect(reverse("feedback:enquiry_new"))
    return render(request, pages.enquiry_page(form=form, more_is_open=len(mine) > 1))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*queries.LOGGERS)
def enquiry(request: StaffRequest, enquiry_id: int) -> HttpResponse:
    """One enquiry: mend it, or go on with it as feedback."""
    found = queries.enquiry_for(user=request.user, enquiry_id=enquiry_id)
    form = _form(
        request, [found.organisation], initial=pages.initial_of(found), is_feedback=found.became_id is not None
    )
    if form.is_valid():
        try:
            enquiring.change_enquiry(
                enquiry=found, told=enquiring.EnquiryIn(**form.cleaned_data), by=request.user, now=clock.now()
            )
        except enquiring.CannotRedact:
            form.add_error("words", _cannot_redact())
        else:
            messages.info(request, _("The enquiry is saved."))
            return HttpResponseRedirect(reverse("feedback:enquiries_of", args=[found.organisation.slug]))
    forms = queries.forms_to_go_on_with(enquiry=found)
    return render(request, pages.enquiry_page(form=form, enquiry=found, forms=forms))


def _form(request: StaffRequest, organisations: list[Any], *, initial: Any, is_feedback: bool = False) -> EnquiryForm:
    today = timezone.localdate(clock.now())
    return EnquiryForm(
        request.POST or None,
        organisations=organisations,
        offices=queries.offices_to_choose(organisations=organisations),
        campaigns=queries.campaigns_to_choose(organisations=organisations),
        areas=areas_to_choose(today=today),
        today=today,
        is_feedback=is_feedback,
        initial=initial,
    )


def _cannot_redact() -> str:
    return _("This could not be searched for names and numbers. Write it in plain words, or leave it empty")
