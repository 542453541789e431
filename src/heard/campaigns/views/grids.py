"""What managers open: many links at once, the list of them, and what can be taken away."""

from typing import TYPE_CHECKING, cast

from django.http import HttpResponse, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.campaigns import actions, queries, taking
from heard.campaigns.forms.grids import GridForm, WhichForm
from heard.campaigns.forms.placing import CodesForm
from heard.campaigns.pages import asking, shown
from heard.campaigns.pages import grids as pages
from heard.design import clock
from heard.design.paging import pager
from heard.design.rendering import render
from heard.places import queries as places

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from heard.campaigns.models import Campaign, Placement

READERS = (Role.CAMPAIGN_MANAGER, Role.ANALYST)
PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def grid(request: StaffRequest, slug: str) -> HttpResponse:
    """Place many links: questions, then every link that they would make, then the links."""
    now = clock.now()
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    form = GridForm(
        request.POST or None,
        partners=queries.partners_of(campaign=campaign),
        waves=queries.waves_of(campaign=campaign),
        offered=queries.offered_forms(campaign=campaign),
        hosts=campaign.allowed_hosts,
        areas=places.areas_to_choose(today=localdate(now)),
    )
    step = request.POST.get("step", "")
    if form.is_valid() and step != "change":
        try:
            if step != "make":
                laid_out = actions.laid_out_grid(campaign=campaign, grid=form.grid, now=now)
                return render(request, pages.grid_page(campaign=campaign, laid_out=laid_out, sent=request.POST))
            actions.place_all(campaign=campaign, grid=form.grid, by=request.user, now=now)
        except actions.OutsideNotAllowed as refused:
            form.add_error("outside_url", shown.outside_refused(refused.fault, hosts=campaign.allowed_hosts))
        except actions.OutsideTooLong:
            form.add_error("outside_url", shown.outside_too_long())
        except actions.CampaignClosed:
            form.add_error(None, _("The campaign has closed. No more links can be placed."))
        except actions.AllThere:
            form.add_error(None, _("Every one of these links is there already."))
        else:
            return HttpResponseRedirect(reverse("campaigns:links", args=[campaign.slug]))
    page = asking.ask_page(
        title=_("Place many links"),
        form=form,
        button=_("Show the links"),
        back_href=shown.campaign_href(campaign),
        sentences=(_("Every partner × every place × every post. You see each link before any is made."),),
    )
    return render(request, page)


@require_safe
@staff(*READERS)
def links(request: StaffRequest, slug: str) -> HttpResponse:
    """The campaign's links, page by page."""
    return _links(request, slug, CodesForm(initial={"cm": 4, "dpi": 300}))


@require_safe
@staff(*READERS)
def links_csv(request: StaffRequest, slug: str) -> HttpResponse:
    """The chosen links as CSV."""
    campaign = queries.campaign_for(user=request.user, slug=slug)
    placements = _chosen(request.GET, campaign)
    response = StreamingHttpResponse(
        taking.csv_of(placements.iterator(chunk_size=500)), content_type="text/csv; charset=utf-8"
    )
    return _named(response, f"{campaign.slug}-links.csv")


@require_safe
@staff(*READERS)
def links_xlsx(request: StaffRequest, slug: str) -> HttpResponse:
    """The chosen links as a workbook."""
    campaign = queries.campaign_for(user=request.user, slug=slug)
    placements = _chosen(request.GET, campaign)
    response = HttpResponse(taking.xlsx_of(placements.iterator(chunk_size=500)), content_type=taking.XLSX)
    return _named(response, f"{campaign.slug}-links.xlsx")


@require_safe
@staff(*READERS)
def links_codes(request: StaffRequest, slug: str) -> HttpResponse:
    """The chosen links' QR codes in one ZIP."""
    form = CodesForm(request.GET)
    if not form.is_valid():
        return _links(request, slug, form)
    campaign = queries.campaign_for(user=request.user, slug=slug)
    pieces = taking.codes_of(
        _chosen(request.GET, campaign).iterator(chunk_size=500),
        cm=form.cleaned_data["cm"],
        dpi=form.cleaned_data["dpi"],
    )
    return _named(StreamingHttpResponse(pieces, content_type="application/zip"), f"{campaign.slug}-qr-codes.zip")


def _links(request: StaffRequest, slug: str, form: CodesForm) -> HttpResponse:
    campaign = queries.campaign_for(user=request.user, slug=slug)
    which = _which(request.GET, campaign)
    placements = queries.placements_of(campaign=campaign, which=which.which)
    cut = pager(query=request.GET, total=placements.count(), per_page=PER_PAGE)
    page = pages.links_page(
        campaign=campaign,
        which=which,
        placements=placements[cut.offset : cut.offset + cut.per_page],
        pager=cut,
        form=form,
        sent=request.GET,
        can_change=queries.may_manage(user=request.user, campaign=campaign),
    )
    return render(request, page)


def _which(sent: QueryDict, campaign: "Campaign") -> WhichForm:
    return WhichForm(
        sent or {}, partners=queries.partners_of(campaign=campaign), waves=queries.waves_of(campaign=campaign)
    )


def _chosen(sent: QueryDict, campaign: "Campaign") -> "QuerySet[Placement]":
    return queries.placements_of(campaign=campaign, which=_which(sent, campaign).which).select_related("campaign")


def _named(response: HttpResponse | StreamingHttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast("HttpResponse", response)
