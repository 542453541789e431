"""Where a short link leads, by our own data alone. The hot path and Django's view ask the same functions.

Nothing of the visitor's query string is passed on but a preview token that is right and a refusal to be counted, so
that no advertiser's click id reaches a form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from heard.campaigns import queries
from heard.campaigns.arriving import Trail
from heard.campaigns.hosts import is_allowed
from heard.campaigns.models import Campaign, CampaignState, Destination, Placement
from heard.campaigns.preview import opens_preview


class LinkState(StrEnum):
    """What a link does now. Only OPEN leads to its destination without a preview token."""

    OPEN = "OPEN"
    PREPARING = "PREPARING"
    PAUSED = "PAUSED"
    CLOSED = "CLOSED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, kw_only=True)
class LinkTarget:
    """Where a click on a link goes, and what its visit is counted under."""

    code: str
    location: str
    campaign_id: int
    placement_id: int
    area_id: int | None
    is_test: bool
    state: LinkState


def resolve(code: str, *, preview: str = "", declined: bool = False) -> LinkTarget | None:
    """Return where the link with this code leads; None where there never was such a link."""
    placement = queries.placement_by_code(code)
    return target_of(placement, preview=preview, declined=declined) if placement else None


def target_of(placement: Placement, *, preview: str = "", declined: bool = False) -> LinkTarget:
    """Return where a placement's link leads: its destination while open, else a page that says where to turn."""
    campaign = placement.campaign
    is_preview = opens_preview(campaign_id=campaign.pk, token=preview)
    state = LinkState.WITHDRAWN if placement.withdrawn_at else LinkState(campaign.state)
    trail = Trail(code=placement.code, preview=preview if is_preview else "", declined=declined)
    leads_on = state == LinkState.OPEN or (is_preview and state != LinkState.WITHDRAWN)
    with override(placement.language):
        location = destination_of(placement, trail=trail) if leads_on else landing_path(campaign, trail=trail)
    return LinkTarget(
        code=placement.code,
        location=location,
        campaign_id=campaign.pk,
        placement_id=placement.pk,
        area_id=placement.area_id,
        is_test=is_preview or campaign.state == CampaignState.PREPARING,
        state=state,
    )


def destination_of(placement: Placement, *, trail: Trail) -> str:
    """Return the address of a placement's destination, in the language of its link.

    It is the landing page where an outside host is allowed no longer.
    """
    if placement.destination == Destination.FORM and placement.form:
        return form_path(placement.campaign, form_slug=placement.form.slug, trail=trail)
    if placement.destination == Destination.OUTSIDE and is_allowed(
        placement.outside_url, hosts=placement.campaign.allowed_hosts
    ):
        return placement.outside_url
    return landing_path(placement.campaign, trail=trail)


def landing_path(campaign: Campaign, *, trail: Trail) -> str:
    """Return the path of a campaign's landing page."""
    return reverse("campaigns:landing", args=[campaign.slug]) + trail.query


def contact_path(campaign: Campaign, *, trail: Trail, asked: Mapping[str, str] | None = None) -> str:
    """Return the path of a campaign's "Talk to someone near you" page, with what was asked there."""
    query = urlencode([*(asked or {}).items(), *trail.fields])
    return reverse("campaigns:contact", args=[campaign.slug]) + (f"?{query}" if query else "")


def tap_path(campaign: Campaign, *, trail: Trail, area: str = "") -> str:
    """Return the path at which a page says that a way to reach someone was tapped; `area` is the code of their area."""
    query = urlencode([*([("area", area)] if area else []), *trail.fields])
    return reverse("campaigns:tap", args=[campaign.slug]) + (f"?{query}" if query else "")


def form_path(campaign: Campaign, *, form_slug: str, trail: Trail) -> str:
    """Return the path at which a form starts."""
    return f"{reverse('campaigns:landing', args=[campaign.slug])}{form_slug}/start/{trail.query}"


def short_path(code: str) -> str:
    """Return the path of a short link."""
    return f"/l/{code}"


def short_address(code: str) -> str:
    """Return the whole address of a short link, as it is posted and printed."""
    return f"{settings.HEARD_BASE_URL}{short_path(code)}"
