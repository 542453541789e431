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


@dataclass(eq=False, kw_only=True, slots=True)
class _Entry:
    visit: VisitRow
    written: "asyncio.Future[bool]"
    until: float
    given_up: bool = False

    def give_up(self) -> None:
        """Let the visitor go on; what is not in hand by now is not written."""
        self.given_up = True
        self.written.set_result(False)


class GroupCommit:
    """One writer for one event loop. `write` runs in a thread of its own, one group at a time."""

    def __init__(self, *, write: Write, patience: float = PATIENCE) -> None:
        self._write = write
        self._patience = patience
        self._waiting: deque[_Entry] = deque()
        self._patient: deque[_Entry] = deque()
        self._next_look: asyncio.TimerHandle | None = None
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
        if self._next_look:
            self._next_look.cancel()
        self._thread.shutdown(wait=True)

    def add(self, visit: VisitRow) -> "asyncio.Future[bool]":
        """Return what tells whether the visit's commit came within the patience (seconds); it goes on either way."""
        loop = asyncio.get_running_loop()
        entry = _Entry(visit=visit, written=loop.create_future(), until=loop.time() + self._patience)
        self._waiting.append(entry)
        self._patient.append(entry)
        self._latest = visit.at
        self._arrived.set()
        if self._next_look is None:
            self._next_look = loop.call_at(entry.until, self._let_go)
        return entry.written

    def _let_go(self) -> None:
        """Give up whoever waited too long, in the order they came: a timer for each visit would cost more than it."""
        loop = asyncio.get_running_loop()
        while self._patient and (self._patient[0].written.done() or self._patient[0].until <= loop.time()):
            entry = self._patient.popleft()
            if not entry.written.done():
                entry.give_up()
        self._next_look = loop.call_at(self._patient[0].until, self._let_go) if self._patient else None

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
