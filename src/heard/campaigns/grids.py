"""Many links at once: partners × channels × posts, laid out before any is made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from heard.campaigns import queries
from heard.campaigns.codes import Codes, stem_of
from heard.campaigns.models import Campaign, Channel, Destination, Form, Partner, Placement, Wave
from heard.campaigns.utm import tagged, utm_of
from heard.design.languages import ENGLISH
from heard.places.models import Area
from heard.places.queries import sole_areas

MOST = 3000
"""How many links are made in one go, and so at most how many rows a preview shows."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """What a manager crosses: a link for each partner (None: the campaign itself), channel and post.

    `area` is for all of them; with `is_by_office` a partner whose offices cover one area alone has that one.
    With `is_tagged` an outside address carries the words that its own statistics read.
    """

    partners: tuple[Partner | None, ...]
    channels: tuple[Channel, ...]
    posts: tuple[str, ...] = ("",)
    wave: Wave | None = None
    is_paid: bool = False
    destination: Destination = Destination.LANDING
    form: Form | None = None
    outside_url: str = ""
    is_tagged: bool = False
    area: Area | None = None
    is_by_office: bool = False
    language: str = ENGLISH.code

    @property
    def size(self) -> int:
        """How many links that is, those included that are there already."""
        return len(self.partners) * len(self.channels) * len(self.posts)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One link of a grid: where it is to stand, and the code it gets, or the one that it has where it is there."""

    partner: Partner | None
    channel: Channel
    post: str
    area: Area | None
    outside_url: str
    code: str
    is_there: bool


def lay_out(*, campaign: Campaign, grid: Grid, today: date) -> tuple[Planned, ...]:
    """Return every link of the grid in its order. Nothing is written; the number of queries does not grow with it."""
    there = _there(campaign, grid)
    areas = _areas(grid, today=today)
    stems = {
        (partner, channel): stem_of(name=name_of(campaign, partner), channel=channel)
        for partner, channel in product(grid.partners, grid.channels)
    }
    codes = Codes(taken=queries.codes_of_stems(stems=set(stems.values())))

    def planned(partner: Partner | None, channel: Channel, post: str) -> Planned:
        code = there.get(_place(partner, channel, post))
        return Planned(
            partner=partner,
            channel=channel,
            post=post,
            area=areas.get(partner.organisation_id, grid.area) if partner else grid.area,
            outside_url=_outside(campaign, grid, partner, channel, post),
            code=code or codes.next(stems[partner, channel]),
            is_there=code is not None,
        )

    return tuple(planned(*cell) for cell in product(grid.partners, grid.channels, grid.posts))


def distinct_posts(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the names that stand on the lines, each once however it is written; one without a name where none does."""
    named = {line.strip().casefold(): line.strip() for line in reversed(list(lines)) if line.strip()}
    return tuple(reversed(named.values())) or ("",)


def name_of(campaign: Campaign, partner: Partner | None) -> str:
    """Return the name with which the codes of a partner's links begin, or of those that are nobody's."""
    if partner is None:
        return campaign.hashtag or campaign.title
    return partner.organisation.short_name or partner.organisation.name


def _place(partner: Partner | None, channel: str, post: str) -> tuple[int | None, str, str]:
    return (partner.pk if partner else None, channel, post.casefold())


def _there(campaign: Campaign, grid: Grid) -> Mapping[tuple[int | None, str, str], str]:
    standing: Iterable[Placement] = queries.standing_links(
        campaign=campaign, wave=grid.wave, is_paid=grid.is_paid, language=grid.language
    )
    return {_place(each.partner, each.channel, each.post): each.code for each in standing}


def _areas(grid: Grid, *, today: date) -> Mapping[int, Area]:
    if not grid.is_by_office:
        return {}
    return sole_areas(organisations={each.organisation_id for each in grid.partners if each}, today=today)


def _outside(campaign: Campaign, grid: Grid, partner: Partner | None, channel: Channel, post: str) -> str:
    if grid.destination != Destination.OUTSIDE or not grid.is_tagged:
        return grid.outside_url if grid.destination == Destination.OUTSIDE else ""
    name = name_of(campaign, partner) if partner else ""
    utm = utm_of(channel=channel, campaign=campaign.slug, partner=name, post=post, is_paid=grid.is_paid)
    return tagged(grid.outside_url, utm)
