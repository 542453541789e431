"""Live figures as server-sent events, ahead of Django: whoever may see the page hears when its figures change.

One poll of the database serves every listener. Each asked-for view is counted once a change, however many look at it.
What a listener may see is asked again as long as they listen, by the same query that opens the page.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from enum import StrEnum
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from django.http.request import split_domain_port, validate_host
from django.template.loader import render_to_string
from django.utils.timezone import localdate

from heard.accounts.queries import signed_in_person
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.headers import safe_bytes
from heard.design.pages import Page
from heard.measurement import pages, queries
from heard.measurement.pages.funnel import funnel_figures_page
from heard.measurement.pages.wall import WALL, wall_figures_page
from heard.measurement.queries.funnel import Funnel, funnel

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

logger = logging.getLogger(__name__)

ROUTES = ("stream:live", "stream:funnel", "stream:wall")
PREFIX, SUFFIX = "/staff/live/", "/stream/"
POLL_EVERY = 0.3
"""Seconds between looks at the database: a click is on the screen well within one second."""

LONGEST_REST = 0.5
"""Seconds rested at most after a slow look: a click then waits for the look under way, this rest and one look more."""
ACCESS_EVERY = 10.0
HEARTBEAT_EVERY = 20.0
COUNT_ANYWAY_EVERY = 50
"""After so many looks at the database the figures are counted even if nothing seems new: a day may have begun."""

MOST_LISTENERS = 500
OF_A_STREAM = ((b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no"))


class Shape(StrEnum):
    """Which page listens: the live figures, the funnel or the wall."""

    LIVE = ""
    FUNNEL = "funnel"
    WALL = "wall"


Found = queries.Live | Funnel


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What one listener looks at. Listeners who ask the same share one count."""

    view: queries.LiveView
    query: queries.FigureQuery
    shape: Shape = Shape.LIVE

    @property
    def shared_by(self) -> tuple[object, ...]:
        """Return what two listeners must have in common to see the same."""
        return self.view.campaign.pk, self.view.partners, self.query, self.shape


@dataclass(eq=False)
class Listener:
    """One open page: the session it came with, what it asks, and what waits to be sent."""

    session_key: str
    slug: str
    params: dict[str, str]
    asked: Asked
    shape: Shape = Shape.LIVE
    outbox: "asyncio.Queue[bytes | None]" = field(default_factory=lambda: asyncio.Queue(maxsize=1))
    seen: Found | None = None
    farewell: bytes = b""
    is_held: bool = False
    has_ended: bool = False

    def tell(self, message: bytes) -> None:
        """Send a message next, in place of one that still waits: a slow reader is told the newest alone."""
        if not (self.has_ended or self.is_held):
            self._drop()
            self.outbox.put_nowait(message)

    def hold(self) -> None:
        """Send nothing until `go_on`, what waits included."""
        self.is_held, self.seen = True, None
        if not self.has_ended:
            self._drop()

    def go_on(self, asked: Asked) -> None:
        """Send again, and where something else may now be seen, nothing of what was."""
        if asked.shared_by != self.asked.shared_by:
            self.hold()
            self.asked = asked
        self.is_held = False

    def end(self, farewell: bytes = b"") -> None:
        """Send what is to be said last, and nothing after it."""
        if not self.has_ended:
            self.has_ended, self.farewell = True, farewell
            self._drop()
            self.outbox.put_nowait(None)

    def _drop(self) -> None:
        with contextlib.suppress(asyncio.QueueEmpty):
            self.outbox.get_nowait()


class LiveStream:
    """The ASGI callable at /staff/live/<campaign>/stream/, and at …/funnel/stream/ and …/wall/stream/."""

    def __init__(self, *, poll_every: float = POLL_EVERY, access_every: float = ACCESS_EVERY) -> None:
        self.poll_every = poll_every
        self.access_every = access_every
        self.listeners: set[Listener] = set()
        self._polling: asyncio.Task[None] | None = None
        self._is_stopping = False

    def wants(self, path: str) -> bool:
        """Return whether the path is a live stream."""
        return path.startswith(PREFIX) and path.endswith(SUFFIX) and len(path) > len(PREFIX + SUFFIX)

    async def start(self) -> None:
        """Begin; the poll itself starts with the first listener."""
        self._is_stopping = False

    async def stop(self) -> None:
        """Send every listener away and end the poll."""
        self._is_stopping = True
        for listener in self.listeners:
            listener.end()
        if self._polling:
            self._polling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._polling
            self._polling = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: 404 to whoever may not see the page, 422 to what cannot be asked, and the stream."""
        if scope["method"] != "GET" or not _is_known_host(scope):
            await _refuse(send, 404)
            return
        if self._is_stopping or len(self.listeners) >= MOST_LISTENERS:
            await _refuse(send, 503)
            return
        slug, shape = _asked_of(scope["path"])
        session_key, params = _session_key(scope), dict(parse_qsl(scope["query_string"].decode("latin-1")))
        try:
            asked = await _in_thread(allowed, session_key, slug, params, shape)
        except NotFound:
            await _refuse(send, 404)
            return
        except queries.BadQuery:
            await _refuse(send, 422)
            return
        listener = Listener(session_key=session_key, slug=slug, shape=shape, params=params, asked=asked)
        await self._serve(listener, receive, send)

    async def _serve(self, listener: Listener, receive: Receive, send: Send) -> None:
        self.listeners.add(listener)
        if self._polling is None or self._polling.done():
            self._polling = asyncio.create_task(self._poll())
        watching = asyncio.create_task(_until_disconnected(receive, listener))
        checking = asyncio.create_task(self._check_access(listener))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": [*safe_bytes(), *OF_A_STREAM]})
            await send({"type": "http.response.body", "body": b"retry: 5000\n\n", "more_body": True})
            while (message := await _next(listener)) is not None:
                await send({"type": "http.response.body", "body": message, "more_body": True})
            if listener.farewell:
                await send({"type": "http.response.body", "body": listener.farewell, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except OSError:
            logger.debug("A listener went away.")
        finally:
            self.listeners.discard(listener)
            for task in (watching, checking):
                task.cancel()

    async def _poll(self) -> None:
        """Look once for everybody, as long as anybody listens."""
        stamp: tuple[object, ...] | None = None
        loop = asyncio.get_running_loop()
        looks = 0
        while self.listeners:
            began = loop.time()
            looks += 1
            try:
                latest = await _in_thread(queries.stamp)
                is_new = latest != stamp or looks % COUNT_ANYWAY_EVERY == 0
                if is_new or any(listener.seen is None and not listener.is_held for listener in self.listeners):
                    await self._tell()
                    stamp = latest
            except Exception as error:  # noqa: BLE001  whatever breaks one look, the next one may go well
                logger.warning("Live figures could not be read: %s", type(error).__name__)
            await asyncio.sleep(self.rest_after(loop.time() - began))

    def rest_after(self, seconds: float) -> float:
        """Return how long to rest after a look that took so long: as long again, within what keeps the page prompt."""
        return max(self.poll_every, min(LONGEST_REST, seconds))

    async def _tell(self) -> None:
        """Count each view that is looked at once, and send it to those for whom it changed."""
        looking: dict[object, list[Listener]] = {}
        for listener in self.listeners:
            if not listener.is_held:
                looking.setdefault(listener.asked.shared_by, []).append(listener)
        for listeners in looking.values():
            asked = listeners[0].asked
            live = await _in_thread(current, asked)
            changed = [listener for listener in listeners if listener.seen != live]
            if not changed:
                continue
            message = await _in_thread(event_of, live, asked.shape)
            for listener in changed:
                if listener.asked.shared_by == asked.shared_by and not listener.is_held:
                    listener.seen = live
                    listener.tell(message)

    async def _check_access(self, listener: Listener) -> None:
        """End the stream once its reader is signed out or may no longer see the page."""
        while True:
            await asyncio.sleep(self.access_every)
            try:
                known = (listener.session_key, listener.slug, listener.params, listener.shape)
                asked = await _in_thread(allowed, *known)
            except (NotFound, queries.BadQuery):
                listener.end(b"event: end\ndata: {}\n\n")
                return
            except Exception as error:  # noqa: BLE001  who cannot be checked is sent nothing, and checked again
                logger.warning("Access to live figures could not be read: %s", type(error).__name__)
                listener.hold()
                continue
            listener.go_on(asked)


def allowed(session_key: str, slug: str, params: dict[str, str], shape: Shape = Shape.LIVE) -> Asked:
    """Return what the session's person looks at. Raises NotFound to a stranger, BadQuery as the page does."""
    user = signed_in_person(session_key=session_key, now=clock.now()) if session_key else None
    if user is None:
        raise NotFound
    see = queries.live_view_for if shape == Shape.LIVE else queries.whole_view_for
    view = see(user=user, slug=slug)
    if shape == Shape.WALL:
        return Asked(view=view, query=WALL, shape=shape)
    waves, partners = ({}, {}) if view.is_limited else queries.waves_and_partners(view=view)
    query = queries.FigureQuery.parse(params, waves=waves, partners=partners, is_limited=view.is_limited)
    return Asked(view=view, query=query, shape=shape)


def current(asked: Asked) -> Found:
    """Return the figures as they are now, without the comparisons, which change once a day."""
    today = localdate(clock.now())
    if asked.shape == Shape.FUNNEL:
        return funnel(view=asked.view, query=asked.query, today=today)
    return queries.live(view=asked.view, query=asked.query, today=today, with_findings=False)


def event_of(found: Found, shape: Shape = Shape.LIVE) -> bytes:
    """Return the server-sent event that replaces the figures of an open page."""
    page: Page
    if isinstance(found, Funnel):
        page = funnel_figures_page(funnel=found, now=clock.now())
    elif shape == Shape.WALL:
        page = wall_figures_page(live=found, now=clock.now())
    else:
        page = pages.live_figures_page(live=found, now=clock.now())
    html = render_to_string(page.template, {"page": page}, using="jinja2")
    return f"event: figures\ndata: {json.dumps({'html': html})}\n\n".encode()


async def _in_thread(function: Callable[..., Any], *arguments: Any) -> Any:
    def run() -> Any:
        close_old_connections()
        try:
            return function(*arguments)
        finally:
            close_old_connections()

    return await sync_to_async(run, thread_sensitive=True)()


async def _next(listener: Listener) -> bytes | None:
    """Return what to send next; a beat keeps the way open and tells a wall that all is well while nothing changes."""
    try:
        return await asyncio.wait_for(listener.outbox.get(), timeout=HEARTBEAT_EVERY)
    except TimeoutError:
        return b"event: beat\ndata: {}\n\n"


def _asked_of(path: str) -> tuple[str, Shape]:
    """Return the campaign's slug and which page listens."""
    slug, _, shape = path[len(PREFIX) : -len(SUFFIX)].partition("/")
    return (slug, Shape(shape)) if shape in set(Shape) else ("", Shape.LIVE)


async def _until_disconnected(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end()


async def _refuse(send: Send, status: int) -> None:
    headers = [*safe_bytes(), (b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name), "")


def _is_known_host(scope: Scope) -> bool:
    domain, _port = split_domain_port(_header(scope, b"host"))
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _session_key(scope: Scope) -> str:
    try:
        cookie = SimpleCookie(_header(scope, b"cookie")).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return cookie.value if cookie else ""
