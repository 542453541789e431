"""Group commit: visits that arrive while one transaction is being written share the next, and each waits for its own.

Nobody waits longer than PATIENCE: a visit not yet taken in hand by then is given up, and counted as missed.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from heard.campaigns.visiting import VisitRow

logger = logging.getLogger(__name__)

PATIENCE = 0.25
LARGEST_GROUP = 500

Write = Callable[[Sequence[VisitRow], int, datetime], None]
"""Writes the visits, and how many were missed before them, in one transaction."""


@dataclass(eq=False, kw_only=True)
class _Entry:
    visit: VisitRow
    written: "asyncio.Future[bool]"
    given_up: bool = False

    def give_up(self) -> None:
        """Let the visitor go on; what is not in hand by now is not written."""
        if not self.written.done():
            self.given_up = True
            self.written.set_result(False)


class GroupCommit:
    """One writer for one event loop. `write` runs in a thread of its own, one group at a time."""

    def __init__(self, *, write: Write, patience: float = PATIENCE) -> None:
        self._write = write
        self._patience = patience
        self._waiting: deque[_Entry] = deque()
        self._arrived = asyncio.Event()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="visits")
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        self._latest: datetime | None = None
        self.missed = 0

    async def start(self) -> None:
        """Begin to write what arrives."""
        self._task = asyncio.create_task(self._go_on())

    async def stop(self) -> None:
        """Write what has arrived, and end."""
        self._stopping = True
        self._arrived.set()
        if self._task:
            await self._task
        self._thread.shutdown(wait=True)

    async def add(self, visit: VisitRow) -> bool:
        """Return whether the visit's commit came within the patience (seconds); the visitor goes on either way."""
        loop = asyncio.get_running_loop()
        entry = _Entry(visit=visit, written=loop.create_future())
        self._waiting.append(entry)
        self._latest = visit.at
        self._arrived.set()
        patience = loop.call_later(self._patience, entry.give_up)
        try:
            return await entry.written
        finally:
            patience.cancel()

    async def _go_on(self) -> None:
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            while self._waiting:
                await self._write_group(self._next_group())
            if self._stopping:
                if self.missed:
                    await self._write_group([])
                return

    def _next_group(self) -> list[_Entry]:
        group: list[_Entry] = []
        while self._waiting and len(group) < LARGEST_GROUP:
            entry = self._waiting.popleft()
            if entry.given_up:
                self.missed += 1
            else:
                group.append(entry)
        return group

    async def _write_group(self, group: list[_Entry]) -> None:
        """Write one group. A visit whose group fails was not counted: it is missed. One whose commit came late was."""
        missed, latest = self.missed, self._latest
        if latest is None or not (group or missed):
            return
        visits = [entry.visit for entry in group]
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._write, visits, missed, latest)
        except Exception as error:  # noqa: BLE001  whatever went wrong, nobody is kept from going on
            self.missed += len(group)
            logger.warning("%d visits went uncounted: %s", len(group), type(error).__name__)
            outcome = False
        else:
            self.missed -= missed
            outcome = True
        for entry in group:
            if not entry.written.done():
                entry.written.set_result(outcome)
