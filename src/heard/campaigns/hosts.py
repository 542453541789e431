"""Hosts outside the site to which a campaign's links may lead."""

import re
from collections.abc import Sequence
from enum import Enum
from urllib.parse import urlsplit

HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def is_host(text: str) -> bool:
    """Return whether the text is the name of a host, such as `www.example.org`."""
    return HOST.fullmatch(text) is not None


def host_of(text: str) -> str:
    """Return the host that a manager meant: `https://Example.org/page` and ` example.org ` are both `example.org`."""
    text = text.strip().lower()
    return text.split("://", 1)[-1].split("/", 1)[0]


class Fault(Enum):
    """Why a link does not lead to an outside address."""

    NO_LIST = "no list"
    SPACES = "spaces"
    NO_ADDRESS = "no address"
    NO_HTTPS = "no https"
    CREDENTIALS = "credentials"
    PORT = "port"
    ELSEWHERE = "elsewhere"


def is_allowed(url: str, *, hosts: Sequence[str]) -> bool:
    """Return whether an outside address is https, on one of the hosts, with no name, password or port of its own."""
    return fault_of(url, hosts=hosts) is None


def fault_of(url: str, *, hosts: Sequence[str]) -> Fault | None:
    """Return the first thing for which an outside address is refused; None where it is allowed."""
    if not hosts:
        return Fault.NO_LIST
    if any(char.isspace() for char in url):
        return Fault.SPACES
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        return Fault.NO_ADDRESS
    faults = (
        (parts.scheme != "https", Fault.NO_HTTPS),
        (not parts.hostname, Fault.NO_ADDRESS),
        (parts.username is not None or parts.password is not None, Fault.CREDENTIALS),
        (port not in {None, 443}, Fault.PORT),
        (parts.hostname not in hosts, Fault.ELSEWHERE),
    )
    return next((fault for is_so, fault in faults if is_so), None)
