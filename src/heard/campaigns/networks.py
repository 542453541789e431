"""What each network takes: how it counts a text, how long one may be, and which pictures it shows well.

The limits are facts of the networks, kept in data/networks.json with where and when they were seen; they change.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "networks.json"
_LINK = re.compile(r"https?://\S+")
_LIGHT = ((0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
"""Characters that X counts once; others count twice (its own configuration of how posts are counted, version 3)."""
_JOINER = "\u200d"
_PICTOGRAPHS = "\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55"
_EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}"
    f"|[{_PICTOGRAPHS}][\ufe0f\U0001f3fb-\U0001f3ff]*(?:{_JOINER}[{_PICTOGRAPHS}][\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """Which pictures a network shows well: types, bytes, dots of width, and width by height between two ratios."""

    types: tuple[str, ...]
    most_bytes: int
    narrowest: int
    ratios: tuple[float, float]
    best: str


@dataclass(frozen=True, kw_only=True)
class Network:
    """What one network takes. `link` is how many characters any link counts as; None where it counts as it is."""

    channel: str
    text: int
    counts: str
    link: int | None
    pictures: Pictures | None
    source: str
    seen: date


@cache
def networks() -> dict[str, Network]:
    """Return what is known of each network, by its channel."""
    return {channel: _network(channel, facts) for channel, facts in json.loads(_FILE.read_text()).items()}


def _network(channel: str, facts: dict[str, object]) -> Network:
    image = facts["image"]
    pictures = None
    if isinstance(image, dict):
        low, high = image["ratios"]
        pictures = Pictures(
            types=tuple(image["types"]),
            most_bytes=image["most_bytes"],
            narrowest=image["narrowest"],
            ratios=(low, high),
            best=image["best"],
        )
    link = facts["link"]
    return Network(
        channel=channel,
        text=int(str(facts["text"])),
        counts=str(facts["counts"]),
        link=link if isinstance(link, int) else None,
        pictures=pictures,
        source=str(facts["source"]),
        seen=date.fromisoformat(str(facts["seen"])),
    )


def length_of(text: str, *, network: Network) -> int:
    """Return how long the network takes a text to be, by its own way of counting."""
    found = _LINK.findall(text) if network.link is not None else []
    rest = _LINK.sub("", text) if network.link is not None else text
    return _counted(rest, network.counts) + len(found) * (network.link or 0)


def _counted(text: str, counts: str) -> int:
    plain = unicodedata.normalize("NFC", text)
    if counts == "weighted":
        emoji = _EMOJI.findall(plain)
        rest = _EMOJI.sub("", plain)
        return 2 * len(emoji) + sum(1 if _is_light(char) else 2 for char in rest)
    if counts == "utf-16":
        return len(plain.encode("utf-16-le")) // 2
    return len(plain.encode()) if counts == "bytes" else len(plain)


def _is_light(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _LIGHT)
