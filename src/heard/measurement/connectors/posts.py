"""What a network's service tells of posts, whichever network it is, and what can go wrong in asking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit


@dataclass(frozen=True, kw_only=True)
class Post:
    """One public post. `address` names it across services, `native_id` on the service that was asked."""

    address: str
    native_id: str
    account: str
    handle: str
    text: str
    language: str
    at: datetime
    replies: int = 0
    likes: int = 0
    reposts: int = 0
    links: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What a service told: posts, the native ids of those that are gone, and where to go on. `has_more` waits there."""

    posts: tuple[Post, ...] = ()
    gone: tuple[str, ...] = ()
    cursor: str = ""
    has_more: bool = False


class Service(Protocol):
    """A service of a network that can be asked for a hashtag's posts."""

    def posts_since(self, *, tag: str, cursor: str, since: datetime) -> Batch:
        """Return the posts after the cursor; without one, those after `since`."""

    def listen(self, *, tag: str, cursor: str, seconds: float) -> Batch:
        """Return what its stream told within so many seconds; an empty batch where it has no stream."""

    def gone(self, *, native_ids: Iterable[str]) -> frozenset[str]:
        """Return which of these posts are no longer there for everybody to see."""


class NotInstalled(Exception):
    """The clients of the networks are not installed: `make connect`."""


class Unreachable(Exception):
    """The service did not answer, or not so that it could be understood."""


class Refused(Exception):
    """The service answers, and does not let us ask."""


class Busy(Exception):
    """The service asks us to wait for `seconds`."""

    def __init__(self, *, seconds: float) -> None:
        super().__init__(f"Wait {seconds:.0f} seconds.")
        self.seconds = seconds


class Elsewhere(Exception):
    """The service sent us to an address that is not among the allowed ones."""


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """The origins (scheme, host and port) that may be asked; nothing else is, not even when a service redirects."""

    origins: frozenset[str]

    @classmethod
    def of(cls, addresses: Iterable[str]) -> "Allowed":
        """Return the origins of these addresses."""
        return cls(origins=frozenset(origin(address) for address in addresses))

    def check(self, address: str) -> None:
        """Raise Elsewhere where the address is of none of them."""
        if origin(address) not in self.origins:
            raise Elsewhere("The service leads to an address that is not allowed.")


_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


def origin(address: str) -> str:
    """Return scheme, host and port of an address, in lower case."""
    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    return f"{scheme}://{(parts.hostname or '').lower()}:{parts.port or _PORTS.get(scheme, 0)}"
