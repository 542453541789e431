"""The hot path: short links and taps, answered ahead of Django from memory, each once it is committed.

What is neither a plain click on a known link nor a plain tap in a known campaign (a page to read, a preview, a visitor
who declines to be counted, an unknown code) is handed to Django's own views.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import close_old_connections, transaction

from heard.campaigns import actions
from heard.campaigns.crawlers import PURPOSES
from heard.campaigns.group_commit import GroupCommit
from heard.campaigns.hot import clicks, taps
from heard.campaigns.hot.counting import Answer, Counting
from heard.campaigns.hot.table import HotTable, read_table
from heard.campaigns.hot.writing import insert
from heard.campaigns.pace import Pace
from heard.campaigns.visiting import VisitRow, address_of, visit_row
from heard.design import clock

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

logger = logging.getLogger(__name__)

ROUTES = ("hot:link", "hot:tap")
REFRESH_EVERY = 0.5
READ = {
    name.encode("ascii"): name
    for name in (*PURPOSES, "host", "origin", "sec-fetch-site", "user-agent", "x-forwarded-for", "x-forwarded-proto")
}
"""The headers that are looked at; servers hand names on in lower case. A browser sends a dozen others."""
END = {"type": "http.response.body", "body": b""}


def write_visits(visits: Sequence[VisitRow], missed: int, now: datetime) -> None:
    """Write visits, and how many went uncounted before them, in one transaction."""
    with transaction.atomic():
        insert(visits)
        if missed:
            actions.count_missed(now=now, missed=missed)


class HotPath:
    """Answers once what was done is committed, or a quarter of a second later.

    The settings are read once: Django's way to each would take longer than finding the link.
    """

    def __init__(self, *, behind: Application) -> None:
        self.behind = behind
        self.is_behind_proxy: bool = settings.HEARD_BEHIND_PROXY
        self.leads_to_https: bool = settings.SECURE_SSL_REDIRECT
        self.table = HotTable()
        self.commits: GroupCommit | None = None
        self.pace = Pace()
        self._refreshing: asyncio.Task[None] | None = None

    def wants(self, path: str) -> bool:
        """Return whether the path is a short link or where taps are said."""
        return clicks.is_link(path) or taps.is_tap(path)

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
            self.table = await asyncio.to_thread(_read_table_now, self.table)
        except Exception as error:  # noqa: BLE001  the task that asks again must never end
            logger.warning("The links could not be read again: %s", type(error).__name__)

    async def _keep_fresh(self) -> None:
        while True:
            await asyncio.sleep(REFRESH_EVERY)
            await self.refresh()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {READ[name]: value.decode("latin-1") for name, value in scope["headers"] if name in READ}
        answer = self._answer(scope, headers) if _is_plain(scope) and not self._lacks_https(scope, headers) else None
        if answer is None:
            await self.behind(scope, receive, send)
            return
        if answer.counting is not None and self.commits is not None:
            visit = self._visit(scope, headers, answer.counting)
            if visit is not None:
                await self.commits.add(self.pace.judged(visit))
        await send(answer.start)
        await send(END)

    def _answer(self, scope: Scope, headers: Mapping[str, str]) -> Answer | None:
        if clicks.is_link(scope["path"]):
            return clicks.answer(scope=scope, table=self.table)
        return taps.answer(scope=scope, headers=headers, table=self.table)

    def _visit(self, scope: Scope, headers: Mapping[str, str], counting: Counting) -> VisitRow | None:
        client = scope.get("client") or ("", 0)
        return visit_row(
            kind=counting.kind,
            at=clock.now(),
            campaign_id=counting.campaign_id,
            placement_id=counting.placement_id,
            area_id=counting.area_id,
            link=counting.link,
            method=scope["method"],
            headers=headers,
            address=address_of(headers=headers, remote=client[0], behind_proxy=self.is_behind_proxy),
            salt=self.table.salt,
        )

    def _lacks_https(self, scope: Scope, headers: Mapping[str, str]) -> bool:
        """Return whether Django is to lead the visitor to https first: they are counted when they come back."""
        return self.leads_to_https and not taps.own_origin(scope, headers).startswith("https://")


def _is_plain(scope: Scope) -> bool:
    """Return whether the visitor brings neither a preview token nor a refusal to be counted."""
    return b"preview=" not in scope["query_string"] and b"nostats" not in scope["query_string"]


def _write_afresh(visits: Sequence[VisitRow], missed: int, now: datetime) -> None:
    close_old_connections()
    write_visits(visits, missed, now)


def _read_table_now(before: HotTable) -> HotTable:
    close_old_connections()
    return read_table(now=clock.now(), before=before)
