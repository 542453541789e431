"""The stream: heard only by those who may see the page, told of changes, ended with access."""

import asyncio
import json
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import InterfaceError
from django.test import Client

from heard.accounts.models import Membership, Role
from heard.campaigns.models import Campaign
from heard.design.headers import safe_bytes
from heard.measurement import queries, stream
from heard.measurement.stream import LiveStream
from tests.factories.accounts import MembershipFactory, member
from tests.factories.campaigns import CampaignFactory, PartnerFactory, PlacementFactory, VisitFactory
from tests.factories.feedback import SubmissionFactory

pytestmark = pytest.mark.django_db

QUICK = 0.01


@pytest.fixture(autouse=True)
def on_this_thread(monkeypatch):
    """Keep to the test's own connection."""
    monkeypatch.setattr(stream, "close_old_connections", lambda: None)


@pytest.fixture
def campaign() -> Campaign:
    return CampaignFactory.create(open=True, slug="care")


def session_of(user) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["heard_staff"].value


class Page:
    """An open page: what it was sent, and a way to wait for it."""

    def __init__(self, live: LiveStream, session: str, *, slug: str = "care", query: str = "", host: str = "localhost"):
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": f"/staff/live/{slug}/stream/",
            "query_string": query.encode(),
            "headers": [(b"host", host.encode()), (b"cookie", f"other=1; heard_staff={session}".encode())],
        }
        self.live = live
        self.sent: list[MutableMapping[str, Any]] = []
        self.gone = asyncio.Event()

    async def open(self) -> asyncio.Task[None]:
        return asyncio.create_task(self.live(self.scope, self.receive, self.send))

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        return self.sent[0]["status"]

    @property
    def events(self) -> list[str]:
        body = b"".join(message.get("body", b"") for message in self.sent).decode()
        return [event for event in body.split("\n\n") if event.startswith("event:")]

    @property
    def html(self) -> list[str]:
        return [json.loads(event.split("data: ", 1)[1])["html"] for event in self.events if "figures" in event[:20]]

    async def until(self, is_so: Callable[[], bool]) -> None:
        async def wait() -> None:
            while not is_so():
                await asyncio.sleep(QUICK)

        await asyncio.wait_for(wait(), timeout=20)


def in_a_loop(story):
    async def told():
        live = LiveStream(poll_every=QUICK, access_every=QUICK)
        await live.start()
        try:
            await story(live)
        finally:
            await live.stop()

    async_to_sync(told)()


def status_of(session: str, **options) -> int:
    statuses = []

    async def story(live):
        page = Page(live, session, **options)
        task = await page.open()
        await page.until(lambda: bool(page.sent))
        statuses.append(page.status)
        page.gone.set()
        await task

    in_a_loop(story)
    return statuses[0]


def test_it_wants_streams_and_nothing_else():
    live = LiveStream()

    assert live.wants("/staff/live/care/stream/")
    assert not live.wants("/staff/live/care/")
    assert not live.wants("/staff/live/stream/")
    assert not live.wants("/l/care")


@pytest.mark.parametrize("role", [Role.CAMPAIGN_MANAGER, Role.ANALYST])
def test_who_may_see_the_page_may_listen(campaign, role):
    assert status_of(session_of(member(role, campaign.owner))) == 200


@pytest.mark.parametrize("slug", ["care/funnel", "care/wall"])
def test_funnel_and_wall_are_heard_by_those_who_see_the_whole_and_not_by_partners(campaign, slug):
    partner = PartnerFactory.create(campaign=campaign)

    assert status_of(session_of(member(Role.ANALYST, campaign.owner)), slug=slug) == 200
    assert status_of(session_of(member(Role.PARTNER, partner.organisation)), slug=slug) == 404


def test_a_page_that_does_not_listen_finds_nothing(campaign):
    assert status_of(session_of(member(Role.ANALYST, campaign.owner)), slug="care/themes") == 404


def test_a_stranger_another_role_and_nobody_find_nothing(campaign):
    assert status_of(session_of(member(Role.CAMPAIGN_MANAGER))) == 404
    assert status_of(session_of(member(Role.CASEWORKER, campaign.owner))) == 404
    assert status_of("") == 404
    assert status_of("forged") == 404


def test_a_missing_campaign_looks_like_a_strangers(campaign):
    assert status_of(session_of(member(Role.ANALYST, campaign.owner)), slug="none") == 404


def test_another_host_is_turned_away(campaign):
    assert status_of(session_of(member(Role.ANALYST, campaign.owner)), host="evil.example") == 404


def test_nonsense_is_refused_as_the_page_refuses_it(campaign):
    assert status_of(session_of(member(Role.ANALYST, campaign.owner)), query="since=July") == 422


def test_without_a_second_factor_one_hears_nothing(campaign):
    user = MembershipFactory.create(role=Role.ANALYST, organisation=campaign.owner).user

    assert status_of(session_of(user)) == 404


def test_the_figures_come_at_once_and_again_when_they_change(campaign):
    placement = PlacementFactory.create(campaign=campaign)
    session = session_of(member(Role.ANALYST, campaign.owner))

    async def story(live):
        page = Page(live, session)
        task = await page.open()
        await page.until(lambda: len(page.html) == 1)
        await sync_to_async(SubmissionFactory.create)(campaign=campaign, placement=placement, piece_count=2)
        await page.until(lambda: len(page.html) == 2)
        page.gone.set()
        await task

        assert "So far: 0 forms" in page.html[0]
        assert "So far: 1 form with 2 pieces of feedback" in page.html[1]
        assert dict(page.sent[0]["headers"])[b"content-type"].startswith(b"text/event-stream")
        assert dict(page.sent[0]["headers"]).items() >= dict(safe_bytes()).items()

    in_a_loop(story)


@pytest.mark.slow
def test_nothing_is_sent_while_nothing_changes(campaign):
    session = session_of(member(Role.ANALYST, campaign.owner))

    async def story(live):
        page = Page(live, session)
        task = await page.open()
        await page.until(lambda: len(page.html) == 1)
        other = await sync_to_async(PlacementFactory.create)()
        await sync_to_async(VisitFactory.create)(placement=other)
        await asyncio.sleep(20 * QUICK)
        page.gone.set()
        await task

        assert len(page.html) == 1

    in_a_loop(story)


def test_a_partner_hears_only_of_its_own_links(campaign):
    partner = PartnerFactory.create(campaign=campaign)
    own = PlacementFactory.create(campaign=campaign, partner=partner, code="own-fb")
    VisitFactory.create_batch(12, placement=own, at=datetime(2020, 7, 9, tzinfo=UTC))
    VisitFactory.create_batch(50, placement=PlacementFactory.create(campaign=campaign, code="theirs-fb"))
    session = session_of(member(Role.PARTNER, partner.organisation))

    async def story(live):
        page = Page(live, session)
        task = await page.open()
        await page.until(lambda: len(page.html) == 1)
        page.gone.set()
        await task

        assert "own-fb" in page.html[0]
        assert "theirs-fb" not in page.html[0]

    in_a_loop(story)


def test_a_slow_look_is_not_followed_by_a_long_rest():
    live = LiveStream(poll_every=0.3)

    assert live.rest_after(0.01) == 0.3
    assert live.rest_after(0.4) == 0.4
    assert live.rest_after(20) == 0.5


def test_many_listeners_cost_one_count(campaign, monkeypatch):
    session = session_of(member(Role.ANALYST, campaign.owner))
    counted: list[object] = []
    count = stream.current

    def count_and_remember(asked):
        counted.append(asked)
        return count(asked)

    monkeypatch.setattr(stream, "current", count_and_remember)
    monkeypatch.setattr(stream, "COUNT_ANYWAY_EVERY", 10**9)

    async def story(live):
        open_pages = [Page(live, session) for _ in range(10)]
        live.poll_every = 0.3
        tasks = [await page.open() for page in open_pages]
        for page in open_pages:
            await page.until(lambda page=page: len(page.html) == 1)
        for page in open_pages:
            page.gone.set()
        await asyncio.gather(*tasks)

    in_a_loop(story)
    assert len(counted) < 5


@pytest.mark.parametrize("how", ["signed out", "left"])
def test_it_ends_when_access_ends(campaign, how):
    user = member(Role.ANALYST, campaign.owner)
    client = Client()
    client.force_login(user)

    def lose_access() -> None:
        if how == "signed out":
            client.logout()
        else:
            Membership.objects.filter(user=user).update(ended_at=datetime(2020, 7, 9, tzinfo=UTC))

    async def story(live):
        page = Page(live, client.cookies["heard_staff"].value)
        task = await page.open()
        await page.until(lambda: len(page.html) == 1)
        await sync_to_async(lose_access)()
        await asyncio.wait_for(task, timeout=20)

        assert page.events[-1].startswith("event: end")
        assert page.sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
        assert live.listeners == set()

    in_a_loop(story)


def test_a_page_that_is_closed_is_forgotten(campaign):
    session = session_of(member(Role.ANALYST, campaign.owner))

    async def story(live):
        page = Page(live, session)
        task = await page.open()
        await page.until(lambda: bool(page.sent))
        page.gone.set()
        await asyncio.wait_for(task, timeout=20)

        assert live.listeners == set()

    in_a_loop(story)


def test_the_server_can_stop_while_pages_are_open(campaign):
    session = session_of(member(Role.ANALYST, campaign.owner))

    async def story(live):
        page = Page(live, session)
        task = await page.open()
        await page.until(lambda: len(page.html) == 1)
        await live.stop()
        await asyncio.wait_for(task, timeout=20)

        assert page.sent[-1]["more_body"] is False

    in_a_loop(story)


def test_a_slow_reader_is_told_the_newest_alone(campaign):
    user = member(Role.ANALYST, campaign.owner)
    listener = stream.Listener(
        session_key="",
        slug="care",
        params={},
        asked=stream.Asked(view=queries.live_view_for(user=user, slug="care"), query=queries.FigureQuery()),
    )
    for number in range(1000):
        listener.tell(b"%d" % number)

    assert listener.outbox.qsize() == 1
    assert listener.outbox.get_nowait() == b"999"

    listener.end()
    listener.tell(b"too late")
    assert listener.outbox.get_nowait() is None


def test_an_error_of_any_kind_ends_neither_the_poll_nor_the_page(campaign, monkeypatch, caplog):
    session = session_of(member(Role.ANALYST, campaign.owner))
    count = stream.current
    failed: list[int] = []

    def count_after_a_failure(asked):
        if not failed:
            failed.append(asked)
            raise InterfaceError("connection already closed")
        return count(asked)

    monkeypatch.setattr(stream, "current", count_after_a_failure)

    async def story(live):
        page = Page(live, session)
        task = await page.open()
        await page.until(lambda: len(page.html) == 1)
        page.gone.set()
        await task

    in_a_loop(story)
    assert "InterfaceError" in caplog.text
    assert "already closed" not in caplog.text


@pytest.mark.slow
def test_who_cannot_be_checked_is_sent_nothing_until_they_can(campaign, monkeypatch):
    placement = PlacementFactory.create(campaign=campaign)
    session = session_of(member(Role.ANALYST, campaign.owner))
    check = stream.allowed
    is_away: list[int] = []

    def check_where_possible(*arguments):
        if is_away:
            raise InterfaceError
        return check(*arguments)

    monkeypatch.setattr(stream, "allowed", check_where_possible)

    async def story(live):
        page = Page(live, session)
        task = await page.open()
        await page.until(lambda: len(page.html) == 1)
        is_away.append(True)
        await page.until(lambda: all(listener.is_held for listener in live.listeners))
        await sync_to_async(SubmissionFactory.create)(campaign=campaign, placement=placement)
        await asyncio.sleep(20 * QUICK)
        assert len(page.html) == 1
        is_away.clear()
        await page.until(lambda: len(page.html) == 2)
        page.gone.set()
        await task

        assert "So far: 1 form" in page.html[1]

    in_a_loop(story)
