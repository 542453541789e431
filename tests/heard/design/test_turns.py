"""Whose turn it is to write, on SQLite."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from heard.design.turns import look_often


@pytest.fixture
def file(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """A database of its own, away from that of the tests."""
    path = tmp_path / "turns.sqlite3"
    with closing(sqlite3.connect(path)) as new:
        new.executescript("PRAGMA journal_mode=WAL; CREATE TABLE visit (id INTEGER PRIMARY KEY);")
    with django_db_blocker.unblock():
        yield path


@contextmanager
def connected(file: Path, *, timeout: float) -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own to the file, as the site makes them."""
    handler = ConnectionHandler(
        {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(file),
                "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": timeout},
            }
        }
    )
    connection = handler["default"]
    connection.connect()
    look_often(connection=connection)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def written(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """A transaction on just this connection."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        yield
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.set_autocommit(True)


def busy(file: Path, over: threading.Event, begun: threading.Event) -> None:
    """Write as a worker does: 40 ms with the lock, 2 ms without."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=5)) as worker:
        while not over.is_set():
            worker.execute("BEGIN IMMEDIATE")
            worker.execute("INSERT INTO visit DEFAULT VALUES")
            begun.set()
            time.sleep(0.04)
            worker.execute("COMMIT")
            time.sleep(0.002)


def test_who_writes_beside_a_busy_worker_gets_a_turn_within_a_few_of_its_batches(file: Path) -> None:
    over, begun = threading.Event(), threading.Event()
    worker = threading.Thread(target=busy, args=(file, over, begun))
    worker.start()
    begun.wait(5)
    try:
        with connected(file, timeout=0.5) as connection:
            for _ in range(12):
                with written(connection), connection.cursor() as cursor:
                    cursor.execute("INSERT INTO visit DEFAULT VALUES")
    finally:
        over.set()
        worker.join()


def test_one_whose_turn_never_comes_is_told_once_its_patience_is_over(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as holder, connected(file, timeout=0.05) as connection:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"), written(connection):
            pass
        holder.execute("ROLLBACK")
        with written(connection):
            pass


def test_the_patience_of_the_connection_stays_what_it_was(file: Path) -> None:
    with connected(file, timeout=0.25) as connection, written(connection), connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (250,)


def test_a_wrong_beginning_is_not_tried_again(file: Path) -> None:
    with connected(file, timeout=5) as connection:
        connection.transaction_mode = "NONSENSE"  # type: ignore[attr-defined]
        started = time.monotonic()
        with pytest.raises(OperationalError, match="syntax"), written(connection):
            pass
        assert time.monotonic() - started < 4
