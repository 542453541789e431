"""What everyone may open: the landing page, the contact page, and short links."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.brands import brand_of
from heard.accounts.queries import keeper_of
from heard.campaigns import arriving, links, queries, visiting
from heard.campaigns.arriving import Arrival, Trail
from heard.campaigns.forms.public import AreaSearchForm
from heard.campaigns.pages import public as pages
from heard.campaigns.pages.contact import contact_page, problem_of
from heard.campaigns.pages.filming import film_href
from heard.campaigns.tapping import tapped_kind
from heard.campaigns.translating import Reader
from heard.campaigns.visiting import VisitKind
from heard.design import clock
from heard.design.origins import came_from_here
from heard.design.rendering import Brand, render
from heard.places import queries as places

if TYPE_CHECKING:
    from heard.campaigns.models import Campaign
    from heard.places.models import Area, Office
    from heard.places.queries import Contact


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front page: the landing page of the campaign chosen for it, or a list of those that are open."""
    campaign = queries.front_page_campaign()
    if campaign is None:
        campaigns = [Reader(one).campaign() for one in queries.open_campaigns()]
        return render(request, pages.front_without_campaign_page(campaigns=campaigns))
    return landing(request, campaign.slug)


@require_safe
def landing(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """A campaign's landing page; where it is not open to this visitor, where to turn."""
    campaign = queries.public_campaign(campaign_slug)
    now = clock.now()
    arrival = arriving.arrival_of(request=request, campaign=campaign)
    visiting.count_visit(
        request=request, kind=VisitKind.LANDING, campaign=campaign, placement=arrival.placement, now=now
    )
    said = Reader(campaign)
    campaign, forms = said.campaign(), said.forms(queries.offered_forms(campaign=campaign))
    page: pages.LandingPage | pages.TurnPage
    if not arrival.is_open:
        page = pages.turn_page(campaign=campaign, arrival=arrival)
    elif arrival.placement and arrival.placement.withdrawn_at:
        page = pages.withdrawn_page(campaign=campaign, forms=forms, arrival=arrival)
    else:
        near = _near(arrival, now=now)
        if any(office.phone for office in near):
            visiting.count_visit(
                request=request, kind=VisitKind.NUMBER_SHOWN, campaign=campaign, placement=arrival.placement, now=now
            )
        wave = said.wave(arrival.placement.wave) if arrival.placement else None
        page = pages.landing_page(campaign=campaign, forms=forms, arrival=arrival, near=near, now=now, wave=wave)
    contacts = _contacts(arrival.placement.area if arrival.placement else None)
    shown = pages.with_numbers(page, contacts=contacts, now=now)
    return render(request, shown, brand=_brand(campaign, arrival.trail))


def _near(arrival: Arrival, *, now: datetime) -> "list[Office]":
    """Return the offices near those who see the visitor's link, where that is known."""
    area = arrival.placement.area if arrival.placement else None
    return places.offices_for_area(area, today=timezone.localdate(now)) if area else []


@csrf_exempt  # it looks up and counts, and changes nothing: the page then needs no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """ "Talk to someone near you": the office for a postcode, town or council. What is written is posted, and not kept.

    Where the answer leads on, addresses carry the code of an area and nothing that was written.
    """
    now = clock.now()
    campaign = queries.public_campaign(campaign_slug)
    arrival = arriving.arrival_of(request=request, campaign=campaign)
    if campaign.is_preparing and not arrival.is_open:
        return render(request, pages.turn_page(campaign=campaign, arrival=arrival))
    asked = request.POST if request.method == "POST" else request.GET
    today = timezone.localdate(now)
    look = places.look_up(
        words=asked.get("q", ""),
        code=request.GET.get("area", "")[:12],
        today=today,
        follows_a_search="found" in request.GET,
    )
    done = [*([VisitKind.LOOKUP] if look.is_new else []), *([VisitKind.NUMBER_SHOWN] if look.shows_number else [])]
    for kind in done:
        visiting.count_visit(
            request=request, kind=kind, campaign=campaign, placement=arrival.placement, area=look.area, now=now
        )
    page = contact_page(
        campaign=campaign,
        form=AreaSearchForm.answering(asked, problem=problem_of(look)),
        arrival=arrival,
        look=look,
        every_area=places.areas_with_offices(today=today),
        now=now,
    )
    shown = pages.with_numbers(page, contacts=_contacts(look.area), now=now)
    return render(request, shown, brand=_brand(campaign, arrival.trail))


@csrf_exempt  # it counts, and changes nothing else: the origin is check enough, and the page then needs no cookie
@require_POST
def tap(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Count that a way to reach someone was tapped; plain taps of known campaigns are answered by the hot path."""
    kind = tapped_kind(request.GET.get("kind", ""))
    campaign = queries.public_campaign(campaign_slug)
    arrival = arriving.arrival_of(request=request, campaign=campaign)
    if kind and came_from_here(request) and (arrival.is_open or not campaign.is_preparing):
        visiting.count_visit(
            request=request,
            kind=kind,
            campaign=campaign,
            placement=arrival.placement,
            area=places.area_by_code(code=request.GET.get("area", "")[:12]),
            now=clock.now(),
        )
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


@require_safe
def link(request: HttpRequest, code: str) -> HttpResponse:
    """A short link: count the click and lead on. The hot path answers those that lead straight on."""
    placement = queries.placement_by_code(code)
    if placement is None:
        return _unknown_link(request)
    target = links.target_of(
        placement,
        preview=arriving.token_of(request=request, campaign=placement.campaign),
        declined="nostats" in request.GET,
    )
    visiting.count_visit(
        request=request, kind=VisitKind.CLICK, campaign=placement.campaign, placement=placement, now=clock.now()
    )
    return HttpResponseRedirect(target.location, headers={"Cache-Control": "no-store"})


def _unknown_link(request: HttpRequest) -> HttpResponse:
    front_campaign = queries.front_page_campaign()
    campaign = front_campaign if front_campaign and front_campaign.is_open else None
    forms = queries.offered_forms(campaign=campaign) if campaign else []
    page = pages.unknown_link_page(campaign=campaign, forms=forms)
    brand = _brand(campaign, Trail()) if campaign else None
    return render(request, page, status=404, brand=brand)


def _contacts(area: "Area | None") -> "tuple[Contact, ...]":
    """Return whom to call when someone is in danger, in the area where that is known."""
    return places.urgent_contacts(areas=(area,) if area else (), today=timezone.localdate(clock.now()))


def _brand(campaign: "Campaign", trail: Trail) -> Brand:
    brand = brand_of(keeper_of(organisation=campaign.owner), href=links.landing_path(campaign, trail=trail))
    return replace(brand, film_href=film_href(campaign, trail=trail))
