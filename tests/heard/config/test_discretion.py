"""Whatever fails, no log, page or stream holds what a person wrote."""

import asyncio
import io
import logging
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from heard.config import asgi, work
from heard.design.logs import DiscreetFormatter, DiscreetHandler
from tests.heard.config.failing import SIGNS, WORDS, fail
from tests.heard.config.operating import ROOT, environment, free_port, heard
from tests.rules.permissions import TABLE

FORM = {"words": WORDS, "text": WORDS, "q": WORDS, "login": "philippa.no@example.org", "password": WORDS}


def leaks(told: str) -> list[str]:
    return [sign for sign in SIGNS if sign.lower() in told.lower()]


@pytest.fixture(params=["WARNING", "DEBUG"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What our own handler writes, at the usual level and at the most talkative."""
    written = io.StringIO()
    handler = DiscreetHandler(written)
    handler.setFormatter(DiscreetFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(request.param)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def _open_to_all() -> list[str]:
    """Return the addresses that the public may reach, with made-up arguments: the failure comes before they matter."""
    names = [name for name, row in TABLE.items() if row.public != 302 and not name.startswith(("hot:", "stream:"))]
    found = []
    for name in names:
        for arguments in ([], ["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"], [1]):
            try:
                found.append(reverse(name, args=arguments))
            except Exception:  # noqa: BLE001  this many arguments it does not take
                continue
            break
    assert len(found) > 20
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("is_debugging", [False, True])
def test_a_page_that_breaks_says_and_logs_nothing_of_what_was_sent(
    log: io.StringIO, settings: Any, *, is_debugging: bool
) -> None:
    settings.DEBUG = is_debugging
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.heard.config.failing.FailingViews"]
    client = Client(raise_request_exception=False)

    for path in _open_to_all():
        answer = client.post(path, FORM)
        assert answer.status_code == 500, path
        assert not leaks(answer.content.decode()), path

    assert "ValueError at failing.py" in log.getvalue()
    assert not leaks(log.getvalue())


@pytest.mark.django_db
def test_work_that_breaks_logs_nothing_of_what_it_worked_on(log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_function", lambda name: fail)

    work.Worker().once()

    told = log.getvalue()
    names = [finder.name for finder in work.FINDERS] + [job.name for job in work.DATED_JOBS if job.at_start]
    assert not [name for name in names if name not in told]
    assert not leaks(told)


def test_what_breaks_ahead_of_django_is_answered_and_logged_without_words(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": WORDS.encode()}

    async def breaks(*_: Any) -> None:
        fail()

    whole = asgi.Site()
    monkeypatch.setattr(whole, "mounts", ())
    monkeypatch.setattr(whole, "django", breaks)
    asyncio.run(whole({"type": "http", "path": "/l/x"}, receive, send))

    assert sent[0]["status"] == 500
    assert (b"cache-control", b"no-store") in sent[0]["headers"]
    assert not leaks(str(sent))
    assert "An answer broke: ValueError at failing.py" in log.getvalue()
    assert not leaks(log.getvalue())


def test_a_task_that_nobody_awaited_is_logged_without_its_words(log: io.StringIO) -> None:
    async def lose() -> None:
        async def breaks() -> None:
            fail()

        task = asyncio.get_running_loop().create_task(breaks())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task

    asyncio.run(lose())

    assert "Task exception was never retrieved" in log.getvalue()
    assert not leaks(log.getvalue())


class TestARunningSite:
    """The real server and its worker, in processes of their own; slow."""

    @pytest.mark.slow
    @pytest.mark.parametrize("debug", ["", "1"])
    def test_writes_no_words_wherever_it_breaks(self, tmp_path: Path, debug: str) -> None:
        code, said = heard(tmp_path, "setup")
        assert code == 0, said
        port = free_port()
        surroundings = {**environment(tmp_path), "HEARD_DEBUG": debug, "HEARD_LOG_LEVEL": "DEBUG"}
        command = [sys.executable, "-m", "tests.heard.config.failing", "serve", "--port", str(port), "--no-worker"]
        with (tmp_path / "said").open("wb") as told:
            server = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**surroundings, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"},
                stdout=told,
                stderr=told,
            )
            try:
                statuses = {path: _post(port, path) for path in ("/", "/c/a/b/start/", "/l/code", "/accounts/login/")}
            finally:
                server.send_signal(signal.SIGTERM)
                server.wait(30)
            worker = subprocess.run(
                [sys.executable, "-m", "tests.heard.config.failing", "work", "--once"],
                cwd=ROOT,
                env={**surroundings, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"},
                stdout=told,
                stderr=told,
                check=False,
            )
        assert worker.returncode == 0
        assert {status for status, _ in statuses.values()} == {500}
        for path, (_, page) in statuses.items():
            assert not leaks(page), path
        written = (tmp_path / "said").read_text()
        assert "ValueError at failing.py" in written
        assert not leaks(written)
        kept = [file for file in tmp_path.rglob("*") if file.is_file()]
        assert not [file for file in kept if leaks(file.read_bytes().decode("latin-1"))]

    @pytest.mark.slow
    def test_a_command_that_breaks_says_where_and_not_what(self, tmp_path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-c", "from heard.config.cli.terminal import ready; ready(); "
             "from tests.heard.config.failing import fail; fail()"],
            cwd=ROOT,
            env={
                **environment(tmp_path),
                "DJANGO_SETTINGS_MODULE": "heard.config.settings",
                "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
            },
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert "ValueError at failing.py" in done.stderr
        assert not leaks(done.stderr + done.stdout)


def _post(port: int, path: str) -> tuple[int, str]:
    body = urllib.parse.urlencode(FORM).encode()
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", data=body, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read().decode()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
