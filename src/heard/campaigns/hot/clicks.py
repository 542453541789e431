"""`GET /l/<code>`: a redirect to where an open link leads."""

from collections.abc import Mapping
from typing import Any

from heard.campaigns.hot.counting import Answer, Counting
from heard.campaigns.hot.table import HotTable
from heard.campaigns.models import VisitKind

PREFIX = "/l/"
HEADERS = ((b"content-length", b"0"), (b"x-robots-tag", b"noindex"))


def is_link(path: str) -> bool:
    """Return whether the path is a short link."""
    return path.startswith(PREFIX)


def answer(*, scope: Mapping[str, Any], table: HotTable) -> Answer | None:
    """Return the redirect of an open link; None where Django is to answer."""
    target = table.targets.get(scope["path"].removeprefix(PREFIX).rstrip("/").lower())
    if target is None or scope["method"] not in {"GET", "HEAD"}:
        return None
    return Answer(
        status=302,
        headers=((b"location", target.location.encode("ascii")), *HEADERS),
        counting=Counting(
            kind=VisitKind.CLICK,
            link=target.code,
            campaign_id=target.campaign_id,
            placement_id=target.placement_id,
            area_id=target.area_id,
        ),
    )
