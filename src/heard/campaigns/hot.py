"""The hot path: short links answered ahead of Django, from a table in memory, each click committed before its answer.

What is not a plain click on a known link (a page to read, a preview, an unknown code) is handed to Django's own view.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import close_old_connections, transaction

from heard.campaigns import actions, links, queries
from heard.campaigns.group_commit import GroupCommit
from heard.campaigns.links import LinkState, LinkTarget
from heard.campaigns.models import Visit, VisitKind
from heard.campaigns.visiting import address_of, visit_row
from heard.design import clock
from heard.design.headers import SAFE_BYTES

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

logger = logging.getLogger(__name__)

PREFIX = "/l/"
ROUTES = ("hot:link",)
REFRESH_EVERY = 0.5
HEADERS = (*SAFE_BYTES, (b"content-length", b"0"), (b"x-robots-tag", b"noindex"))


@dataclass(frozen=True, kw_only=True)
class LinkTable:
    """Where each open link leads, as it was at one moment, and that day's salt."""

    targets: Mapping[str, LinkTarget]
    salt: bytes


def read_table(*, now: datetime) -> LinkTable:
    """Read every link that leads straight to its destination. Links that show a page instead are left to Django."""
    targets = {placement.code: links.target_of(placement) for placement in queries.every_placement()}
    return LinkTable(
        targets={code: target for code, target in targets.items() if target.state == LinkState.OPEN},
        salt=actions.salt_of_today(now=now),
    )


def write_visits(visits: Sequence[Visit], missed: int, now: datetime) -> None:
    """Write visits, and how many went uncounted before them, in one transaction."""
    with transaction.atomic():
        Visit.objects.bulk_create(visits)
        if missed:
            actions.count_missed(now=now, missed=missed)


class LinkDoor:
    """Answers `GET /l/<code>` with a redirect once the click is committed, or a quarter of a second later."""

    def __init__(self, *, behind: Application) -> None:
        self.behind = behind
        self.table = LinkTable(targets={}, salt=b"")
        self.commits: GroupCommit | None = None
        self._refreshing: asyncio.Task[None] | None = None

    def wants(self, path: str) -> bool:
        """Return whether the path is a short link."""
        return path.startswith(PREFIX)

    async def start(self) -> None:
        """Read the table and begin to write visits."""
        await self.refresh()
        self.commits = GroupCommit(write=_write_afresh)
        await self.commits.start()
        self._refreshing = asyncio.create_task(self._keep_fresh())

    async def stop(self) -> None:
        """Write what has arrived, and end."""
        if self._refreshing:
            self._refreshing.cancel()
        if self.commits:
            await self.commits.stop()

    async def refresh(self) -> None:
        """Read the table again; the old one stands where the database does not answer."""
        try:
            self.table = await asyncio.to_thread(_read_table_now)
        except Exception as error:  # noqa: BLE001  the task that asks again must never end
            logger.warning("The links could not be read again: %s", type(error).__name__)

    async def _keep_fresh(self) -> None:
        while True:
            await asyncio.sleep(REFRESH_EVERY)
            await self.refresh()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        target = self.table.targets.get(scope["path"].removeprefix(PREFIX).rstrip("/").lower())
        if target is None or scope["method"] not in {"GET", "HEAD"} or not self._is_plain(scope):
            await self.behind(scope, receive, send)
            return
        visit = self._visit(scope, target)
        if visit is not None and self.commits is not None:
            await self.commits.add(visit)
        location = target.location.encode("ascii")
        await send({"type": "http.response.start", "status": 302, "headers": [(b"location", location), *HEADERS]})
        await send({"type": "http.response.body", "body": b""})

    @staticmethod
    def _is_plain(scope: Scope) -> bool:
        """Return whether the visitor brings neither a preview token nor a refusal to be counted."""
        return b"preview=" not in scope["query_string"] and b"nostats" not in scope["query_string"]

    def _visit(self, scope: Scope, target: LinkTarget) -> Visit | None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        client = scope.get("client") or ("", 0)
        return visit_row(
            kind=VisitKind.CLICK,
            at=clock.now(),
            campaign_id=target.campaign_id,
            placement_id=target.placement_id,
            link=target.code,
            method=scope["method"],
            headers=headers,
            address=address_of(headers=headers, remote=client[0], behind_proxy=settings.HEARD_BEHIND_PROXY),
            salt=self.table.salt,
        )


def _write_afresh(visits: Sequence[Visit], missed: int, now: datetime) -> None:
    close_old_connections()
    write_visits(visits, missed, now)


def _read_table_now() -> LinkTable:
    close_old_connections()
    return read_table(now=clock.now())
