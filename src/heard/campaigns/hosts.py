"""Hosts outside the site to which a campaign's links may lead."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def is_host(text: str) -> bool:
    """Return whether the text is the name of a host, such as `www.example.org`."""
    return HOST.fullmatch(text) is not None


def host_of(text: str) -> str:
    """Return the host that a manager meant: `https://Example.org/page` and ` example.org ` are both `example.org`."""
    text = text.strip().lower()
    return text.split("://", 1)[-1].split("/", 1)[0]


def is_allowed(url: str, *, hosts: Sequence[str]) -> bool:
    """Return whether an outside address is https, on one of the hosts, with no name, password or port of its own."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_plain = parts.username is None and parts.password is None and port in {None, 443}
    return is_plain and parts.scheme == "https" and (parts.hostname or "") in hosts
