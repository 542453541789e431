"""Servers shaped like those of open networks, on this machine, for the connectors to ask."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import SplitResult, parse_qs, urlsplit


class Mastodon(ThreadingHTTPServer):
    """A Mastodon server with one hashtag: pages of history, single posts, a stream, and moods."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.statuses: dict[int, dict] = {}
        self.told: list[tuple[str, str]] = []
        self.asked: list[str] = []
        self.busy = 0
        self.is_broken = False
        self.leads_to = ""
        self.wants_token = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def post(self, number: int, *, text: str = "Tell them #Heard", acct: str = "org@elsewhere.example", **more) -> dict:
        made = self.statuses[number] = status(number, text=text, acct=acct, **more)
        return made

    def delete(self, number: int) -> None:
        del self.statuses[number]


def status(number: int, *, text: str, acct: str, visibility: str = "public", links: tuple[str, ...] = ()) -> dict:
    anchors = "".join(f' <a href="{link}">{link}</a>' for link in links)
    return {
        "id": str(number),
        "uri": f"https://elsewhere.example/statuses/{number}",
        "url": f"https://elsewhere.example/@org/{number}",
        "created_at": "2020-07-09T10:00:00.000Z",
        "visibility": visibility,
        "language": "en",
        "content": f"<p>{text}{anchors}</p>",
        "replies_count": 1,
        "favourites_count": 2,
        "reblogs_count": 3,
        "account": {"id": "7", "acct": acct, "url": f"https://elsewhere.example/@{acct.partition('@')[0]}"},
    }


class _Asked(BaseHTTPRequestHandler):
    server: Mastodon
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if not self._is_in_a_mood():
            self._answer(urlsplit(self.path))

    def _is_in_a_mood(self) -> bool:
        if self.server.busy:
            self.server.busy -= 1
            self._send(429, {"error": "Throttled"}, {"Retry-After": "42"})
        elif self.server.is_broken:
            self._send(502, {"error": "down"})
        elif self.server.leads_to:
            self._send(302, {}, {"Location": self.server.leads_to})
        elif self.server.wants_token and not self.headers.get("Authorization"):
            self._send(401, {"error": "This method requires an authenticated user"})
        else:
            return False
        return True

    def _answer(self, parts: SplitResult) -> None:
        if parts.path.startswith("/api/v1/timelines/tag/"):
            self._history(parse_qs(parts.query))
        elif parts.path.startswith("/api/v1/streaming/hashtag"):
            self._stream()
        elif parts.path.startswith("/api/v1/statuses/"):
            found = self.server.statuses.get(int(parts.path.rpartition("/")[2]))
            self._send(200, found) if found else self._send(404, {"error": "Record not found"})
        elif parts.path == "/api/v1/instance":
            self._send(
                200, {"uri": "x", "title": "x", "version": "4.3.0", "urls": {"streaming_api": self.server.address}}
            )
        else:
            self._send(404, {"error": "Record not found"})

    def _history(self, asked: dict[str, list[str]]) -> None:
        after, limit = int(asked.get("min_id", ["0"])[0]), int(asked.get("limit", ["20"])[0])
        numbers = sorted(number for number in self.server.statuses if number > after)[:limit]
        self._send(200, [self.server.statuses[number] for number in reversed(numbers)])

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for name, data in list(self.server.told):
            self.wfile.write(f"event: {name}\ndata: {data}\n\n".encode())
            self.wfile.flush()
        time.sleep(1)

    def _send(self, code: int, answer: object, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(answer).encode()
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def mastodon() -> Iterator[Mastodon]:
    server = Mastodon()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
