"""Against a whole Bluesky on this machine: posts are found by its search, and their deletion is honoured.

Run with -m network_lab; docs/how-to/follow-a-hashtag.md says how to set one up.
"""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from atproto import Client, Request

from heard.design import clock
from heard.measurement.actions.fetching import fetch
from heard.measurement.connectors.bluesky import BlueskyService
from heard.measurement.connectors.posts import Allowed
from heard.measurement.models import Mention
from heard.measurement.queries.mentions import mention_counts
from tests.factories.measurement import WatchFactory

pytestmark = [pytest.mark.network_lab, pytest.mark.django_db]

START = """
import { TestNetwork } from '@atproto/dev-env'
const network = await TestNetwork.create({ dbPostgresSchema: 'heardlab' })
console.log(JSON.stringify({ pds: network.pds.url, search: network.bsky.url }))
"""
LINK = "https://heard.example/l/carers-fb"


@pytest.fixture(scope="module")
def network() -> Iterator[dict[str, str]]:
    folder = os.environ.get("BLUESKY_LAB", "")
    if not (folder and (Path(folder) / "node_modules" / "@atproto" / "dev-env").is_dir()):
        pytest.skip("BLUESKY_LAB names no folder with @atproto/dev-env.")
    running = subprocess.Popen(
        ["node", "--input-type=module", "-e", START],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield next(json.loads(line) for line in running.stdout if line.startswith('{"pds"'))
    finally:
        running.terminate()
        running.wait(20)


class Author:
    """Somebody with an account on the local network."""

    def __init__(self, pds: str) -> None:
        self.handle = f"org{time.time_ns() % 10**9}.test"
        self.client = Client(base_url=f"{pds}/xrpc", request=Request(trust_env=False))
        told = {"email": f"{self.handle}@example.com", "handle": self.handle, "password": "a-password"}
        self.client.com.atproto.server.create_account(told)
        self.client.login(self.handle, "a-password", fetch_bsky_profile=False)
        self.did = self.client.com.atproto.server.get_session().did

    def post(self, text: str, *, tag: str = "") -> str:
        features = [{"$type": "app.bsky.richtext.facet#tag", "tag": tag}] if tag else []
        linked = [{"$type": "app.bsky.richtext.facet#link", "uri": LINK}]
        facets = [{"index": {"byteStart": 0, "byteEnd": 4}, "features": each} for each in (features, linked) if each]
        record = {
            "$type": "app.bsky.feed.post",
            "text": f"{text} #{tag}" if tag else text,
            "facets": facets,
            "createdAt": clock.now().isoformat(),
        }
        asked = {"repo": self.did, "collection": "app.bsky.feed.post", "record": record}
        return self.client.com.atproto.repo.create_record(asked).uri

    def delete(self, uri: str) -> None:
        key = uri.rpartition("/")[2]
        self.client.com.atproto.repo.delete_record({"repo": self.did, "collection": "app.bsky.feed.post", "rkey": key})


def soon(what):
    """Return what is found, asked again for up to 20 seconds: search follows what is written after a while."""
    until = time.monotonic() + 20
    while not (found := what()) and time.monotonic() < until:
        time.sleep(0.2)
    return found


def test_posts_are_found_and_a_deleted_one_leaves_a_number(network) -> None:
    author, tag = Author(network["pds"]), f"Heard{time.time_ns() % 10**6}"
    uris = [author.post(f"Tell them, {number}", tag=tag) for number in range(3)]
    author.post("Of something else")
    watch = WatchFactory.create(network="BLUESKY", service=network["search"], tag=tag)
    service = BlueskyService(address=network["search"], allowed=Allowed.of([network["search"]]))

    def turn(now: datetime) -> bool:
        watch.refresh_from_db()
        told = fetch(watch=watch, now=now, seconds=0, open_service=lambda _watch: service)
        assert told.trouble == ""
        return bool(told.taken.new or told.taken.deleted)

    now = clock.now()
    assert soon(lambda: (turn(now) and Mention.objects.count() == 3) or Mention.objects.count() == 3)
    assert {mention.excerpt for mention in Mention.objects.all()} == {f"Tell them, {n} #{tag}" for n in range(3)}

    author.delete(uris[1])
    later = now + timedelta(hours=7)
    assert soon(lambda: service.gone(native_ids=uris)) == {uris[1]}
    turn(later)

    [counts] = mention_counts(campaign=watch.campaign)
    assert (counts.posts, counts.deleted, counts.accounts) == (3, 1, 1)
    assert not Mention.objects.filter(deleted_at__isnull=False).exclude(excerpt="").exists()
    turn(later)
    assert Mention.objects.filter(deleted_at=None).count() == 2


def test_a_search_that_asks_for_an_account_gets_one(network) -> None:
    author = Author(network["pds"])
    service = BlueskyService(
        address=network["pds"], allowed=Allowed.of([network["pds"]]), login=f"{author.handle}:a-password"
    )

    told = service.posts_since(tag="Nothing", cursor="", since=clock.now() - timedelta(days=1))

    assert told.posts == ()
