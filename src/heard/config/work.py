"""The worker: finders that find their own work in the database, and jobs that fall due.

Nothing is queued: what a submission's transaction recorded is what a finder finds. Each finder claims by lease, so
a worker that is killed loses nothing, and the next one finds its work again.
"""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections, connection

from heard.design.logs import kind_and_place

logger = logging.getLogger(__name__)

REST = 0.25
QUIET = 2.0
"""Seconds after which a finder looks again although nobody wrote: what a lease held may have come free meanwhile."""
PARTING = 8.0
"""Seconds that long work in hand is waited for at the end; what is cut off then is found again."""
BATCH = 50
"""So much each finder does in one round at most: what speaks of harm waits for one round of the others' work."""
LONGER = 4
"""So many times as much is done at once by a finder that has a thread of its own."""
LONGEST_REST = 10.0
"""Seconds that a finder which keeps failing is left alone at most: someone at risk may be waiting for it."""


@dataclass(frozen=True, kw_only=True)
class Finder:
    """A function of some app's `tasks`: it does at most `limit` pieces of work and returns how many it did.

    One that may take long (a file of a million rows) has a thread of its own, so that nobody at risk waits for it; one
    that asks machines of others has another, so that nothing of ours waits for a service that does not answer.
    """

    name: str
    is_long: bool = False
    asks_others: bool = False


@dataclass(frozen=True, kw_only=True)
class DatedJob:
    """A function of some app's `tasks` that is run again after each `every`; running it twice changes nothing.

    A costly one does not run `at_start`: its first turn comes after one `every`. One that may take long runs beside.
    """

    name: str
    every: timedelta
    at_start: bool = True
    is_long: bool = False


@dataclass(frozen=True, kw_only=True)
class Failure:
    """How often in a row a finder has failed, and until when (seconds of the monotonic clock) it is left alone."""

    times: int = 0
    until: float = 0.0

    def once_more(self, *, at: float) -> "Failure":
        """Return the failure after one more: each makes the next rest twice as long, up to LONGEST_REST."""
        return Failure(times=self.times + 1, until=at + min(LONGEST_REST, REST * 2**self.times))


FINDERS = (
    Finder(name="heard.accounts.tasks.carry_out_successions"),
    Finder(name="heard.places.tasks.hand_over_some"),
    Finder(name="heard.feedback.tasks.take_in_added_words"),
    Finder(name="heard.feedback.tasks.make_missing_keys"),
    Finder(name="heard.feedback.tasks.wrap_some"),
    Finder(name="heard.insight.tasks.read_some"),
    Finder(name="heard.casework.tasks.open_some"),  # at once after the reading: what it found belongs in the queue
    Finder(name="heard.insight.tasks.read_messages"),
    Finder(name="heard.feedback.tasks.send_news", is_long=True),
    Finder(name="heard.casework.tasks.take_in_messages"),
    Finder(name="heard.insight.tasks.find_themes"),
    Finder(name="heard.casework.tasks.make_copies"),  # after added words and messages were taken in
    Finder(name="heard.feedback.tasks.import_some", is_long=True),
    Finder(name="heard.measurement.tasks.count_cuts", is_long=True),
    Finder(name="heard.feedback.tasks.compare_some", is_long=True),
    Finder(name="heard.casework.tasks.find_some_groups", is_long=True),
    Finder(name="heard.config.purging.purge_some", is_long=True),
    Finder(name="heard.feedback.tasks.reseal_some"),
    Finder(name="heard.measurement.tasks.roll_up_some"),
    Finder(name="heard.feedback.tasks.erase_some"),  # after the roll-ups, for which an erasure waits
    Finder(name="heard.accounts.tasks.chain_some"),
    Finder(name="heard.measurement.tasks.follow_some", asks_others=True),
)

DATED_JOBS = (
    DatedJob(name="heard.campaigns.tasks.rotate_salts", every=timedelta(minutes=5)),
    DatedJob(name="heard.feedback.tasks.erase_old_drafts", every=timedelta(minutes=10)),
    DatedJob(name="heard.config.purging.empty_log", every=timedelta(hours=1), at_start=False),
    DatedJob(name="heard.feedback.tasks.watch_for_floods", every=timedelta(minutes=2)),
    DatedJob(name="heard.feedback.tasks.forget_likenesses", every=timedelta(hours=6)),
    DatedJob(name="heard.feedback.tasks.forget_spent_proofs", every=timedelta(minutes=30)),
    DatedJob(name="heard.feedback.tasks.erase_old_news_addresses", every=timedelta(hours=1)),
    DatedJob(name="heard.feedback.tasks.clear_up_imports", every=timedelta(minutes=1)),
    DatedJob(name="heard.casework.tasks.erase_old_copies", every=timedelta(hours=1)),
    DatedJob(name="heard.accounts.tasks.erase_old_sessions", every=timedelta(hours=6)),
    DatedJob(name="heard.accounts.tasks.erase_old_attempts", every=timedelta(hours=1)),
    DatedJob(name="heard.accounts.tasks.erase_old_invitations", every=timedelta(hours=6)),
    DatedJob(name="heard.accounts.tasks.chain_late_ones", every=timedelta(minutes=10)),
    DatedJob(name="heard.feedback.tasks.keep_no_longer", every=timedelta(minutes=10), at_start=False, is_long=True),
    DatedJob(name="heard.config.backups.prune_last_folder", every=timedelta(hours=1), at_start=False),
    DatedJob(name="heard.feedback.tasks.tell_privacy_leads", every=timedelta(hours=1), is_long=True),
    DatedJob(name="heard.insight.tasks.forget_old_models", every=timedelta(hours=6), at_start=False),
    DatedJob(name="heard.measurement.tasks.forget_hours", every=timedelta(hours=6)),
    DatedJob(name="heard.measurement.tasks.watch_campaigns", every=timedelta(minutes=5), is_long=True),
    DatedJob(name="heard.measurement.tasks.write_about_alerts", every=timedelta(minutes=10), is_long=True),
    DatedJob(name="heard.measurement.tasks.watch_links", every=timedelta(hours=1), at_start=False, is_long=True),
    DatedJob(name="heard.measurement.tasks.watch_agreement", every=timedelta(hours=6), at_start=False, is_long=True),
    DatedJob(name="heard.measurement.tasks.forget_cuts", every=timedelta(hours=6), at_start=False),
    DatedJob(name="heard.measurement.tasks.forget_waiting_exports", every=timedelta(minutes=5)),
    DatedJob(name="heard.measurement.tasks.copy_for_analysis", every=timedelta(minutes=10), is_long=True),
    DatedJob(
        name="heard.measurement.tasks.compare_for_analysis", every=timedelta(hours=24), at_start=False, is_long=True
    ),
    DatedJob(name="heard.measurement.tasks.recount", every=timedelta(hours=24), at_start=False),
)


def _function(name: str) -> Callable[..., int]:
    module, _, attribute = name.rpartition(".")
    function: Callable[..., int] = getattr(import_module(module), attribute)
    return function


def heartbeat_file() -> Path:
    """Return the file whose age says when this machine's worker last went round."""
    return Path(settings.HEARD_HOME) / "worker-heartbeat"


def written_by_others() -> int | None:
    """Return a number that changes when another connection has written; None on PostgreSQL, which has no cheap one.

    On SQLite it is a look at the file's first page, where a round of finders is some forty queries.
    """
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        (number,) = cursor.fetchone()
    return int(number)


class Worker:
    """Goes round the finders and the dated jobs until it is told to stop; what it has in hand it finishes."""

    def __init__(self, *, limit: int = BATCH) -> None:
        self.holder = f"{socket.gethostname()[:30]}:{os.getpid()}"
        self.limit = limit
        self.stopping = threading.Event()
        self._due: dict[str, float] = {}
        self._failures: dict[str, Failure] = {}

    def stop(self, *_: object) -> None:
        """Ask it to stop after the batch in hand."""
        self.stopping.set()

    def once(self) -> int:
        """Go round once; return how much was done. A finder that fails is logged and leaves the others alone."""
        return self._round(FINDERS, DATED_JOBS)

    def until_idle(self) -> int:
        """Go round until nothing is found; return how much was done."""
        total = 0
        while (done := self.once()) and not self.stopping.is_set():
            total += done
        return total

    def forever(self) -> None:
        """Go round until stopped, resting for a while whenever nothing was found; long work goes round by itself."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)
        heartbeat_file().parent.mkdir(parents=True, exist_ok=True)
        afar = [each for each in FINDERS if each.asks_others]
        here = [each for each in FINDERS if not each.asks_others]
        long, short = [each for each in here if each.is_long], [each for each in here if not each.is_long]
        late, soon = [each for each in DATED_JOBS if each.is_long], [each for each in DATED_JOBS if not each.is_long]
        beside = threading.Thread(target=self._go_on, args=(long, late), name="long-work", daemon=True)
        beside.start()
        outside = threading.Thread(target=self._go_on, args=(afar, ()), name="asking-others", daemon=True)
        outside.start()
        self._go_on(short, soon, is_main=True)
        beside.join(PARTING)
        outside.join(0.1)  # what it has not committed is asked for again

    def _go_on(self, finders: Sequence[Finder], jobs: Sequence[DatedJob], *, is_main: bool = False) -> None:
        while not self.stopping.is_set():
            if is_main:
                heartbeat_file().touch()
            before = written_by_others()
            if not self._round(finders, jobs):
                close_old_connections()
                self._rest(before)
        connection.close()

    def _rest(self, before: int | None) -> None:
        """Wait until somebody wrote since `before`; for QUIET seconds at most, where that can be told."""
        until = time.monotonic() + QUIET
        while not self.stopping.wait(REST):
            if before is None or time.monotonic() >= until or written_by_others() != before:
                return

    def _round(self, finders: Sequence[Finder], jobs: Sequence[DatedJob]) -> int:
        done = sum(self._find(finder) for finder in finders if not self.stopping.is_set())
        for job in jobs:
            if not self.stopping.is_set():
                self._run_if_due(job)
        return done

    def _find(self, finder: Finder) -> int:
        failed = self._failures.get(finder.name, Failure())
        if failed.until > time.monotonic():
            return 0
        try:
            done = _function(finder.name)(holder=self.holder, limit=self.limit * (LONGER if finder.is_long else 1))
        except Exception as error:  # noqa: BLE001  one broken finder must not stop the others
            again = self._failures[finder.name] = failed.once_more(at=time.monotonic())
            logger.error("%s failed (%d times in a row): %s", finder.name, again.times, kind_and_place(error))
            close_old_connections()
            return 0
        self._failures.pop(finder.name, None)
        return done

    def _run_if_due(self, job: DatedJob) -> None:
        moment = time.monotonic()
        later = moment + job.every.total_seconds()
        if self._due.setdefault(job.name, moment if job.at_start else later) > moment:
            return
        self._due[job.name] = later
        try:
            _function(job.name)()
        except Exception as error:  # noqa: BLE001  it is tried again when next due
            logger.error("%s failed: %s", job.name, kind_and_place(error))
