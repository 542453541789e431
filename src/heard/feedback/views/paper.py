"""Printing a form: for everyone from the landing page, for staff with numbers and what stands around it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import StaffRequest, staff
from heard.campaigns.links import short_address
from heard.campaigns.pages.asking import ask_page
from heard.design import clock
from heard.design.rendering import render
from heard.feedback.actions import papering
from heard.feedback.forms.paper import AddressForm, NumbersForm
from heard.feedback.pages.paper import paper_page
from heard.feedback.paper import Print, numbers_between, pdf_of, sheet_of
from heard.feedback.queries import papering as queries
from heard.feedback.queries.forms import first_pages
from heard.feedback.views.sittings import see_other

if TYPE_CHECKING:
    from heard.campaigns.models import Form


@require_safe
def print_form(request: HttpRequest, campaign: str, form: str, *, is_large: bool) -> HttpResponse:
    """The form as a PDF, for anyone who would rather write."""
    found = queries.form_to_print(campaign=campaign, form=form)
    return _pdf(found, numbers=(), is_large=is_large)


@require_safe
@staff(*queries.PRINTERS)
def paper(request: StaffRequest, campaign: str, form: str) -> HttpResponse:
    """One form on paper: its files and its numbers."""
    found = queries.form_to_print_for(user=request.user, campaign=campaign, form=form)
    page = paper_page(
        form=found,
        placement=queries.print_placement(form=found),
        runs=queries.runs_of(form=found),
        can_set=queries.may_set_up(user=request.user, form=found),
    )
    return render(request, page)


@require_safe
@staff(*queries.PRINTERS)
def paper_pdf(request: StaffRequest, campaign: str, form: str, *, is_large: bool) -> HttpResponse:
    """The form as a PDF; with a print run named, a numbered copy for each of its numbers."""
    found = queries.form_to_print_for(user=request.user, campaign=campaign, form=form)
    run = queries.run_of(form=found, run_id=request.GET.get("run", ""))
    return _pdf(found, numbers=numbers_between(run.first, run.last) if run else (), is_large=is_large)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*queries.SETTERS)
def paper_address(request: StaffRequest, campaign: str, form: str) -> HttpResponse:
    """Say where the paper is posted to."""
    found = queries.form_to_print_for(user=request.user, campaign=campaign, form=form, roles=queries.SETTERS)
    asked = AddressForm(request.POST or None, initial={"return_address": found.return_address})
    if asked.is_valid():
        address = asked.cleaned_data["return_address"]
        papering.set_up_paper(form=found, return_address=address, by=request.user, now=clock.now())
        return see_other(_home(campaign, form))
    page = ask_page(
        title=_("Where is the paper form posted to?"),
        form=asked,
        button=_("Save"),
        back_href=_home(campaign, form),
        sentences=(_("People can print the form from the landing page once it says where to post it."),),
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*queries.PRINTERS)
def paper_numbers(request: StaffRequest, campaign: str, form: str) -> HttpResponse:
    """Give out numbers for copies, so that none is entered twice."""
    found = queries.form_to_print_for(user=request.user, campaign=campaign, form=form)
    asked = NumbersForm(request.POST or None)
    if asked.is_valid():
        papering.number_copies(form=found, count=asked.cleaned_data["count"], by=request.user, now=clock.now())
        return see_other(_home(campaign, form))
    page = ask_page(
        title=_("How many numbered copies?"),
        form=asked,
        button=_("Give out the numbers"),
        back_href=_home(campaign, form),
        sentences=(_("Each number is given out once. You can print a run again, but not hand out both."),),
    )
    return render(request, page)


def _home(campaign: str, form: str) -> str:
    return reverse("feedback:paper", args=[campaign, form])


def _pdf(form: "Form", *, numbers: tuple[int, ...], is_large: bool) -> HttpResponse:
    placement = queries.print_placement(form=form)
    made = pdf_of(
        Print(
            title=form.title,
            campaign=form.campaign.title,
            organisation=form.organisation.name,
            phone=form.campaign.contact_phone,
            return_address=form.return_address,
            address=short_address(placement.code) if placement else "",
            sheet=sheet_of(first_pages(form=form, now=clock.now())),
            is_large=is_large,
            numbers=numbers,
        )
    )
    name = f"{form.campaign.slug}-{form.slug}{'-large-print' if is_large else ''}.pdf"
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
