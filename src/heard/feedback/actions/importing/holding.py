"""Who runs an import: a hold on its batch, renewed while it works and known to be gone when it is not."""

import os
import socket
from collections.abc import Callable
from datetime import datetime, timedelta

from heard.feedback.models import BatchState, ImportBatch

LEASE = timedelta(minutes=2)

Clock = Callable[[], datetime]


class ImportLost(Exception):
    """Someone else took this import over while it ran: its lease ran out."""


def holder_name() -> str:
    """Return who runs an import: this machine and process."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def keep_hold(batch: ImportBatch, *, rows_done: int, moment: datetime) -> None:
    """Hold a running batch for another lease, and say how far it is; raise ImportLost where another took it."""
    held = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.RUNNING, holder=batch.holder)
    if not held.update(rows_done=rows_done, leased_until=moment + LEASE):
        raise ImportLost


def is_cut_off(batch: ImportBatch, *, now: datetime) -> bool:
    """Return whether the process that ran the batch is gone: known at once on the same machine, else by its lease."""
    machine, _colon, process = batch.holder.rpartition(":")
    if machine == socket.gethostname()[:40] and process.isdigit():
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass
    return batch.leased_until is None or batch.leased_until < now
