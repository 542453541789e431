"""Whose turn it is to write, on SQLite: whoever waits looks each millisecond, so that nobody is starved.

SQLite's own waiting sleeps longer and longer between looks, up to a tenth of a second. Beside a worker that writes one
batch after another, a click then misses gap after gap until its patience is over; one that looks often takes the next.
"""

import sqlite3
import time
from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

LOOK_EVERY = 0.001


def look_often(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Let the beginning of each transaction look often for its turn; called for each new connection."""
    if connection.vendor == "sqlite" and begin not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, begin)


def begin(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """Run a statement; one that begins a transaction is tried each millisecond, for as long as the connection waits.

    `rest` is what Django hands on: the parameters, whether they are many, and the context with the connection. Raises
    OperationalError ("database is locked") where its turn does not come in that time, as SQLite does.
    """
    if not sql.startswith("BEGIN"):
        return execute(sql, *rest)
    raw: sqlite3.Connection = rest[-1]["connection"].connection
    (patience_ms,) = raw.execute("PRAGMA busy_timeout").fetchone()
    last = time.monotonic() + patience_ms / 1000
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                return execute(sql, *rest)
            except OperationalError as error:
                if time.monotonic() >= last or not _is_taken(error):
                    raise
            time.sleep(LOOK_EVERY)
    finally:
        raw.execute(f"PRAGMA busy_timeout = {int(patience_ms)}")


def _is_taken(error: OperationalError) -> bool:
    """Return whether another writes: SQLITE_BUSY in any of its forms."""
    code: int = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY
