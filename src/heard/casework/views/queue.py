"""The queue and its export."""

from typing import cast

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from heard.accounts.doors import Role, StaffRequest, organisation_for, staff
from heard.accounts.pages.people import ChooserPage
from heard.accounts.queries import workplaces_for
from heard.casework.actions import record_export
from heard.casework.exporting import csv_lines
from heard.casework.forms.filtering import QueueFilterForm
from heard.casework.pages.queue import QueuePage
from heard.casework.queries import (
    EXPORTERS,
    READERS,
    Place,
    QueueFilter,
    choices_of,
    may,
    queue,
    search,
    tally,
)
from heard.design import clock
from heard.design.rendering import render


@require_GET
@staff(*READERS)
def choose(request: StaffRequest) -> HttpResponse:
    """Lead to the reader's queue, or let them choose where they read several."""
    organisations = list(workplaces_for(user=request.user, roles=READERS))
    if len(organisations) == 1:
        return HttpResponseRedirect(reverse("casework:queue_of", args=[organisations[0].slug]))
    page = ChooserPage.of(title=_("Queue"), organisations=organisations, url_name="casework:queue_of")
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*READERS)
def queue_of(request: StaffRequest, slug: str) -> HttpResponse:
    """Show one organisation's queue, as the address asks; filters that are sent lead to their address."""
    organisation = organisation_for(user=request.user, slug=slug, roles=READERS)
    given = request.POST if request.method == "POST" else request.GET
    choices = choices_of(organisation=organisation, campaign=given.get("campaign", ""))
    form = QueueFilterForm(given, choices=choices, is_typed=request.method == "POST")
    asked = form.queue_filter() if form.is_valid() else QueueFilter()
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(request.path + asked.query())
    found = search(organisation=organisation, asked=asked, user=request.user)
    page = QueuePage.of(
        organisation=organisation,
        form=form,
        asked=asked,
        queue=queue(
            found=found,
            after=Place.read(request.GET.get("after", "")),
            before=Place.read(request.GET.get("before", "")),
        ),
        tally=tally(found=found),
        is_cut=found.is_cut,
        may_export=may(user=request.user, organisation=organisation, roles=EXPORTERS),
        now=clock.now(),
    )
    return render(request, page)


@require_POST
@staff(Role.CASEWORKER, Role.ANALYST)
def export(request: StaffRequest, slug: str) -> HttpResponse:
    """Hand over the filtered queue as a CSV file, redacted words alone, line by line; who took it is written down."""
    organisation = organisation_for(user=request.user, slug=slug, roles=EXPORTERS)
    choices = choices_of(organisation=organisation, campaign=request.GET.get("campaign", ""))
    form = QueueFilterForm(request.GET, choices=choices)
    if not form.is_valid():
        return HttpResponseRedirect(f"{reverse('casework:queue_of', args=[slug])}?{request.GET.urlencode()}")
    asked, now = form.queue_filter(), clock.now()
    watermark = record_export(
        organisation=organisation, by=request.user, filtered_by=", ".join(asked.parameters()) or "nothing", now=now
    )
    found = search(organisation=organisation, asked=asked, user=request.user, is_whole=True)
    response = StreamingHttpResponse(
        csv_lines(found=found, watermark=watermark), content_type="text/csv; charset=utf-8"
    )
    name = f"queue-{slugify(slug)}-{now:%Y-%m-%d}-{watermark.mark}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast("HttpResponse", response)
