"""A Mastodon server is read to the last post, deletions are heard of, and its moods are told apart."""

import json
from datetime import UTC, datetime

import pytest

from heard.measurement.connectors import mastodon as mastodon_connector
from heard.measurement.connectors.mastodon import MastodonService
from heard.measurement.connectors.posts import Allowed, Busy, Elsewhere, Refused, Unreachable
from tests.heard.measurement.connectors.servers import mastodon, status

SINCE = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture
def server():
    with mastodon() as running:
        yield running


def service(server, token="") -> MastodonService:
    return MastodonService(address=server.address, allowed=Allowed.of([server.address]), token=token)


def test_history_of_several_pages_is_read_whole_and_once(server) -> None:
    for number in range(1, 96):
        server.post(number)

    told = service(server).posts_since(tag="Heard", cursor="", since=SINCE)

    assert [post.native_id for post in told.posts].count("95") == 1
    assert {int(post.native_id) for post in told.posts} == set(range(1, 96))
    assert told.cursor == "95"
    assert not told.has_more


def test_it_goes_on_from_its_cursor(server) -> None:
    server.post(1)
    first = service(server).posts_since(tag="Heard", cursor="", since=SINCE)
    server.post(2)

    told = service(server).posts_since(tag="Heard", cursor=first.cursor, since=SINCE)

    assert [post.native_id for post in told.posts] == ["2"]


def test_a_long_history_is_left_for_the_next_turn(server, monkeypatch) -> None:
    monkeypatch.setattr(mastodon_connector, "PAGES", 2)
    for number in range(1, 100):
        server.post(number)

    told = service(server).posts_since(tag="Heard", cursor="", since=SINCE)

    assert (told.has_more, told.cursor, len(told.posts)) == (True, "80", 80)


def test_words_and_links_are_read_from_html(server) -> None:
    server.post(5, text="Care &amp; kindness<br>matter", links=("https://heard.example/l/carers-fb",))

    [post] = service(server).posts_since(tag="Heard", cursor="", since=SINCE).posts

    assert post.text == "Care & kindness matter https://heard.example/l/carers-fb"
    assert post.links == ("https://heard.example/l/carers-fb",)
    assert (post.handle, post.replies, post.likes, post.reposts) == ("org@elsewhere.example", 1, 2, 3)


def test_what_is_not_public_is_left(server) -> None:
    server.post(1, visibility="private")

    assert service(server).posts_since(tag="Heard", cursor="", since=SINCE).posts == ()


def test_which_posts_are_gone(server) -> None:
    server.post(1)
    server.post(2)
    server.delete(1)

    assert service(server).gone(native_ids=["1", "2"]) == {"1"}


@pytest.mark.slow
def test_the_stream_tells_of_posts_and_of_deletions(server) -> None:
    server.told = [
        ("update", json.dumps(status(8, text="New", acct="a"))),
        ("update", json.dumps(status(9, text="Newer", acct="a"))),
        ("delete", "8"),
    ]

    told = service(server, token="secret").listen(tag="Heard", cursor="", seconds=0.6)

    assert [post.native_id for post in told.posts] == ["9"]
    assert told.gone == ("8",)


def test_without_a_token_no_stream_is_asked_for(server) -> None:
    told = service(server).listen(tag="Heard", cursor="", seconds=0.1)

    assert told.posts == ()
    assert not [path for path in server.asked if "streaming" in path]


def test_a_busy_server_says_how_long_to_wait(server) -> None:
    server.busy = 99

    with pytest.raises(Busy) as busy:
        service(server).posts_since(tag="Heard", cursor="", since=SINCE)

    assert busy.value.seconds == 42


def test_a_server_that_is_down_is_unreachable(server) -> None:
    server.is_broken = True
    with pytest.raises(Unreachable):
        service(server).posts_since(tag="Heard", cursor="", since=SINCE)


def test_no_server_is_unreachable() -> None:
    with mastodon() as gone:
        asked = service(gone)
    with pytest.raises(Unreachable):
        asked.posts_since(tag="Heard", cursor="", since=SINCE)


def test_a_server_that_wants_a_token_refuses(server) -> None:
    server.wants_token = True
    with pytest.raises(Refused):
        service(server).posts_since(tag="Heard", cursor="", since=SINCE)


def test_a_redirect_is_never_followed_elsewhere(server) -> None:
    with mastodon() as inside:
        server.leads_to = inside.address + "/api/v1/timelines/tag/Heard"

        with pytest.raises(Elsewhere):
            service(server).posts_since(tag="Heard", cursor="", since=SINCE)

        assert inside.asked == []
