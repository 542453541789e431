"""What the hot path holds in memory: open links, campaigns, every link's place, and areas."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from heard.campaigns import actions, links, queries
from heard.campaigns.hot.counting import Answer, click_on
from heard.campaigns.links import LinkState
from heard.campaigns.models import CampaignState
from heard.places.queries import area_ids


class Placed(NamedTuple):
    """Of which campaign a link is, and for which area it was placed."""

    campaign_id: int
    placement_id: int
    area_id: int | None


@dataclass(frozen=True, kw_only=True)
class HotTable:
    """How things stood at one moment: the answer of each open link, what taps are counted under, and the day's salt.

    `campaigns` (by slug) are those that the public may reach; `placed` (by code) are all links, withdrawn ones too.
    `records` is what each link's answer was made from, by its code: the next table makes anew what differs.
    """

    clicks: Mapping[str, Answer] = field(default_factory=dict)
    campaigns: Mapping[str, int] = field(default_factory=dict)
    placed: Mapping[str, Placed] = field(default_factory=dict)
    areas: Mapping[str, int] = field(default_factory=dict)
    salt: bytes = b""
    records: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


def read_table(*, now: datetime, before: HotTable | None = None) -> HotTable:
    """Read it all. Links that show a page instead of leading straight to their destination are left to Django.

    What `before` holds of links that are as they were is kept: with thousands of links, making each answer anew at
    every look would take a core.
    """
    before = before or HotTable()
    campaigns = {each[0]: each for each in queries.every_campaign()}
    records = {each.code: (each, campaigns[each.campaign_id]) for each in queries.every_placement()}
    changed = [code for code, record in records.items() if before.records.get(code) != record]
    clicks = {code: answer for code, answer in before.clicks.items() if code in records}
    for code in changed:
        clicks.pop(code, None)
    targets = (links.target_of(placement) for placement in queries.placements_by_codes(codes=changed))
    clicks |= {target.code: click_on(target) for target in targets if target.state == LinkState.OPEN}
    return HotTable(
        clicks=clicks,
        campaigns={each.slug: each.pk for each in campaigns.values() if each.state != CampaignState.PREPARING},
        placed={code: Placed(each.campaign_id, each.pk, each.area_id) for code, (each, _) in records.items()},
        areas=area_ids(),
        salt=actions.salt_of_today(now=now),
        records=records,
    )
