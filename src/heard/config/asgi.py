"""The site as one ASGI callable: links, taps and live figures first, Django as WSGI in a small pool behind them."""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")

from a2wsgi import WSGIMiddleware

from heard.config.wsgi import application as django_application
from heard.design.headers import safe_bytes
from heard.design.logs import be_discreet, kind_and_place

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

logger = logging.getLogger(__name__)

DJANGO_THREADS = 4
SWITCH_EVERY = 0.0005
"""Seconds after which a thread that computes lets another go on, a tenth of the usual: the writer of clicks comes back
from the database several times for each group, and would wait that long each time while others are answered."""


def _mounts(django: Any) -> tuple[Any, ...]:
    """Import what needs Django's models only once Django is set up; mount what this process's side answers."""
    from heard.campaigns.hot import HotPath
    from heard.config import sides
    from heard.measurement.stream import LiveStream

    return (
        *((HotPath(behind=django),) if sides.serves_public() else ()),
        *((LiveStream(),) if sides.serves_staff() else ()),
    )


def _plain(scope: Scope) -> Scope:
    """Return the scope with a query string in ASCII, which the bridge to WSGI insists on; raw bytes are quoted."""
    query: bytes = scope.get("query_string", b"")
    if query.isascii():
        return scope
    return {**scope, "query_string": b"".join(b"%%%02X" % byte if byte > 0x7F else bytes((byte,)) for byte in query)}


def _set_aside_what_stays() -> None:
    """Keep what was loaded at the start out of later garbage collections, which would pause answers to walk it."""
    gc.collect()
    gc.freeze()


def _take_turns_often() -> None:
    sys.setswitchinterval(SWITCH_EVERY)


class _Call:
    """One request: what arrives, and whether its answer has begun. Each click makes one, so it is light."""

    __slots__ = ("_arriving", "_sending", "has_begun")

    def __init__(self, receive: Receive, send: Send) -> None:
        self._arriving = receive
        self._sending = send
        self.has_begun = False

    async def receive(self) -> MutableMapping[str, Any]:
        """Granian's own `receive` returns a future; the bridge to WSGI asks for a coroutine."""
        return await self._arriving()

    def send(self, message: MutableMapping[str, Any]) -> Awaitable[None]:
        self.has_begun = True
        return self._sending(message)


class Site:
    """Gives each request to the first mount whose `wants(path)` says so, and to Django otherwise."""

    def __init__(self) -> None:
        self.django = WSGIMiddleware(django_application, workers=DJANGO_THREADS)  # type: ignore[arg-type]
        self.mounts = _mounts(self.django)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        call = _Call(receive, send)
        try:
            for mount in self.mounts:
                if scope["type"] == "http" and mount.wants(scope["path"]):
                    await mount(scope, call.receive, call.send)
                    return
            await self.django(_plain(scope), call.receive, call.send)  # type: ignore[arg-type]
        except Exception as error:  # noqa: BLE001  the server would write its message, and so what a person sent
            logger.error("An answer broke: %s", kind_and_place(error))
            if not call.has_begun:
                await _broken(send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Start the mounts with the server, and let them finish what they hold before it goes."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await asyncio.gather(*(mount.start() for mount in self.mounts))
                _set_aside_what_stays()
                _take_turns_often()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await asyncio.gather(*(mount.stop() for mount in self.mounts))
                await send({"type": "lifespan.shutdown.complete"})
                return


async def _broken(send: Send) -> None:
    headers = [*safe_bytes(), (b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": b"Something went wrong. It is our fault, not yours."})


be_discreet()
application = Site()
