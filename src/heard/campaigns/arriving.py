"""How a visitor came to a campaign, what they carry from page to page, and whether they may come in."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from heard.accounts.models import User
from heard.campaigns import queries
from heard.campaigns.models import Campaign, Placement
from heard.campaigns.preview import opens_preview, preview_token


@dataclass(frozen=True, kw_only=True)
class Trail:
    """What a visitor carries from page to page in the address: the link they came by, a preview token, a refusal."""

    code: str = ""
    preview: str = ""
    declined: bool = False

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The trail as hidden fields of a form that is sent by GET."""
        pairs = (("p", self.code), ("preview", self.preview), ("nostats", "1" if self.declined else ""))
        return tuple((name, value) for name, value in pairs if value)

    @property
    def query(self) -> str:
        """The trail as the end of an address: empty, or beginning with `?`."""
        return f"?{urlencode(self.fields)}" if self.fields else ""


def trail_of(request: HttpRequest) -> Trail:
    """Return the trail in the request's address, each part cut to a sane length."""
    return Trail(
        code=request.GET.get("p", "")[:40],
        preview=request.GET.get("preview", "")[:80],
        declined="nostats" in request.GET,
    )


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """Whether a visitor may use a campaign's doors and forms, and whether what they do is a test."""

    is_open: bool
    is_test: bool


def entrance(*, request: HttpRequest, campaign: Campaign) -> Entrance:
    """Return whether the visitor may come in: anyone while it is open, staff of the campaign while it is prepared.

    A preview token opens it in any state, and marks what is done as a test.
    """
    if opens_preview(campaign_id=campaign.pk, token=request.GET.get("preview", "")):
        return Entrance(is_open=True, is_test=True)
    if campaign.is_preparing:
        return Entrance(is_open=_is_staff(request, campaign), is_test=True)
    return Entrance(is_open=campaign.is_open, is_test=False)


def _is_staff(request: HttpRequest, campaign: Campaign) -> bool:
    return isinstance(request.user, User) and queries.is_staff_of(user=request.user, campaign=campaign)


def token_of(*, request: HttpRequest, campaign: Campaign) -> str:
    """Return the preview token that the visitor brings; staff of a campaign in preparation need not bring it."""
    if campaign.is_preparing and _is_staff(request, campaign):
        return preview_token(campaign_id=campaign.pk)
    return request.GET.get("preview", "")[:80]


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """How a visitor came to a campaign: by which link, with what to carry on, and whether they may come in."""

    trail: Trail
    placement: Placement | None
    is_open: bool
    is_test: bool


def arrival_of(*, request: HttpRequest, campaign: Campaign) -> Arrival:
    """Return how the visitor came. Another campaign's link, an unknown one and a wrong token are not carried on."""
    trail = trail_of(request)
    placement = queries.placement_by_code(trail.code) if trail.code else None
    if placement and placement.campaign_id != campaign.pk:
        placement = None
    is_preview = opens_preview(campaign_id=campaign.pk, token=trail.preview)
    door = entrance(request=request, campaign=campaign)
    return Arrival(
        trail=Trail(
            code=placement.code if placement else "",
            preview=trail.preview if is_preview else "",
            declined=trail.declined,
        ),
        placement=placement,
        is_open=door.is_open,
        is_test=door.is_test,
    )
