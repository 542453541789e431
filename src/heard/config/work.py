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
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, close_old_connections

logger = logging.getLogger(__name__)

REST = 0.25
BATCH = 200


@dataclass(frozen=True, kw_only=True)
class Finder:
    """A function of some app's `tasks`: it does at most `limit` pieces of work and returns how many it did."""

    name: str


@dataclass(frozen=True, kw_only=True)
class DatedJob:
    """A function of some app's `tasks` that is run again after each `every`; running it twice changes nothing."""

    name: str
    every: timedelta


FINDERS = (
    Finder(name="heard.casework.tasks.open_some"),
    Finder(name="heard.insight.tasks.read_some"),
    Finder(name="heard.feedback.tasks.import_some"),
    Finder(name="heard.measurement.tasks.roll_up_some"),
)

DATED_JOBS = (
    DatedJob(name="heard.campaigns.tasks.rotate_salts", every=timedelta(minutes=5)),
    DatedJob(name="heard.feedback.tasks.erase_old_drafts", every=timedelta(minutes=10)),
    DatedJob(name="heard.feedback.tasks.clear_up_imports", every=timedelta(hours=1)),
    DatedJob(name="heard.accounts.tasks.erase_old_sessions", every=timedelta(hours=6)),
    DatedJob(name="heard.accounts.tasks.erase_old_invitations", every=timedelta(hours=6)),
)


def _function(name: str) -> Callable[..., int]:
    module, _, attribute = name.rpartition(".")
    function: Callable[..., int] = getattr(import_module(module), attribute)
    return function


def _kind_and_place(error: Exception) -> str:
    """Say what kind of failure it was and where, never its message, which may hold what a person wrote."""
    kind, frames = type(error).__name__, traceback.extract_tb(error.__traceback__)
    return f"{kind} at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else kind


def heartbeat_file() -> Path:
    """Return the file whose age says when this machine's worker last went round."""
    return Path(settings.HEARD_HOME) / "worker-heartbeat"


class Worker:
    """Goes round the finders and the dated jobs until it is told to stop; what it has in hand it finishes."""

    def __init__(self, *, limit: int = BATCH) -> None:
        self.holder = f"{socket.gethostname()[:30]}:{os.getpid()}"
        self.limit = limit
        self.stopping = threading.Event()
        self._due: dict[str, float] = {}

    def stop(self, *_: object) -> None:
        """Ask it to stop after the batch in hand."""
        self.stopping.set()

    def once(self) -> int:
        """Go round once; return how much was done. A finder that fails is logged and leaves the others alone."""
        done = sum(self._find(finder) for finder in FINDERS if not self.stopping.is_set())
        for job in DATED_JOBS:
            self._run_if_due(job)
        return done

    def until_idle(self) -> int:
        """Go round until nothing is found; return how much was done."""
        total = 0
        while (done := self.once()) and not self.stopping.is_set():
            total += done
        return total

    def forever(self) -> None:
        """Go round until stopped, resting for a quarter of a second whenever nothing was found."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)
        heartbeat_file().parent.mkdir(parents=True, exist_ok=True)
        while not self.stopping.is_set():
            heartbeat_file().touch()
            if not self.once():
                close_old_connections()
                self.stopping.wait(REST)

    def _find(self, finder: Finder) -> int:
        try:
            return _function(finder.name)(holder=self.holder, limit=self.limit)
        except DatabaseError as error:
            logger.error("%s could not reach the database: %s", finder.name, _kind_and_place(error))
        except Exception as error:  # noqa: BLE001  one broken finder must not stop the others
            logger.error("%s failed: %s", finder.name, _kind_and_place(error))
        close_old_connections()
        return 0

    def _run_if_due(self, job: DatedJob) -> None:
        moment = time.monotonic()
        if self._due.get(job.name, 0.0) > moment:
            return
        self._due[job.name] = moment + job.every.total_seconds()
        try:
            _function(job.name)()
        except Exception as error:  # noqa: BLE001  it is tried again when next due
            logger.error("%s failed: %s", job.name, _kind_and_place(error))
