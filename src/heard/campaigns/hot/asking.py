"""What is asked of the hot path, whichever way the server hands it on."""

from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, NamedTuple

from heard.campaigns.crawlers import PURPOSES

READ = frozenset({*PURPOSES, "host", "origin", "sec-fetch-site", "user-agent", "x-forwarded-for", "x-forwarded-proto"})
"""The headers that are looked at; servers hand names on in lower case. A browser sends a dozen others."""
_READ_OF_ASGI = {name.encode("ascii"): name for name in READ}


class Asked(NamedTuple):
    """One request, as far as it is looked at; `client` is the address of whoever is connected."""

    method: str
    path: str
    query: str
    scheme: str
    client: str
    headers: Mapping[str, str]


def headers_read(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the headers that are looked at; of one that comes twice the last."""
    return {name: value for name, value in headers if name in READ}


def asked_by_asgi(scope: MutableMapping[str, Any]) -> Asked:
    """Return what an ASGI scope asks."""
    return Asked(
        scope["method"],
        scope["path"],
        scope["query_string"].decode("latin-1"),
        scope.get("scheme", "http"),
        (scope.get("client") or ("", 0))[0],
        {_READ_OF_ASGI[name]: value.decode("latin-1") for name, value in scope["headers"] if name in _READ_OF_ASGI},
    )
