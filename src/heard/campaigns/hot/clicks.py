"""`GET /l/<code>`: a redirect to where an open link leads."""

from collections.abc import Mapping
from typing import Any

from heard.campaigns.hot.counting import Answer
from heard.campaigns.hot.table import HotTable

PREFIX = "/l/"
METHODS = frozenset({"GET", "HEAD"})


def is_link(path: str) -> bool:
    """Return whether the path is a short link."""
    return path.startswith(PREFIX)


def answer(*, scope: Mapping[str, Any], table: HotTable) -> Answer | None:
    """Return the redirect of an open link; None where Django is to answer."""
    if scope["method"] not in METHODS:
        return None
    return table.clicks.get(scope["path"].removeprefix(PREFIX).rstrip("/").lower())
