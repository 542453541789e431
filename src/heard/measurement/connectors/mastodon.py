"""Asking a Mastodon server for the posts of a hashtag: its history, its stream, and what was deleted."""

import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar

from heard.measurement.connectors.posts import (
    Allowed,
    Batch,
    Busy,
    Elsewhere,
    NotInstalled,
    Post,
    Refused,
    Unreachable,
)
from heard.measurement.connectors.words import plain

try:
    import requests
    from mastodon import Mastodon, MastodonError, StreamListener
    from mastodon.errors import MastodonNotFoundError, MastodonRatelimitError, MastodonUnauthorizedError
except ModuleNotFoundError as error:
    raise NotInstalled("Mastodon.py is not installed.") from error

TIMEOUT = 10
PAGE = 40
PAGES = 10
"""So many pages of history are read in one turn; the cursor keeps the rest for the next."""
BUSY_SECONDS = 300.0


class _Guarded(requests.Session):
    """A session that asks allowed origins alone, however a server redirects, and remembers what it was told to wait."""

    def __init__(self, *, allowed: Allowed) -> None:
        super().__init__()
        self.trust_env = False
        self.allowed = allowed
        self.wait: float | None = None
        self.was_led_elsewhere = False

    def send(self, request: Any, **options: Any) -> Any:
        try:
            self.allowed.check(str(request.url))
        except Elsewhere:
            self.was_led_elsewhere = True  # the client makes an error of its own of what is raised here
            raise
        response = super().send(request, **options)
        if response.status_code == requests.codes.too_many_requests:
            self.wait = _seconds(response.headers.get("Retry-After", ""), response.headers.get("X-RateLimit-Reset", ""))
        return response


class _Listener(StreamListener):
    """Keeps what the stream tells."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}
        self.deleted: list[str] = []
        self.failed = threading.Event()

    def on_update(self, status: Any) -> None:
        self.found[str(status["id"])] = status

    def on_status_update(self, status: Any) -> None:
        self.found[str(status["id"])] = status

    def on_delete(self, status_id: Any) -> None:
        self.found.pop(str(status_id), None)
        self.deleted.append(str(status_id))

    def on_abort(self, err: Any) -> None:
        self.failed.set()


class MastodonService:
    """One Mastodon server; a token where its operator wants one (streams since Mastodon 4.2 do)."""

    PRIVATE: ClassVar[frozenset[str]] = frozenset({"private", "direct"})

    def __init__(self, *, address: str, allowed: Allowed, token: str = "") -> None:
        self._session = _Guarded(allowed=allowed)
        self._api = Mastodon(
            api_base_url=address,
            access_token=token or None,
            session=self._session,
            request_timeout=TIMEOUT,
            ratelimit_method="throw",
            version_check_mode="none",
            user_agent="Heard",
        )
        self._has_token = bool(token)

    def posts_since(self, *, tag: str, cursor: str, since: datetime) -> Batch:
        """Return the posts after the cursor, oldest first, up to ten pages of them."""
        posts: list[Post] = []
        last = cursor or str(int(since.timestamp() * 1000) << 16)  # ids of Mastodon begin with the moment
        for _page in range(PAGES):
            statuses = self._ask("timeline_hashtag", tag, min_id=last, limit=PAGE)
            if not statuses:
                return Batch(posts=tuple(posts), cursor=last)
            posts += [_post(status) for status in statuses if status["visibility"] not in self.PRIVATE]
            newest = max((str(status["id"]) for status in statuses), key=_order)
            if _order(newest) <= _order(last):
                return Batch(posts=tuple(posts), cursor=last)
            last = newest
        return Batch(posts=tuple(posts), cursor=last, has_more=True)

    def listen(self, *, tag: str, cursor: str, seconds: float) -> Batch:
        """Return what the hashtag's stream told within so many seconds, deletions too; it begins at the present."""
        if not self._has_token or seconds <= 0:
            return Batch(cursor=cursor)
        listener = _Listener()
        try:
            stream = self._api.stream_hashtag(tag, listener, run_async=True, timeout=60, reconnect_async=True)
        except MastodonError:
            return Batch(cursor=cursor)  # a server without a stream is read by its history alone
        until = time.monotonic() + seconds
        while time.monotonic() < until and not listener.failed.is_set():
            listener.failed.wait(min(0.2, seconds))
        stream.close()
        found = [status for status in list(listener.found.values()) if status["visibility"] not in self.PRIVATE]
        return Batch(posts=tuple(map(_post, found)), gone=tuple(listener.deleted), cursor=cursor)

    def gone(self, *, native_ids: Iterable[str]) -> frozenset[str]:
        """Return which of these posts the server shows nobody any more."""
        return frozenset(each for each in native_ids if not self._is_there(each))

    def _is_there(self, native_id: str) -> bool:
        try:
            self._ask("status", native_id)
        except _NotFound:
            return False
        return True

    def _ask(self, name: str, *arguments: Any, **options: Any) -> Any:
        try:
            return getattr(self._api, name)(*arguments, **options)
        except MastodonRatelimitError as error:
            raise Busy(seconds=self._session.wait or BUSY_SECONDS) from error
        except MastodonNotFoundError as error:
            raise _NotFound from error
        except MastodonUnauthorizedError as error:
            raise Refused("The server wants a token.") from error
        except (Elsewhere, MastodonError, KeyError, TypeError, ValueError) as error:
            if self._session.was_led_elsewhere:
                raise Elsewhere("The server leads to an address that is not allowed.") from error
            raise Unreachable(type(error).__name__) from error


class _NotFound(Unreachable):
    """The server has no such thing."""


def _post(status: Any) -> Post:
    account, words = status["account"], plain(status["content"])
    return Post(
        address=str(status["uri"]),
        native_id=str(status["id"]),
        account=str(account["url"] or account["acct"]),
        handle=str(account["acct"]),
        text=words.text,
        language=str(status["language"] or ""),
        at=status["created_at"],
        replies=int(status["replies_count"] or 0),
        likes=int(status["favourites_count"] or 0),
        reposts=int(status["reblogs_count"] or 0),
        links=words.links,
    )


def _order(native_id: str) -> tuple[int, str]:
    """Return what orders ids by time: they are numbers in all but their type, and longer ones are later."""
    return len(native_id), native_id


def _seconds(retry_after: str, reset: str) -> float:
    """Return how long to wait by `Retry-After` (seconds) or `X-RateLimit-Reset` (a moment); at least one second."""
    if retry_after.isdigit():
        return max(1.0, float(retry_after))
    try:
        moment = datetime.fromisoformat(reset)
    except ValueError:
        return BUSY_SECONDS
    return max(1.0, moment.astimezone(UTC).timestamp() - time.time())
