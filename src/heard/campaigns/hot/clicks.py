"""`GET /l/<code>`: a redirect to where an open link leads."""

from heard.campaigns.hot.asking import Asked
from heard.campaigns.hot.counting import Answer
from heard.campaigns.hot.table import HotTable

PREFIX = "/l/"
METHODS = frozenset({"GET", "HEAD"})


def is_link(path: str) -> bool:
    """Return whether the path is a short link."""
    return path.startswith(PREFIX)


def answer(*, asked: Asked, table: HotTable) -> Answer | None:
    """Return the redirect of an open link; None where Django is to answer."""
    if asked.method not in METHODS:
        return None
    return table.clicks.get(asked.path.removeprefix(PREFIX).rstrip("/").lower())
