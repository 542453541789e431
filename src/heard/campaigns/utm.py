"""The words by which other sites' statistics tell visitors apart, always written in one form.

Heard's own links need none: each stands for one placement, and what visitors do is counted under it.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_SOCIAL = {
    "FACEBOOK": "facebook",
    "INSTAGRAM": "instagram",
    "X": "x",
    "TIKTOK": "tiktok",
    "LINKEDIN": "linkedin",
    "YOUTUBE": "youtube",
    "BLUESKY": "bluesky",
    "MASTODON": "mastodon",
}
_OTHER = {
    "EMAIL": ("email", "email"),
    "WEBSITE": ("website", "referral"),
    "PRINT": ("print", "offline"),
    "OTHER": ("other", "other"),
}
LONGEST = 60


@dataclass(frozen=True, kw_only=True)
class Utm:
    """Four words, each of a to z, 0 to 9 and hyphens; `content` may be empty."""

    source: str
    medium: str
    campaign: str
    content: str

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The parameters that say something, in their usual order."""
        named = (("source", self.source), ("medium", self.medium), ("campaign", self.campaign))
        content = (("content", self.content),) if self.content else ()
        return tuple((f"utm_{name}", value) for name, value in (*named, *content))


def utm_of(*, channel: str, campaign: str, partner: str = "", post: str = "", is_paid: bool = False) -> Utm:
    """Return the words for a placement; `partner` and `post` are names as people write them."""
    if channel in _SOCIAL:
        source, medium = _SOCIAL[channel], "paid-social" if is_paid else "social"
    else:
        source, medium = _OTHER[channel]
        medium = f"paid-{medium}" if is_paid else medium
    said = "-".join(word for word in (clean(partner), clean(post)) if word)
    return Utm(source=source, medium=medium, campaign=clean(campaign), content=said[:LONGEST].strip("-"))


def clean(words: str) -> str:
    """Return words in lower case and plain letters, joined by hyphens; what cannot be written so is left out."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")


def tagged(address: str, utm: Utm) -> str:
    """Return the address with these words in place of any of their kind that it had; the rest of it stays."""
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].lower().startswith("utm_")]
    return urlunsplit(parts._replace(query=urlencode([*kept, *utm.pairs])))
