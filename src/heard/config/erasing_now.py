"""Erasing at once what the worker would erase in its own time."""

import os
import socket
from collections.abc import Iterator

from django.db import connection

from heard.config import purging
from heard.design import clock
from heard.feedback.models import Erasure
from heard.feedback.queries.erasing import hold_on
from heard.feedback.tasks import erase_some
from heard.measurement.tasks import roll_up_some

BATCH = 200


def erase_now(*, rewrite: bool) -> Iterator[str]:
    """Erase all that waits and clean the storage; yield what was done, and of what still waits why."""
    holder = f"{socket.gethostname()[:30]}:{os.getpid()}"
    while roll_up_some(holder=holder, limit=BATCH):
        pass
    while erase_some(holder=holder, limit=BATCH):
        pass
    if connection.vendor != "postgresql" or rewrite:
        yield f"{purging.purge(now=clock.now()):,} erasures finished."
    emptied = Erasure.objects.emptied().count()
    if emptied:
        yield f"{emptied:,} are erased, and the storage under them waits to be cleaned."
    for erasure in Erasure.objects.filter(emptied_at=None).select_related("submission").order_by("pk"):
        is_held = hold_on(submission=erasure.submission) is not None
        why = "A legal hold stands on it." if is_held else erasure.failure or "It waits for its turn."
        yield f"One waits since {erasure.asked_at:%Y-%m-%d}. {why}"
