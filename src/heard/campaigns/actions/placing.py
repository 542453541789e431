"""Placing links: one short link per place, its code, and its end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.encoding import iri_to_uri
from django.utils.timezone import localdate

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns import queries
from heard.campaigns.codes import is_code, next_code, stem_of
from heard.campaigns.grids import MOST, Grid, Planned, lay_out, name_of
from heard.campaigns.hosts import Fault, fault_of
from heard.campaigns.models import Campaign, CampaignState, Channel, Destination, Form, Partner, Placement, Post, Wave
from heard.campaigns.models.campaigns import LONGEST_OUTSIDE
from heard.campaigns.queries.posts import posts_by_name
from heard.design.languages import ENGLISH
from heard.design.once import anew, once
from heard.places.models import Area


class CampaignClosed(Exception):
    """The campaign has closed: no more links are placed."""


class OutsideNotAllowed(Exception):
    """The outside address cannot be led to; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class OutsideTooLong(Exception):
    """The outside address is longer than 500 signs in plain letters, with the words for its own statistics."""


class TooManyLinks(Exception):
    """The grid is larger than what is made in one go."""


class AllThere(Exception):
    """Every link of the grid is there already."""


class CodeRefused(Exception):
    """The code has other signs than a to z, 2 to 9 and hyphens between words, or is too short or too long."""


class CodeTaken(Exception):
    """Another link has this code."""


class AlreadyFollowed(Exception):
    """Someone has followed the link: its code stands as it was passed on."""


class AlreadyWithdrawn(Exception):
    """The link was withdrawn before."""


@dataclass(frozen=True, kw_only=True)
class PlacementPlan:
    """Where a link is to stand and lead. `form` is for Destination.FORM and `outside_url` for Destination.OUTSIDE.

    `area` is where the people are who see it, where that is known.
    """

    channel: Channel
    post: str = ""
    is_paid: bool = False
    wave: Wave | None = None
    partner: Partner | None = None
    destination: Destination = Destination.LANDING
    form: Form | None = None
    outside_url: str = ""
    area: Area | None = None
    language: str = ENGLISH.code


@transaction.atomic
def place(*, campaign: Campaign, plan: PlacementPlan, by: User | None, now: datetime) -> Placement:
    """Place a link and give it a readable code.

    Raises CampaignClosed, OutsideNotAllowed and OutsideTooLong.
    """
    campaign = Campaign.objects.select_for_update().select_related("owner").get(pk=campaign.pk)
    if campaign.state == CampaignState.CLOSED:
        raise CampaignClosed
    plan = replace(plan, outside_url=_outside(campaign, plan.destination, plan.outside_url))
    posts = posts_by_name(campaign=campaign)
    placement = anew(
        lambda: _save_new(_placement(campaign, plan, code=_free_code(campaign, plan), posts=posts, now=now))
    )
    _record("campaigns.placement.made", placement, by=by, now=now)
    return placement


@transaction.atomic
def place_all(*, campaign: Campaign, grid: Grid, by: User | None, now: datetime) -> list[Placement]:
    """Place every link of a grid that is not there yet, all or none, with one audit line for all of them.

    Raises CampaignClosed, OutsideNotAllowed, OutsideTooLong, TooManyLinks and AllThere.
    """
    campaign = Campaign.objects.select_for_update().select_related("owner").get(pk=campaign.pk)
    if campaign.state == CampaignState.CLOSED:
        raise CampaignClosed
    posts = posts_by_name(campaign=campaign)
    made = anew(
        lambda: Placement.objects.bulk_create(
            _placement(campaign, _plan_of(planned, grid=grid), code=planned.code, posts=posts, now=now)
            for planned in laid_out_grid(campaign=campaign, grid=grid, now=now)
            if not planned.is_there
        )
    )
    if not made:
        raise AllThere
    record(
        code="campaigns.placements.made",
        subject=campaign,
        by=by,
        now=now,
        organisation=campaign.owner,
        links=len(made),
        first=made[0].code,
        last=made[-1].code,
    )
    return made


def laid_out_grid(*, campaign: Campaign, grid: Grid, now: datetime) -> tuple[Planned, ...]:
    """Return every link of a grid that may be placed; nothing is written.

    Raises OutsideNotAllowed, OutsideTooLong and TooManyLinks.
    """
    if grid.size > MOST:
        raise TooManyLinks
    outside_url = _outside(campaign, grid.destination, grid.outside_url)
    found = lay_out(campaign=campaign, grid=replace(grid, outside_url=outside_url), today=localdate(now))
    if any(len(planned.outside_url) > LONGEST_OUTSIDE for planned in found):
        raise OutsideTooLong
    return found


def _outside(campaign: Campaign, destination: Destination, address: str) -> str:
    """Return the address outside in plain signs; nothing where the links lead elsewhere."""
    if destination != Destination.OUTSIDE:
        return ""
    # A space is not made plain: two addresses, or words around one, would become one that leads nowhere.
    plain = iri_to_uri(address) if not any(char.isspace() for char in address) else address
    if fault := fault_of(plain, hosts=campaign.allowed_hosts):
        raise OutsideNotAllowed(fault)
    if len(plain) > LONGEST_OUTSIDE:
        raise OutsideTooLong
    return plain


def _plan_of(planned: Planned, *, grid: Grid) -> PlacementPlan:
    return PlacementPlan(
        channel=planned.channel,
        post=planned.post,
        is_paid=grid.is_paid,
        wave=grid.wave,
        partner=planned.partner,
        destination=grid.destination,
        form=grid.form,
        outside_url=planned.outside_url,
        area=planned.area,
        language=grid.language,
    )


def _placement(
    campaign: Campaign, plan: PlacementPlan, *, code: str, posts: Mapping[str, Post], now: datetime
) -> Placement:
    return Placement(
        campaign=campaign,
        wave=plan.wave,
        partner=plan.partner,
        channel=plan.channel,
        post=plan.post,
        ready_post=posts.get(plan.post.casefold()),
        is_paid=plan.is_paid,
        destination=plan.destination,
        form=plan.form if plan.destination == Destination.FORM else None,
        outside_url=plan.outside_url,
        area=plan.area,
        code=code,
        language=plan.language,
        created_at=now,
    )


def _save_new(placement: Placement) -> Placement:
    placement.save(force_insert=True)
    return placement


def _free_code(campaign: Campaign, plan: PlacementPlan) -> str:
    stem = stem_of(name=name_of(campaign, plan.partner), channel=plan.channel)
    return next_code(stem=stem, taken=queries.codes_beginning_with(stem=stem))


@transaction.atomic
def change_code(*, placement: Placement, code: str, by: User | None, now: datetime) -> None:
    """Give a link another code before anyone has followed it. Raises CodeRefused, CodeTaken and AlreadyFollowed."""
    if not is_code(code):
        raise CodeRefused
    if queries.has_clicks(placement=placement):
        raise AlreadyFollowed
    if Placement.objects.filter(code=code).exclude(pk=placement.pk).exists():
        raise CodeTaken
    before, placement.code = placement.code, code
    with once(CodeTaken):
        placement.save(update_fields=["code"])
    _record("campaigns.placement.recoded", placement, by=by, now=now, before=before)


@transaction.atomic
def schedule(*, placement: Placement, at: datetime | None, by: User | None, now: datetime) -> None:
    """Say when a link goes out; None takes it off the calendar."""
    placement.goes_out_at = at
    placement.save(update_fields=["goes_out_at"])
    moment = at.isoformat(timespec="minutes") if at else ""
    _record("campaigns.placement.scheduled", placement, by=by, now=now, moment=moment)


@transaction.atomic
def withdraw(*, placement: Placement, by: User | None, now: datetime) -> None:
    """Withdraw a link: from now on it says where to turn instead of leading on. Raises AlreadyWithdrawn."""
    if placement.withdrawn_at:
        raise AlreadyWithdrawn
    placement.withdrawn_at = now
    placement.save(update_fields=["withdrawn_at"])
    _record("campaigns.placement.withdrawn", placement, by=by, now=now)


def _record(code: str, placement: Placement, *, by: User | None, now: datetime, **detail: str) -> None:
    record(
        code=code,
        subject=placement,
        by=by,
        now=now,
        organisation=placement.campaign.owner,
        link=placement.code,
        **detail,
    )
