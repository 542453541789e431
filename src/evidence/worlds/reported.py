"""A world in which a hashtag has a potential reach of 10.8 million and posts 50.4 million organic impressions.

Both are sums that listening services and networks report. How many people saw anything is known too, since the world
makes them: far fewer.
"""

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import prod

POTENTIAL_REACH = 10_800_000
ORGANIC_IMPRESSIONS = 50_400_000
POPULATION = 44_000_000
"""Adults in England, roughly."""
SEEN = 0.1
"""What share of followers a post is shown to: about a tenth."""
LAUNCH = date(2020, 7, 8)


@dataclass(frozen=True, kw_only=True)
class Reported:
    """The two exports as a manager has them, and how many different people saw a mention in truth."""

    mentions: bytes
    posts: bytes
    people: float


def reported(*, seed: int, mentions: int = 900, posts: int = 240) -> Reported:
    """Return exports whose rows come to 10.8 million and 50.4 million exactly, and the truth behind the first."""
    chance = random.Random(seed)  # noqa: S311  # nosec B311  # a made-up world
    followers = _shared_out(POTENTIAL_REACH, [chance.paretovariate(1.1) for _each in range(mentions)])
    shown = _shared_out(ORGANIC_IMPRESSIONS, [chance.paretovariate(1.3) for _each in range(posts)])
    return Reported(
        mentions=_mentions(followers, chance),
        posts=_posts(shown, chance),
        people=POPULATION * (1 - prod(1 - SEEN * each / POPULATION for each in followers)),
    )


def _shared_out(total: int, weights: list[float]) -> list[int]:
    whole = sum(weights)
    shares = [int(total * weight / whole) for weight in weights]
    shares[0] += total - sum(shares)
    return shares


def _mentions(followers: list[int], chance: random.Random) -> bytes:
    rows = [
        (
            f"{_day(chance):%d-%b-%Y} {chance.randint(1, 12):02}:00AM",
            "A mention",
            f"https://example.org/mention/{number}",
            "",
            "#SayHowItWas",
            "Made-up network",
            each,
            chance.randint(0, 40),
        )
        for number, each in enumerate(followers, start=1)
    ]
    head = ("Date", "Headline", "URL", "Opening Text", "Hit Sentence", "Source", "Reach", "Engagement")
    return _table(head, rows, delimiter="\t").encode("utf-16")


def _posts(shown: list[int], chance: random.Random) -> bytes:
    rows = [
        (
            1800 + number,
            f"{_day(chance):%a, %b %d, %Y}",
            "",
            f"https://example.org/post/{1800 + number}",
            each,
            each // 60,
        )
        for number, each in enumerate(shown)
    ]
    return _table(("Post id", "Date", "Post text", "Post Link", "Impressions", "Engagements"), rows).encode()


def _day(chance: random.Random) -> date:
    return LAUNCH + timedelta(days=min(int(chance.expovariate(1 / 6)), 40))


def _table(head: tuple[str, ...], rows: Sequence[tuple[object, ...]], *, delimiter: str = ",") -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
