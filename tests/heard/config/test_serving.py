"""The worker is started again whenever it dies, whatever the server forks meanwhile."""

import os
import subprocess
import threading
import time
from typing import Any

import pytest

from heard.config import serving


def test_nothing_is_forked_while_the_worker_is_being_started(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    is_starting, forked = threading.Event(), threading.Event()

    def slow_start(*_: Any) -> subprocess.Popen[bytes]:
        is_starting.set()
        forked.wait(0.3)
        told.append("started")
        keeper._stopping.set()
        return real("true")

    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", slow_start)
    keeper = serving.WorkerKeeper()
    keeper.start()
    is_starting.wait(5)

    child = os.fork()
    if child == 0:
        os._exit(0)
    told.append("forked")
    forked.set()
    os.waitpid(child, 0)

    assert told == ["started", "forked"]


def test_a_worker_that_dies_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def start(*_: Any) -> subprocess.Popen[bytes]:
        started.append(real(["sleep", "60"]))
        return started[-1]

    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", start)
    monkeypatch.setattr(serving, "RESTART_AFTER", 0.01)
    keeper = serving.WorkerKeeper()
    keeper.start()
    _until(lambda: len(started) == 1)
    started[0].kill()
    _until(lambda: len(started) == 2)
    keeper.stop()

    assert started[1].poll() is not None


def _until(condition: Any) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
