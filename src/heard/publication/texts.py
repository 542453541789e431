"""Posts that partners pass on as they are: in each language of the public side, each with the partner's own link."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import override

from heard.accounts.queries import public_name
from heard.campaigns import links
from heard.campaigns.models import Placement
from heard.campaigns.translating import Reader

FILE = Path(__file__).parent / "data" / "posts.toml"

LENGTHS = ("short", "medium", "long")


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What is said of a campaign by one partner's link: its words in the link's language, and the link itself.

    `posts` go by length: `short` (as long as X takes at most), `medium` and `long`.
    """

    title: str
    owner: str
    partner: str
    hashtag: str
    address: str
    picture: str
    invite: str
    scan: str
    posts: dict[str, str]


def wording_of(placement: Placement) -> Wording:
    """Return what is said by a partner's link, in its language; `placement` brings its partner along."""
    campaign, partner = placement.campaign, placement.partner
    with override(placement.language):
        title = Reader(campaign).campaign().title
        owner = public_name(organisation=campaign.owner)
        by = public_name(organisation=partner.organisation) if partner else owner
    said = templates()[placement.language]
    words = {
        "title": title,
        "owner": owner,
        "link": links.short_address(placement.code),
        "hashtag": f"#{campaign.hashtag}" if campaign.hashtag else "",
    }
    return Wording(
        title=title,
        owner=owner,
        partner=by,
        hashtag=words["hashtag"],
        address=words["link"],
        picture=said["picture"],
        invite=said["invite"],
        scan=said["scan"],
        posts={length: said[length].format(**words).strip() for length in LENGTHS},
    )


@cache
def templates() -> dict[str, dict[str, str]]:
    """Return the shipped words by language and place."""
    found: dict[str, dict[str, str]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return found
