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
from typing import Any

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
    """Which pictures a network shows well: types, bytes, dots, and width by height between two ratios.

    `shapes` says the ratios in words; `alt_text` is how many characters may say what a picture shows. None: no limit is
    known. `checked` is the day on which somebody held it against the network's own help page; None: nobody has yet.
    """

    types: tuple[str, ...]
    most_bytes: int
    most_dots: int | None
    narrowest: int
    shapes: str
    ratios: tuple[float, float] | None
    best: str
    alt_text: int | None
    sources: tuple[str, ...]
    seen: date
    checked: date | None


@dataclass(frozen=True, kw_only=True)
class Network:
    """What one network takes. `link` is how many characters any link counts as; None where it counts as it is."""

    channel: str
    text: int
    counts: str
    link: int | None
    pictures: Pictures
    source: str
    seen: date


@cache
def networks() -> dict[str, Network]:
    """Return what is known of each network, by its channel."""
    return {channel: _network(channel, facts) for channel, facts in json.loads(_FILE.read_text()).items()}


def _network(channel: str, facts: dict[str, Any]) -> Network:
    image = facts["image"]
    return Network(
        channel=channel,
        text=facts["text"],
        counts=facts["counts"],
        link=facts["link"],
        pictures=Pictures(
            types=tuple(image["types"]),
            most_bytes=image["most_bytes"],
            most_dots=image["most_dots"],
            narrowest=image["narrowest"],
            shapes=image["shapes"],
            ratios=tuple(image["ratios"]) if image["ratios"] else None,
            best=image["best"],
            alt_text=image["alt_text"],
            sources=tuple(image["sources"]),
            seen=date.fromisoformat(image["seen"]),
            checked=date.fromisoformat(image["checked"]) if image["checked"] else None,
        ),
        source=facts["source"],
        seen=date.fromisoformat(facts["seen"]),
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
