"""What the hot path answers, and what it counts before that."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from heard.campaigns.links import LinkTarget
from heard.campaigns.models import VisitKind
from heard.design.headers import safe_bytes

OF_A_REDIRECT = ((b"content-length", b"0"), (b"x-robots-tag", b"noindex"))


@dataclass(frozen=True, kw_only=True)
class Counting:
    """What is to be counted, and under what: ids that stand in the table, as a wrong one would stop its whole group."""

    kind: VisitKind
    link: str
    campaign_id: int
    placement_id: int | None
    area_id: int | None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer without a body; nothing is counted where `counting` is None."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    counting: Counting | None

    @cached_property
    def start(self) -> MutableMapping[str, Any]:
        """How the answer begins; made once for each link, not for each click."""
        return {"type": "http.response.start", "status": self.status, "headers": [*self.headers, *safe_bytes()]}


def click_on(target: LinkTarget) -> Answer:
    """Return the answer to a click on an open link, and what it counts."""
    return Answer(
        status=302,
        headers=((b"location", target.location.encode("ascii")), *OF_A_REDIRECT),
        counting=Counting(
            kind=VisitKind.CLICK,
            link=target.code,
            campaign_id=target.campaign_id,
            placement_id=target.placement_id,
            area_id=target.area_id,
        ),
    )
