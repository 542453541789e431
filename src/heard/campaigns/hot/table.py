"""What the hot path holds in memory: open links, campaigns, every link's place, and areas."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from heard.campaigns import actions, links, queries
from heard.campaigns.links import LinkState, LinkTarget
from heard.campaigns.models import CampaignState
from heard.places.queries import area_ids


class Placed(NamedTuple):
    """Of which campaign a link is, and for which area it was placed."""

    campaign_id: int
    placement_id: int
    area_id: int | None


@dataclass(frozen=True, kw_only=True)
class HotTable:
    """How things stood at one moment: where each open link leads, what taps are counted under, and the day's salt.

    `campaigns` (by slug) are those that the public may reach; `placed` (by code) are all links, withdrawn ones too.
    """

    targets: Mapping[str, LinkTarget] = field(default_factory=dict)
    campaigns: Mapping[str, int] = field(default_factory=dict)
    placed: Mapping[str, Placed] = field(default_factory=dict)
    areas: Mapping[str, int] = field(default_factory=dict)
    salt: bytes = b""


def read_table(*, now: datetime) -> HotTable:
    """Read it all. Links that show a page instead of leading straight to their destination are left to Django."""
    placements = list(queries.every_placement())
    targets = {placement.code: links.target_of(placement) for placement in placements}
    return HotTable(
        targets={code: target for code, target in targets.items() if target.state == LinkState.OPEN},
        campaigns={slug: pk for slug, pk, state in queries.every_campaign() if state != CampaignState.PREPARING},
        placed={each.code: Placed(each.campaign_id, each.pk, each.area_id) for each in placements},
        areas=area_ids(),
        salt=actions.salt_of_today(now=now),
    )
