"""`POST /c/<campaign>/tap/`: the script of a page says that a way to reach someone was tapped."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from heard.campaigns.hot.counting import Answer, Counting
from heard.campaigns.hot.table import HotTable
from heard.campaigns.tapping import tapped_kind
from heard.design.origins import is_from

PATH = re.compile(r"/c/([-a-zA-Z0-9_]+)/tap/")


def is_tap(path: str) -> bool:
    """Return whether the path is one at which taps are said."""
    return PATH.fullmatch(path) is not None


def answer(*, scope: Mapping[str, Any], headers: Mapping[str, str], table: HotTable) -> Answer | None:
    """Return the empty answer to a tap, counted where one of our own pages says it; None where Django is to answer."""
    found = PATH.fullmatch(scope["path"])
    campaign_id = table.campaigns.get(found[1]) if found else None
    if found is None or campaign_id is None or scope["method"] != "POST":
        return None
    said = parse_qs(scope["query_string"].decode("latin-1"))
    kind = tapped_kind(_first(said, "kind"))
    placed = table.placed.get(_first(said, "p").lower())
    if placed is not None and placed.campaign_id != campaign_id:
        placed = None
    area_id = table.areas.get(_first(said, "area").upper(), placed.area_id if placed else None)
    if kind is None or not is_from(own_origin(scope, headers), headers=headers):
        return Answer(status=204, headers=(), counting=None)
    counting = Counting(
        kind=kind,
        link=_first(said, "p").lower() if placed else found[1],
        campaign_id=campaign_id,
        placement_id=placed.placement_id if placed else None,
        area_id=area_id,
    )
    return Answer(status=204, headers=(), counting=counting)


def own_origin(scope: Mapping[str, Any], headers: Mapping[str, str]) -> str:
    """Return the site's own origin as the visitor's browser sees it; behind our own proxy the proxy says the scheme."""
    forwarded = headers.get("x-forwarded-proto", "") if settings.HEARD_BEHIND_PROXY else ""
    return f"{forwarded or scope.get('scheme', 'http')}://{headers.get('host', '')}"


def _first(said: Mapping[str, list[str]], name: str) -> str:
    return said.get(name, [""])[0]
