"""The site as our own server asks for it: a click is answered by RSGI, all else is handed on by ASGI.

RSGI (granian's own way) hands a request on without a dictionary and takes an answer in one call, which is a third of
what a click costs otherwise. A site behind another server, by `heard.config.asgi`, answers the same.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Protocol

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]

from heard.campaigns.hot import HotPath
from heard.campaigns.hot.asking import Asked, headers_read
from heard.config.asgi import Scope, Site, broken, logger
from heard.config.asgi import application as site
from heard.design.logs import kind_and_place

Words = list[tuple[str, str]]


class Headers(Protocol):
    """The headers of a request, in the order in which they came."""

    def items(self) -> Words: ...


class Request(Protocol):
    """What granian says of a request."""

    proto: str
    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    headers: Headers


class Stream(Protocol):
    """An answer that is sent piece by piece."""

    async def send_bytes(self, data: bytes) -> None: ...


class Line(Protocol):
    """The line to whoever asks: it is read for the body, and answered once."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...
    async def client_disconnect(self) -> None: ...
    def response_empty(self, status: int, headers: Words) -> None: ...
    def response_bytes(self, status: int, headers: Words, body: bytes) -> None: ...
    def response_stream(self, status: int, headers: Words) -> Stream: ...


class Front:
    """Answers clicks and taps by itself, and gives the site everything else."""

    def __init__(self, *, behind: Site) -> None:
        self.site = behind
        self.hot = next((mount for mount in behind.mounts if isinstance(mount, HotPath)), None)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.run_until_complete(self.site.start())

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.run_until_complete(self.site.stop())

    async def __rsgi__(self, request: Request, line: Line) -> None:
        if self.hot is not None and self.hot.wants(request.path):
            asked = Asked(
                request.method,
                request.path,
                request.query_string,
                request.scheme,
                _host_and_port(request.client)[0],
                headers_read(request.headers.items()),
            )
            try:
                answer = await self.hot.answered(asked)
            except Exception as error:  # noqa: BLE001  the server would write its message, and so what a person sent
                logger.error("An answer broke: %s", kind_and_place(error))
                await broken(Bridge(line).send)
                return
            if answer is not None:
                line.response_empty(answer.status, answer.words)
                return
        bridge = Bridge(line)
        await self.site(scope_of(request), bridge.receive, bridge.send)


class Bridge:
    """One request by ASGI over a line by RSGI. Whoever has gone is sent nothing more."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._parts = aiter(line)
        self._is_read = False
        self._status = 500
        self._headers: Words = []
        self._stream: Stream | None = None

    async def receive(self) -> Scope:
        """Return the next part of the body, and once there is none, that whoever asked has gone."""
        if self._is_read:
            await self._line.client_disconnect()
            return {"type": "http.disconnect"}
        try:
            part = await self._parts.__anext__()  # anext() with a default crashes the process on granian's iterator
        except StopAsyncIteration:
            self._is_read, part = True, b""
        return {"type": "http.request", "body": bytes(part), "more_body": not self._is_read}

    async def send(self, message: Scope) -> None:
        """Send how the answer begins, or more of its body; a body in one piece goes with its beginning."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = [(_word(name), _word(value)) for name, value in message.get("headers", ())]
            return
        body, is_last = bytes(message.get("body", b"")), not message.get("more_body", False)
        try:
            if self._stream is None and is_last:
                self._line.response_bytes(self._status, self._headers, body)
                return
            if self._stream is None:
                self._stream = self._line.response_stream(self._status, self._headers)
            if body:
                await self._stream.send_bytes(body)
        except ProtocolClosed:
            return


def scope_of(request: Request) -> Scope:
    """Return a request by RSGI as an ASGI scope."""
    return {
        "type": "http" if request.proto == "http" else "websocket",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": request.http_version,
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.path.encode("utf-8", "replace"),
        "query_string": request.query_string.encode("utf-8", "surrogateescape"),
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in request.headers.items()],
        "client": _host_and_port(request.client),
        "server": _host_and_port(request.server),
    }


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port) if port.isdecimal() else 0


def _word(raw: Any) -> str:
    return bytes(raw).decode("latin-1")


application = Front(behind=site)
