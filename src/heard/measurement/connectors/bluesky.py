"""Asking Bluesky for the posts of a hashtag: its search, a Jetstream, and what was deleted."""

import threading
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from heard.measurement.connectors.posts import Allowed, Batch, Busy, NotInstalled, Post, Refused, Unreachable

try:
    import httpx
    from atproto import Client, JetstreamClient, Request
    from atproto.exceptions import (
        AtProtocolError,
        BadRequestError,
        JetstreamError,
        RateLimitExceededError,
        RequestException,
        UnauthorizedError,
    )
except ModuleNotFoundError as error:
    raise NotInstalled("atproto is not installed.") from error

TIMEOUT = 10
PAGE = 100
PAGES = 10
"""So many pages are read in one turn; the cursor keeps the rest for the next."""
AT_ONCE = 25
LATE = timedelta(hours=1)
"""A post may be found by search a while after it was made; what is read twice is counted once."""
BUSY_SECONDS = 300.0
POSTS = "app.bsky.feed.post"


class BlueskyService:
    """Bluesky's search, and a Jetstream where one is named. `login` is `handle:app-password`, or nothing."""

    def __init__(self, *, address: str, allowed: Allowed, stream: str = "", login: str = "") -> None:
        self._allowed = allowed
        request = Request(timeout=TIMEOUT, trust_env=False, event_hooks={"request": [self._check]})
        self._client = Client(base_url=f"{address.rstrip('/')}/xrpc", request=request)
        self._stream = stream
        self._login = login

    def posts_since(self, *, tag: str, cursor: str, since: datetime) -> Batch:
        """Return posts made after the cursor, newest first. It reads `since|until|newest`: from where, what is left."""
        start, until, newest = _state(cursor, since)
        posts: list[Post] = []
        page = ""
        for _page in range(PAGES):
            told = self._search(tag=tag, since=start, until=until, page=page)
            posts += [post for view in told.posts if (post := _post(view.uri, view.author, view.record, view))]
            newest = max([newest, *(post.at.isoformat() for post in posts)])
            page = told.cursor or ""
            if not page or not told.posts:
                return Batch(posts=tuple(posts), cursor=newest)
        oldest = min((post.at for post in posts), default=datetime.fromisoformat(start)).isoformat()
        return Batch(posts=tuple(posts), cursor=f"{start}|{oldest}|{newest}", has_more=True)

    def listen(self, *, tag: str, cursor: str, seconds: float) -> Batch:
        """Return what the Jetstream told within so many seconds, from where it was left; deletions of any post too."""
        if not self._stream or seconds <= 0:
            return Batch(cursor=cursor)
        self._allowed.check(self._stream)
        heard = _Heard(tag=tag)
        stream = JetstreamClient(
            params={"collections": [POSTS], "kinds": ["commit"], **({"cursor": int(cursor)} if cursor else {})},
            base_uri=self._stream,
            recv_timeout=max(1.0, seconds),
            compress=False,
        )
        stop = threading.Timer(seconds, stream.stop)
        stop.daemon = True
        stop.start()
        try:
            stream.start(heard.take)
        except (JetstreamError, OSError) as error:
            raise Unreachable(type(error).__name__) from error
        finally:
            stop.cancel()
        told = str(stream.cursor) if stream.cursor is not None else cursor
        return Batch(posts=tuple(heard.posts.values()), gone=tuple(heard.gone), cursor=told)

    def gone(self, *, native_ids: Iterable[str]) -> frozenset[str]:
        """Return which of these posts are shown to nobody any more, asked for 25 at a time."""
        asked = list(native_ids)
        there: set[str] = set()
        for start in range(0, len(asked), AT_ONCE):
            told = self._ask(self._client.app.bsky.feed.get_posts, {"uris": asked[start : start + AT_ONCE]})
            there |= {str(view.uri) for view in told.posts}
        return frozenset(asked) - there

    def _search(self, *, tag: str, since: str, until: str, page: str) -> Any:
        asked = {"q": f"#{tag}", "tag": [tag], "sort": "latest", "limit": PAGE, "since": since}
        asked |= {"until": until} if until else {}
        asked |= {"cursor": page} if page else {}
        return self._ask(self._client.app.bsky.feed.search_posts, asked)

    def _ask(self, question: Any, asked: Any) -> Any:
        try:
            if self._login:
                name, _, password = self._login.partition(":")
                self._client.login(name, password, fetch_bsky_profile=False)
                self._login = ""
            return question(asked)
        except RateLimitExceededError as error:
            raise Busy(seconds=error.retry_after or _until(error.reset_at)) from error
        except (UnauthorizedError, BadRequestError) as error:
            raise Refused("Bluesky refused to answer.") from error
        except RequestException as error:
            if error.response is not None and error.response.status_code == httpx.codes.FORBIDDEN:
                raise Refused("Bluesky refused to answer.") from error
            raise Unreachable(type(error).__name__) from error
        except (AtProtocolError, httpx.HTTPError, ValueError) as error:
            raise Unreachable(type(error).__name__) from error

    def _check(self, request: httpx.Request) -> None:
        self._allowed.check(str(request.url))


class _Heard:
    """Keeps what the stream tells of one hashtag."""

    def __init__(self, *, tag: str) -> None:
        self.tag = tag.casefold()
        self.posts: dict[str, Post] = {}
        self.gone: list[str] = []

    def take(self, event: Any) -> None:
        """Take in one event of the stream."""
        if getattr(event, "collection", "") != POSTS:
            return
        uri = f"at://{event.did}/{POSTS}/{event.rkey}"
        if event.operation == "delete":
            self.posts.pop(uri, None)
            self.gone.append(uri)
        elif event.record is not None and self.tag in {tag.casefold() for tag in _tags(event.record)}:
            post = _post(uri, None, event.record, None)
            if post:
                self.posts[uri] = post


def _state(cursor: str, since: datetime) -> tuple[str, str, str]:
    start, _, rest = cursor.partition("|")
    until, _, newest = rest.partition("|")
    if until:
        return start, until, newest
    if start:
        return (datetime.fromisoformat(start) - LATE).isoformat(), "", start
    return since.astimezone(UTC).isoformat(), "", since.astimezone(UTC).isoformat()


def _post(uri: str, author: Any, record: Any, view: Any) -> Post | None:
    """Return the post of a record; None where the record is no post that can be read."""
    text, made = getattr(record, "text", None), getattr(record, "created_at", None)
    if text is None or not made:
        return None
    did = uri.removeprefix("at://").partition("/")[0]
    return Post(
        address=uri,
        native_id=uri,
        account=did,
        handle=str(author.handle) if author else "",
        text=text,
        language=(getattr(record, "langs", None) or [""])[0],
        at=_told_at(made, view),
        replies=getattr(view, "reply_count", 0) or 0,
        likes=getattr(view, "like_count", 0) or 0,
        reposts=getattr(view, "repost_count", 0) or 0,
        links=tuple(_links(record)),
    )


def _moment(text: str) -> datetime:
    """Return a post's own moment, which its client wrote: in UTC where it says no zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _told_at(made: str, view: Any) -> datetime:
    """Return when it was made, as its client says; never later than the service saw it."""
    seen = getattr(view, "indexed_at", None)
    return min(_moment(made), _moment(seen)) if seen else _moment(made)


def _features(record: Any) -> Iterator[Any]:
    for facet in getattr(record, "facets", None) or ():
        yield from facet.features


def _tags(record: Any) -> Iterator[str]:
    yield from getattr(record, "tags", None) or ()
    yield from (feature.tag for feature in _features(record) if getattr(feature, "tag", None))


def _links(record: Any) -> Iterator[str]:
    yield from (feature.uri for feature in _features(record) if getattr(feature, "uri", None))
    external = getattr(getattr(record, "embed", None), "external", None)
    if external is not None:
        yield external.uri


def _until(moment: datetime | None) -> float:
    return max(1.0, moment.timestamp() - time.time()) if moment else BUSY_SECONDS
