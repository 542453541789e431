"""What stands on other people's websites: the frame with its two doors, the way through them, and the sizing script."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from heard.accounts.brands import brand_of
from heard.accounts.queries import keeper_of
from heard.campaigns import links, queries, visiting
from heard.campaigns.arriving import Trail
from heard.campaigns.links import LinkState
from heard.campaigns.visiting import VisitKind
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.rendering import render, shell_of, spoken
from heard.publication import pages

SIZER = Path(__file__).parents[1] / "data" / "sizer.js"

_FRAMED = {"script-src": [SELF], "style-src": [SELF, NONCE], "form-action": [NONE], "frame-ancestors": ["*"]}
"""The one page that others may frame: it holds two links, and nothing that a click could be stolen for."""


@require_safe
@xframe_options_exempt
@csp_replace(_FRAMED)  # type: ignore[arg-type]
def frame(request: HttpRequest, code: str) -> HttpResponse:
    """The two doors, to be shown on a partner's website. Showing them counts nothing and stores nothing."""
    placement = queries.placement_by_code(code)
    if placement is None:
        raise NotFound
    with override(placement.language):
        brand = brand_of(keeper_of(organisation=placement.campaign.owner))
        request.shell = replace(shell_of(request), brand=brand, **spoken())  # type: ignore[attr-defined]
        page = pages.frame_page(
            placement=placement,
            is_open=placement.campaign.is_open and placement.withdrawn_at is None,
            is_sized="sized" in request.GET,
        )
        response = render(request, page)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def frame_door(request: HttpRequest, code: str, door: str) -> HttpResponse:
    """Go through one of the doors at top level: counted as a click of the partner's link, like the link itself."""
    placement = queries.placement_by_code(code)
    if placement is None or door not in {"tell", "talk"}:
        raise NotFound
    target = links.target_of(placement, declined="nostats" in request.GET)
    visiting.count_visit(
        request=request, kind=VisitKind.CLICK, campaign=placement.campaign, placement=placement, now=clock.now()
    )
    location = target.location
    if target.state == LinkState.OPEN and (door == "talk" or placement.form is None):
        trail = Trail(code=placement.code, declined="nostats" in request.GET)
        forms = queries.offered_forms(campaign=placement.campaign)
        with override(placement.language):
            if door == "talk":
                location = links.contact_path(placement.campaign, trail=trail)
            elif len(forms) == 1:
                location = links.form_path(placement.campaign, form_slug=forms[0].slug, trail=trail)
            else:
                location = links.landing_path(placement.campaign, trail=trail)
    return HttpResponseRedirect(location)


@require_safe
def sizer(request: HttpRequest) -> HttpResponse:
    """The script that partners may put beside a frame; its address stays the same from release to release."""
    return HttpResponse(
        _script(),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "public, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"},
    )


@cache
def _script() -> bytes:
    return SIZER.read_bytes()
