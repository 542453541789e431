"""The hot path answers known links from memory, counts each click before its answer, and leaves the rest to Django."""

import asyncio
from collections.abc import Mapping, MutableMapping
from typing import Any

import pytest
from django.db import InterfaceError

from heard.campaigns import hot
from heard.campaigns.hot import LinkDoor, LinkTable, write_visits
from heard.campaigns.links import LinkState, LinkTarget
from heard.campaigns.models import MissedVisits, Visit, VisitClass
from heard.design import clock
from heard.design.headers import SAFE_BYTES
from tests.factories.campaigns import CampaignFactory, PlacementFactory

BROWSER = "Mozilla/5.0 (Linux; Android 8.0) AppleWebKit/537.36 Chrome/99 Mobile Safari/537.36"
TARGET = LinkTarget(
    code="carers-fb-2",
    location="/c/campaign/?p=carers-fb-2",
    campaign_id=1,
    placement_id=1,
    is_test=False,
    state=LinkState.OPEN,
)


class Commits:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.visits: list[Visit] = []

    async def add(self, visit: Visit) -> bool:
        self.visits.append(visit)
        return True


class Behind:
    """Stands where Django does, and notes that it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1


def _ask(
    path: str, *, method: str = "GET", query: bytes = b"", headers: Mapping[str, str] | None = None
) -> tuple[list[Any], Commits, Behind]:
    behind, commits, sent = Behind(), Commits(), []
    door = LinkDoor(behind=behind)
    door.table = LinkTable(targets={TARGET.code: TARGET}, salt=b"s" * 32)
    door.commits = commits  # type: ignore[assignment]
    names = {"user-agent": BROWSER, **(headers or {})}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": [(name.encode(), value.encode()) for name, value in names.items()],
        "client": ("192.0.2.7", 1234),
    }

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(door(scope, None, send))  # type: ignore[arg-type]
    return sent, commits, behind


def test_a_click_is_counted_and_sent_on_without_being_stored_anywhere() -> None:
    sent, commits, _ = _ask("/l/carers-fb-2")
    assert sent[0]["status"] == 302
    headers = dict(sent[0]["headers"])
    assert headers[b"location"] == TARGET.location.encode()
    assert headers[b"cache-control"] == b"no-store"
    assert headers.items() >= dict(SAFE_BYTES).items()
    assert [visit.visitor_class for visit in commits.visits] == [VisitClass.HUMAN]


def test_an_advertisers_click_id_goes_no_further() -> None:
    sent, commits, _ = _ask("/l/carers-fb-2", query=b"fbclid=abc&utm_source=x")
    assert dict(sent[0]["headers"])[b"location"] == TARGET.location.encode()
    assert len(commits.visits) == 1


@pytest.mark.parametrize(("method", "headers"), [("HEAD", {}), ("GET", {"sec-purpose": "prefetch;prerender"})])
def test_what_is_no_visit_is_sent_on_uncounted(method: str, headers: dict[str, str]) -> None:
    sent, commits, _ = _ask("/l/carers-fb-2", method=method, headers=headers)
    assert sent[0]["status"] == 302
    assert commits.visits == []


def test_a_link_preview_is_counted_as_one() -> None:
    _, commits, _ = _ask("/l/carers-fb-2", headers={"user-agent": "facebookexternalhit/1.1"})
    assert [visit.visitor_class for visit in commits.visits] == [VisitClass.PREVIEW]


@pytest.mark.parametrize(
    ("path", "method", "query"),
    [
        ("/l/unknown", "GET", b""),
        ("/l/carers-fb-2", "POST", b""),
        ("/l/carers-fb-2", "GET", b"preview=token"),
        ("/l/carers-fb-2", "GET", b"nostats"),
    ],
)
def test_everything_else_is_left_to_django(path: str, method: str, query: bytes) -> None:
    sent, commits, behind = _ask(path, method=method, query=query)
    assert (sent, commits.visits, behind.asked) == ([], [], 1)


def test_a_database_that_does_not_answer_leaves_the_table_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> LinkTable:
        raise InterfaceError("connection already closed")

    door = LinkDoor(behind=Behind())
    door.table = LinkTable(targets={TARGET.code: TARGET}, salt=b"s" * 32)
    monkeypatch.setattr(hot, "_read_table_now", broken)
    asyncio.run(door.refresh())
    assert TARGET.code in door.table.targets


@pytest.mark.django_db
def test_visits_and_what_was_missed_before_them_are_written_together() -> None:
    campaign = CampaignFactory()
    placement = PlacementFactory(campaign=campaign)
    now = clock.now()
    visits = [
        Visit(at=now, campaign=campaign, placement=placement, kind="CLICK", visitor_class="HUMAN") for _ in range(3)
    ]
    write_visits(visits, 2, now)
    assert Visit.objects.count() == 3
    assert [row.count for row in MissedVisits.objects.all()] == [2]
