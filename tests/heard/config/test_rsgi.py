"""What the site's own server asks: clicks are answered in one call, and all else comes through whole."""

import asyncio
import http.client
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]

from heard.campaigns.hot import HotPath
from heard.config import asgi
from heard.config.rsgi import Bridge, Front, scope_of
from tests.heard.campaigns.test_hot import BROWSER, TABLE, TARGET, Commits
from tests.heard.config.operating import environment, free_port, heard


class Line:
    """A line to somebody who sends a body in parts, and notes what they are sent."""

    def __init__(self, *parts: bytes) -> None:
        self._parts = parts
        self.told: list[tuple[Any, ...]] = []
        self.has_gone = asyncio.Event()
        self.is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            yield part

    async def client_disconnect(self) -> None:
        await self.has_gone.wait()

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.told.append((status, headers))

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.told.append((status, headers, body))

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> "Line":
        self.told.append((status, headers))
        return self

    async def send_bytes(self, data: bytes) -> None:
        if self.is_closed:
            raise ProtocolClosed
        self.told.append((data,))


def request(path: str, *, method: str = "GET", query: str = "", client: str = "192.0.2.7:1234") -> Any:
    pairs = [("host", "heard.example"), ("user-agent", BROWSER), ("cookie", "a=1"), ("cookie", "b=2")]
    return SimpleNamespace(
        proto="http",
        http_version="1.1",
        server="127.0.0.1:8000",
        client=client,
        scheme="http",
        method=method,
        path=path,
        query_string=query,
        headers=SimpleNamespace(items=lambda: pairs),
    )


class Behind(asgi.Site):
    """A site whose hot path holds one link, and which tells what else it is asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.hot = HotPath(behind=self.note)
        self.hot.table = TABLE
        self.commits = Commits()
        self.hot.commits = self.commits  # type: ignore[assignment]
        self.mounts = (self.hot,)
        self.django = self.note  # type: ignore[assignment]

    async def note(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-page", b"1")]})
        await send({"type": "http.response.body", "body": b"page"})


def test_a_click_is_counted_and_answered_in_one_call() -> None:
    site, line = Behind(), Line()
    asyncio.run(Front(behind=site).__rsgi__(request("/l/carers-fb-2", client="[2001:db8::1]:4321"), line))
    [(status, headers)] = line.told
    assert (status, dict(headers)["location"]) == (302, TARGET.location)
    assert dict(headers)["cache-control"] == "no-store"
    other = Behind()
    asyncio.run(Front(behind=other).__rsgi__(request("/l/carers-fb-2", client="[2001:db8:0:0:9::2]:99"), Line()))
    assert site.commits.visits[0].visitor_day == other.commits.visits[0].visitor_day
    assert site.asked == []


@pytest.mark.parametrize(("path", "query"), [("/l/carers-fb-2", "nostats"), ("/l/unknown", ""), ("/c/care/", "p=x")])
def test_whatever_else_is_asked_reaches_the_site(path: str, query: str) -> None:
    site, line = Behind(), Line()
    asyncio.run(Front(behind=site).__rsgi__(request(path, query=query), line))
    assert [(asked["path"], asked["query_string"]) for asked in site.asked] == [(path, query.encode())]
    assert line.told == [(200, [("x-page", "1")], b"page")]
    assert site.commits.visits == []


def test_what_breaks_is_answered_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any) -> None:
        raise ValueError("my knee")

    site, line = Behind(), Line()
    monkeypatch.setattr(HotPath, "_answer", breaks)
    asyncio.run(Front(behind=site).__rsgi__(request("/l/carers-fb-2"), line))
    [(status, headers, body)] = line.told
    assert status == 500
    assert dict(headers)["cache-control"] == "no-store"
    assert b"knee" not in body


def test_a_request_is_handed_on_whole() -> None:
    scope = scope_of(request("/c/care/é", method="POST", query="q=é", client="[2001:db8::1]:4321"))
    assert (scope["type"], scope["method"], scope["path"]) == ("http", "POST", "/c/care/é")
    assert scope["query_string"] == "q=é".encode()
    assert [pair for pair in scope["headers"] if pair[0] == b"cookie"] == [(b"cookie", b"a=1"), (b"cookie", b"b=2")]
    assert (scope["client"], scope["server"]) == (("2001:db8::1", 4321), ("127.0.0.1", 8000))


def test_a_body_comes_in_its_parts_and_then_that_they_have_gone() -> None:
    async def read() -> list[Any]:
        line = Line(b"one", b"two")
        bridge = Bridge(line)
        said = [await bridge.receive() for _ in range(3)]
        line.has_gone.set()
        return [*said, await bridge.receive()]

    assert asyncio.run(read()) == [
        {"type": "http.request", "body": b"one", "more_body": True},
        {"type": "http.request", "body": b"two", "more_body": True},
        {"type": "http.request", "body": b"", "more_body": False},
        {"type": "http.disconnect"},
    ]


def test_an_answer_in_pieces_is_sent_as_they_come_and_nothing_to_whoever_has_gone() -> None:
    async def send() -> list[tuple[Any, ...]]:
        line = Line()
        bridge = Bridge(line)
        await bridge.send({"type": "http.response.start", "status": 200, "headers": [(b"a", b"1"), (b"a", b"2")]})
        for piece in (b"one", b"two"):
            await bridge.send({"type": "http.response.body", "body": piece, "more_body": True})
        line.is_closed = True
        await bridge.send({"type": "http.response.body", "body": b"three"})
        return line.told

    assert asyncio.run(send()) == [(200, [("a", "1"), ("a", "2")]), (b"one",), (b"two",)]


@pytest.mark.slow
def test_a_running_server_stands_bodies_of_any_size_and_people_who_go_away(tmp_path: Path) -> None:
    code, said = heard(tmp_path, "setup")
    assert code == 0, said
    port = free_port()
    command = [sys.executable, "-m", "heard.config", "serve", "--port", str(port), "--no-worker"]
    with (tmp_path / "said").open("wb") as told:
        server = subprocess.Popen(command, env=environment(tmp_path), stdout=told, stderr=told)
    try:
        _wait_for(port)
        chance = random.Random(1)
        for _ in range(60):
            _go_away(port, chance)
            size = chance.choice([0, 1, 70_000, 400_000])
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            line.request("POST", "/l/unknown", body=b"x" * size)
            answer = line.getresponse()
            assert answer.status in {403, 405, 413}, answer.status
            assert answer.read()
            line.close()
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
    assert "Unexpected exit" not in (tmp_path / "said").read_text()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            return


def _go_away(port: int, chance: random.Random) -> None:
    """Announce a long body, send a part of it, and hang up."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        head = b"POST /l/unknown HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500000\r\n\r\n"
        line.sendall(head + b"x" * chance.randrange(200_000))
