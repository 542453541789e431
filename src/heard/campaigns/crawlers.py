"""Who a visitor seems to be, by the headers alone: a person, a link preview or a bot. Nothing here is stored.

Networks fetch each shared link for its preview card (https://github.com/shlinkio/shlink/issues/1613 counts more than a
thousand such visits from one post), so they are told apart from people. The browsers inside the networks' own apps are
people.
"""

from collections.abc import Mapping
from functools import lru_cache

from crawleruseragents import CRAWLER_USER_AGENTS_DATA

from heard.campaigns.models import VisitClass
from heard.campaigns.signs import Signs

PREVIEW_FETCHERS = Signs(
    (
        "facebookexternalhit",
        "facebookcatalog",
        "facebot",
        "meta-externalfetcher",
        "twitterbot",
        "whatsapp/",
        "slackbot",
        "slack-imgproxy",
        "linkedinbot",
        "telegrambot",
        "discordbot",
        "skypeuripreview",
        "mastodon/",
        "pleroma",
        "akkoma",
        "misskey",
        "bluesky",
        "cardyb",
        "pinterestbot",
        r"pinterest/0\.",
        "redditbot",
        "embedly",
        "iframely",
        "viber/",
        "snap url preview",
        "vkshare",
        "google-pagerenderer",
        "bitlybot",
        "microsoftpreview",
        "skype-url-preview",
        "flipboardproxy",
        "tumblr/",
    )
)
"""What fetches for preview cards, in small letters."""

KNOWN_CRAWLERS = Signs(each["pattern"] for each in CRAWLER_USER_AGENTS_DATA)

PURPOSES = ("sec-purpose", "purpose", "x-purpose", "x-moz")
"""Headers in which a browser says that it fetches ahead."""

LONGEST_NAME = 512
"""Signs of a browser's name that are looked at: all names of browsers and crawlers are shorter.

Whoever sends a page of text for a name would else take a core, and the memory of all names that were seen.
"""


def is_visit(*, method: str, headers: Mapping[str, str], declined: bool = False) -> bool:
    """Return whether this request is a visit at all: not HEAD, not a browser's fetching ahead, not declined.

    `headers` has lower-case names, or finds names in any case as Django's does.
    """
    if declined or method not in {"GET", "POST"}:
        return False
    purposes = [headers[name].lower() for name in PURPOSES if name in headers]
    return not any("prefetch" in purpose or "preview" in purpose for purpose in purposes)


def classify(*, method: str, headers: Mapping[str, str]) -> tuple[VisitClass, str]:
    """Return who the visitor seems to be, and the reason where it is not a person.

    Ask `is_visit` first: what is no visit gets a class too, but must not be written.
    """
    if method == "HEAD":
        return VisitClass.BOT, "head"
    return _class_of(headers.get("user-agent", "").strip()[:LONGEST_NAME])


@lru_cache(maxsize=16_384)
def _class_of(user_agent: str) -> tuple[VisitClass, str]:
    if not user_agent:
        return VisitClass.BOT, "no-user-agent"
    if PREVIEW_FETCHERS.are_in(user_agent.lower()):
        return VisitClass.PREVIEW, "preview-fetcher"
    if KNOWN_CRAWLERS.are_in(user_agent):
        return VisitClass.BOT, "known-crawler"
    return VisitClass.HUMAN, ""
