"""What networks would say under the made-up campaign's hashtag, and which of its stakeholders took part."""

from datetime import datetime, timedelta
from random import Random

from heard.config.demo.stage import Stage
from heard.measurement.actions import mentions, stakeholders
from heard.measurement.connectors.posts import Batch, Post
from heard.measurement.models import Level
from heard.measurement.queries.stakeholders import undecided

MANAGER = "manager@good-care.example.org"
SERVICE = "https://social.example"
_KNOWN = (
    ("Harbour Carers’ Circle", "CHARITY", "LOCAL", "harbourcarers@social.example", 1_240),
    ("The Made-up Royal College of Listening", "PROFESSION", "NATIONAL", "listening@college.example", 18_300),
    ("Northshire Example Council", "COUNCIL", "REGIONAL", "council@northshire.example", 9_400),
    ("The Example Evening Post", "MEDIA", "REGIONAL", "news@eveningpost.example", 32_000),
    ("Dr Ada Example, broadcaster", "FIGURE", "NATIONAL", "ada@social.example", 51_000),
    ("Example Hospitals Together", "NHS", "LOCAL", "hospitals@together.example", 6_100),
)
_WORDS = (
    "Was your care good, bad or both? Tell them, it takes two minutes. #{tag}",
    "We are asking everyone who uses our centre to say how care was. #{tag}",
    "Two minutes, and nobody is told who you are. #{tag}",
)
POSTS = 60


def tell(*, stage: Stage, seed: int, now: datetime) -> None:
    """Fill the register, take in posts as a service would tell them, and decide on some of what they suggest."""
    campaign, by, chance = stage.campaign, stage.staff[MANAGER], Random(seed)  # noqa: S311  # nosec B311  # a made-up world
    for name, kind, influence, handle, followers in _KNOWN:
        account = stakeholders.Account(
            network="MASTODON", handle=handle, followers=followers, followers_on=campaign.starts_on
        )
        told = stakeholders.StakeholderIn(name=name, kind=kind, influence=influence, accounts=(account,), keeper=by)
        stakeholders.add_stakeholder(register=campaign.owner, told=told, by=by, now=now)
    tag = campaign.hashtag.removeprefix("#")
    watch = mentions.follow(campaign=campaign, network="MASTODON", service=SERVICE, tag=tag, by=by, now=now)
    posts = tuple(_post(number, tag, chance, now) for number in range(POSTS))
    mentions.take_in(watch=watch, batch=Batch(posts=posts, gone=(posts[7].native_id, posts[19].native_id)), now=now)
    mentions.stop_following(watch=watch, by=by, now=now)
    stakeholders.suggest_engagements(campaign=campaign, now=now)
    for engagement in list(undecided(campaign=campaign)[: POSTS // 10]):
        stakeholders.decide(engagement=engagement, level=Level.AMPLIFIED, by=by, now=now)


def _post(number: int, tag: str, chance: Random, now: datetime) -> Post:
    handle = _KNOWN[number % len(_KNOWN)][3] if number % 3 == 0 else f"somebody{number}@social.example"
    return Post(
        address=f"{SERVICE}/statuses/{number}",
        native_id=str(number),
        account=handle,
        handle=handle,
        text=_WORDS[number % len(_WORDS)].replace("{tag}", tag),
        language="en",
        at=now - timedelta(hours=chance.uniform(2, 300)),
        replies=chance.randrange(4),
        likes=chance.randrange(30),
        reposts=chance.randrange(12),
    )
