"""Links: by their code, all of them for the hot path, codes in use, and which stand in a campaign."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q, QuerySet

from heard.campaigns.models import Campaign, Partner, Placement, Wave

LOOKS_LIKE_CODE = re.compile(r"[a-z0-9-]{1,40}")
MOST_BEGINNINGS = 200
"""How many beginnings of codes are asked for by name: a database takes only so many conditions."""
AT_ONCE = 400


def placement_by_code(code: str) -> Placement | None:
    """Return the placement whose link has this code, typed in any case, with 0 for o and 1 for l."""
    typed = code.strip().lower()
    if not LOOKS_LIKE_CODE.fullmatch(typed):
        return None
    plain = typed.replace("0", "o").replace("1", "l")
    found = Placement.objects.filter(code__in={typed, plain}).select_related("campaign", "wave", "form", "area")
    return min(found, key=lambda placement: placement.code != typed, default=None)


class LinkRecord(NamedTuple):
    """All that decides where a link leads, beside its campaign."""

    pk: int
    code: str
    campaign_id: int
    area_id: int | None
    withdrawn_at: datetime | None
    destination: str
    form_slug: str | None
    outside_url: str
    language: str


class CampaignRecord(NamedTuple):
    """All that decides where a campaign's links lead, beside the links."""

    pk: int
    slug: str
    state: str
    allowed_hosts: list[str]


def every_placement() -> list[LinkRecord]:
    """Return every link: the hot path keeps them all in memory."""
    names = ("form__slug" if name == "form_slug" else name for name in LinkRecord._fields)
    return [LinkRecord(*row) for row in Placement.objects.values_list(*names)]


def placements_by_codes(*, codes: Sequence[str]) -> Iterator[Placement]:
    """Yield the placements with these codes, with what their links need."""
    for start in range(0, len(codes), AT_ONCE):
        part = codes[start : start + AT_ONCE]
        yield from Placement.objects.filter(code__in=part).select_related("campaign", "form")


def every_campaign() -> list[CampaignRecord]:
    """Return every campaign, for the hot path."""
    return [CampaignRecord(*row) for row in Campaign.objects.values_list(*CampaignRecord._fields)]


def has_clicks(*, placement: Placement) -> bool:
    """Return whether anyone but the campaign's own testers has followed the link."""
    return placement.visits.counted().exists()


def codes_beginning_with(*, stem: str) -> set[str]:
    """Return the codes in use, of any campaign, that begin so."""
    return set(Placement.objects.filter(code__startswith=stem).values_list("code", flat=True))


def codes_of_stems(*, stems: Collection[str]) -> set[str]:
    """Return the codes in use, of any campaign, that begin with one of the stems: one query for all of them."""
    if not stems:
        return set()
    beginnings = {stem.split("-")[0] for stem in stems}
    if len(beginnings) > MOST_BEGINNINGS:
        return set(Placement.objects.values_list("code", flat=True))
    begins = reduce(or_, (Q(code__startswith=f"{beginning}-") for beginning in sorted(beginnings)))
    return set(Placement.objects.filter(begins).values_list("code", flat=True))


def standing_links(*, campaign: Campaign, wave: Wave | None, is_paid: bool, language: str) -> QuerySet[Placement]:
    """Return the campaign's links of one wave (or of none), paid for or not, in one language, that lead on."""
    standing = campaign.placements.filter(wave=wave, is_paid=is_paid, language=language, withdrawn_at=None)
    return standing.select_related("partner").order_by("pk")


@dataclass(frozen=True, kw_only=True)
class Which:
    """Which of a campaign's links: of one wave, partner or channel (None or empty: of any)."""

    wave: Wave | None = None
    partner: Partner | None = None
    channel: str = ""


def placements_of(*, campaign: Campaign, which: Which | None = None) -> QuerySet[Placement]:
    """Return the campaign's placements, the newest first."""
    placements = campaign.placements.select_related("wave", "partner__organisation__kept_by", "form", "area")
    if which and which.wave:
        placements = placements.filter(wave=which.wave)
    if which and which.partner:
        placements = placements.filter(partner=which.partner)
    if which and which.channel:
        placements = placements.filter(channel=which.channel)
    return placements.order_by("-created_at", "-pk")
