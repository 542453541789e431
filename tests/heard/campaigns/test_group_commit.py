"""Visits are committed in groups, each answered after its own commit, and none is lost or counted twice."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.campaigns.group_commit import GroupCommit
from heard.campaigns.visiting import VisitRow

NOW = datetime(2026, 7, 8, 9, tzinfo=UTC)


class Ledger:
    """A database of one table that can be slow, locked or broken."""

    def __init__(self) -> None:
        self.groups: list[int] = []
        self.missed = 0
        self.failures = 0
        self.lock = threading.Event()
        self.lock.set()

    def write(self, visits: Sequence[VisitRow], missed: int, now: datetime) -> None:
        self.lock.wait(60)
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        self.groups.append(len(visits))
        self.missed += missed


def _visit() -> VisitRow:
    return VisitRow(NOW, 1, None, None, None, "CLICK", "HUMAN", "", b"0" * 16, False)


async def _with(ledger: Ledger, count: int) -> list[bool]:
    commits = GroupCommit(write=ledger.write, patience=30)
    await commits.start()
    answers = await asyncio.gather(*(commits.add(_visit()) for _ in range(count)))
    await commits.stop()
    return list(answers)


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 2)
@given(count=st.integers(min_value=1, max_value=1200))
def test_every_visit_is_written_once_and_answered_after_it(count: int) -> None:
    ledger = Ledger()
    assert asyncio.run(_with(ledger, count)) == [True] * count
    assert sum(ledger.groups) == count


def test_visits_that_arrive_together_share_a_transaction() -> None:
    ledger = Ledger()
    asyncio.run(_with(ledger, 400))
    assert len(ledger.groups) < 5


@pytest.mark.slow
def test_nobody_waits_for_a_locked_database_and_what_was_given_up_is_counted_as_missed() -> None:
    ledger = Ledger()

    async def story() -> list[bool]:
        commits = GroupCommit(write=ledger.write)
        await commits.start()
        ledger.lock.clear()
        first = commits.add(_visit())
        await asyncio.sleep(0.02)
        waiting = asyncio.gather(*(commits.add(_visit()) for _ in range(5)))
        answers = await asyncio.wait_for(waiting, timeout=30)
        ledger.lock.set()
        await first
        await commits.stop()
        return list(answers)

    assert asyncio.run(story()) == [False] * 5
    assert (sum(ledger.groups), ledger.missed) == (1, 5)


def test_a_group_that_fails_is_missed_to_the_unit_and_the_next_one_says_so() -> None:
    ledger = Ledger()
    ledger.failures = 1

    async def story() -> None:
        commits = GroupCommit(write=ledger.write)
        await commits.start()
        assert await commits.add(_visit()) is False
        assert await commits.add(_visit()) is True
        await commits.stop()

    asyncio.run(story())
    assert (sum(ledger.groups), ledger.missed) == (1, 1)


def test_each_goes_on_when_their_own_patience_ends_and_no_timer_is_left_behind() -> None:
    ledger = Ledger()

    async def story() -> list[float]:
        commits = GroupCommit(write=ledger.write, patience=0.2)
        await commits.start()
        ledger.lock.clear()
        loop = asyncio.get_running_loop()

        async def waits() -> float:
            began = loop.time()
            assert await commits.add(_visit()) is False
            return loop.time() - began

        waiting = []
        for _ in range(4):
            waiting.append(asyncio.create_task(waits()))
            await asyncio.sleep(0.05)
        waited = await asyncio.wait_for(asyncio.gather(*waiting), timeout=30)
        ledger.lock.set()
        assert await commits.add(_visit()) is True
        await commits.stop()
        return list(waited)

    assert all(seconds >= 0.19 for seconds in asyncio.run(story()))
    assert (sum(ledger.groups), ledger.missed) == (2, 3)
