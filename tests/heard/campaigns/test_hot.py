"""The hot path answers known links from memory, counts each click before its answer, and leaves the rest to Django."""

import asyncio
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import InterfaceError

from heard.campaigns import hot
from heard.campaigns.hot import HotPath, write_visits
from heard.campaigns.hot.counting import click_on
from heard.campaigns.hot.table import HotTable, Placed, read_table
from heard.campaigns.links import LinkState, LinkTarget
from heard.campaigns.models import Campaign, CampaignState, MissedVisits, Placement, Visit, VisitClass, VisitKind
from heard.campaigns.pace import Pace
from heard.campaigns.visiting import VisitRow
from heard.design import clock
from heard.design.headers import safe_bytes
from tests.factories.campaigns import CampaignFactory, FormFactory, PlacementFactory
from tests.factories.places import AreaFactory

BROWSER = "Mozilla/5.0 (Linux; Android 8.0) AppleWebKit/537.36 Chrome/99 Mobile Safari/537.36"
TARGET = LinkTarget(
    code="carers-fb-2",
    location="/c/campaign/?p=carers-fb-2",
    campaign_id=1,
    placement_id=1,
    area_id=None,
    is_test=False,
    state=LinkState.OPEN,
)


TABLE = HotTable(
    clicks={TARGET.code: click_on(TARGET)},
    campaigns={"care": 1, "elsewhere": 2},
    placed={"carers-fb-2": Placed(1, 1, None), "leeds-web": Placed(1, 2, 9)},
    areas={"E08000035": 35},
    salt=b"s" * 32,
)
FROM_HERE = {"sec-fetch-site": "same-origin"}


class Commits:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.visits: list[VisitRow] = []

    async def add(self, visit: VisitRow) -> bool:
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
    door = HotPath(behind=behind)
    door.table = TABLE
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
    assert headers.items() >= dict(safe_bytes()).items()
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


def _visit(seconds: float, *, visitor: bytes = b"one", visitor_class: VisitClass = VisitClass.HUMAN) -> VisitRow:
    at = datetime(2026, 7, 8, 12, 0, tzinfo=UTC) + timedelta(seconds=seconds)
    return VisitRow(at, 1, None, None, None, VisitKind.CLICK.value, visitor_class.value, "", visitor, is_test=False)


def test_a_full_ward_behind_one_address_is_people_and_a_machine_behind_one_is_suspect() -> None:
    pace = Pace()
    ward = [pace.judged(_visit(number / 3)) for number in range(60)]
    machine = [pace.judged(_visit(20 + number / 50, visitor=b"other")) for number in range(100)]
    assert {visit.visitor_class for visit in ward} == {VisitClass.HUMAN}
    assert [visit.visitor_class for visit in machine].count(VisitClass.SUSPECT) == 60
    assert machine[-1].reason == "pace"


def test_whoever_slows_down_is_a_person_again_and_a_known_bot_stays_one() -> None:
    pace = Pace()
    for number in range(80):
        pace.judged(_visit(number / 20))
    later, bot = (pace.judged(visit) for visit in (_visit(20), _visit(20, visitor_class=VisitClass.BOT)))
    assert (later.visitor_class, bot.visitor_class) == (VisitClass.HUMAN, VisitClass.BOT)


@pytest.mark.parametrize(
    ("path", "method", "query"),
    [
        ("/l/unknown", "GET", b""),
        ("/l/carers-fb-2", "POST", b""),
        ("/l/carers-fb-2", "GET", b"preview=token"),
        ("/l/carers-fb-2", "GET", b"nostats"),
        ("/c/unknown/tap/", "POST", b""),
        ("/c/care/tap/", "GET", b""),
        ("/c/care/tap/", "POST", b"preview=token"),
        ("/c/care/tap/", "POST", b"nostats=1"),
    ],
)
def test_everything_else_is_left_to_django(path: str, method: str, query: bytes) -> None:
    sent, commits, behind = _ask(path, method=method, query=query)
    assert (sent, commits.visits, behind.asked) == ([], [], 1)


@pytest.mark.parametrize(
    ("kind", "counted"),
    [
        ("", VisitKind.CALL_TAP),
        ("call", VisitKind.CALL_TAP),
        ("email", VisitKind.EMAIL_TAP),
        ("web", VisitKind.WEB_TAP),
    ],
)
def test_a_tap_is_counted_as_what_was_tapped_and_answered_with_nothing(kind: str, counted: VisitKind) -> None:
    sent, commits, _ = _ask(
        "/c/care/tap/", method="POST", query=f"area=E08000035&p=leeds-web&kind={kind}".encode(), headers=FROM_HERE
    )
    assert sent[0]["status"] == 204
    assert dict(sent[0]["headers"]) == dict(safe_bytes())
    [visit] = commits.visits
    assert (visit.kind, visit.campaign_id, visit.placement_id, visit.area_id) == (counted, 1, 2, 35)


@pytest.mark.parametrize(
    ("query", "placement", "area"),
    [
        (b"", None, None),
        (b"p=leeds-web", 2, 9),
        (b"p=LEEDS-WEB&area=E99999999", 2, 9),
        (b"p=never-made&area=e08000035", None, 35),
        (b"p=%00&area=%FF", None, None),
    ],
)
def test_a_tap_goes_under_the_area_asked_for_or_else_that_of_its_link(
    query: bytes, placement: int | None, area: int | None
) -> None:
    _, commits, _ = _ask("/c/care/tap/", method="POST", query=query, headers=FROM_HERE)
    assert [(visit.placement_id, visit.area_id) for visit in commits.visits] == [(placement, area)]


def test_another_campaigns_link_is_not_counted_for_a_tap() -> None:
    _, commits, _ = _ask("/c/elsewhere/tap/", method="POST", query=b"p=leeds-web", headers=FROM_HERE)
    assert [(visit.campaign_id, visit.placement_id) for visit in commits.visits] == [(2, None)]


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        (b"", {"sec-fetch-site": "cross-site"}),
        (b"", {}),
        (b"", {"origin": "https://elsewhere.example.org", "host": "heard.example.org"}),
        (b"kind=swipe", FROM_HERE),
    ],
)
def test_a_tap_said_by_others_or_of_no_known_kind_is_not_counted(query: bytes, headers: dict[str, str]) -> None:
    sent, commits, behind = _ask("/c/care/tap/", method="POST", query=query, headers=headers)
    assert (sent[0]["status"], commits.visits, behind.asked) == (204, [], 0)


@pytest.mark.parametrize(("is_behind", "count"), [(True, 1), (False, 0)])
def test_an_older_browsers_origin_is_believed_with_the_scheme_that_our_proxy_tells(
    settings: Any, is_behind: bool, count: int
) -> None:
    settings.HEARD_BEHIND_PROXY = is_behind
    headers = {"origin": "https://heard.example.org", "host": "heard.example.org", "x-forwarded-proto": "https"}
    _, commits, _ = _ask("/c/care/tap/", method="POST", headers=headers)
    assert len(commits.visits) == count


@pytest.mark.parametrize("path", ["/l/carers-fb-2", "/c/care/tap/"])
def test_the_paths_of_links_and_taps_are_wanted(path: str) -> None:
    assert HotPath(behind=Behind()).wants(path)


@pytest.mark.parametrize("path", ["/", "/c/care/", "/c/care/regulator/tap/", "/c/care/tap", "/c/tap/", "/staff/"])
def test_other_paths_are_not(path: str) -> None:
    assert not HotPath(behind=Behind()).wants(path)


@pytest.mark.django_db
def test_the_table_holds_links_campaigns_that_the_public_may_reach_and_areas() -> None:
    area = AreaFactory.create()
    is_open = PlacementFactory.create(campaign__open=True, area=area)
    paused = PlacementFactory.create(campaign__state=CampaignState.PAUSED)
    PlacementFactory.create(campaign__state=CampaignState.PREPARING)

    table = read_table(now=clock.now())

    assert set(table.clicks) == {is_open.code}
    assert set(table.campaigns) == {is_open.campaign.slug, paused.campaign.slug}
    assert table.placed[is_open.code] == (is_open.campaign_id, is_open.pk, area.pk)
    counting = table.clicks[is_open.code].counting
    assert counting is not None
    assert counting.area_id == area.pk
    assert table.areas == {area.code: area.pk}


CHANGES: tuple[Callable[[Placement], object], ...] = (
    lambda link: Placement.objects.filter(pk=link.pk).update(withdrawn_at=clock.now()),
    lambda link: Placement.objects.filter(pk=link.pk).update(language="cy"),
    lambda link: Placement.objects.filter(pk=link.pk).update(area=AreaFactory.create()),
    lambda link: Placement.objects.filter(pk=link.pk).update(
        destination="FORM", form=FormFactory.create(campaign=link.campaign)
    ),
    lambda link: Placement.objects.filter(pk=link.pk).update(destination="OUTSIDE", outside_url="https://example.org/"),
    lambda link: Campaign.objects.filter(pk=link.campaign_id).update(state=CampaignState.PAUSED),
    lambda link: Campaign.objects.filter(pk=link.campaign_id).update(slug="renamed"),
)


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_of_a_link_the_next_table_is_as_one_read_afresh(change: Callable[[Placement], object]) -> None:
    link, other = PlacementFactory.create(campaign__open=True), PlacementFactory.create(campaign__open=True)
    Campaign.objects.filter(pk=link.campaign_id).update(allowed_hosts=["example.org"])
    before = read_table(now=clock.now())
    change(link)
    after = read_table(now=clock.now(), before=before)

    assert after == read_table(now=clock.now())
    assert after.clicks.get(link.code) != before.clicks[link.code]
    assert after.clicks[other.code] is before.clicks[other.code]


@pytest.mark.django_db
def test_a_host_that_is_allowed_no_longer_changes_where_its_links_lead() -> None:
    link = PlacementFactory.create(campaign__open=True, destination="OUTSIDE", outside_url="https://example.org/")
    Campaign.objects.filter(pk=link.campaign_id).update(allowed_hosts=["example.org"])
    before = read_table(now=clock.now())
    Campaign.objects.filter(pk=link.campaign_id).update(allowed_hosts=[])

    assert read_table(now=clock.now(), before=before).clicks[link.code] != before.clicks[link.code]


@pytest.mark.django_db
def test_nothing_is_asked_again_of_links_that_are_as_they_were(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    PlacementFactory.create_batch(3, campaign__open=True)
    before = read_table(now=clock.now())

    with django_assert_max_num_queries(4):
        assert read_table(now=clock.now(), before=before) == before


def test_a_database_that_does_not_answer_leaves_the_table_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(before: HotTable) -> HotTable:
        raise InterfaceError("connection already closed")

    door = HotPath(behind=Behind())
    door.table = HotTable(clicks={TARGET.code: click_on(TARGET)}, salt=b"s" * 32)
    monkeypatch.setattr(hot, "_read_table_now", broken)
    asyncio.run(door.refresh())
    assert TARGET.code in door.table.clicks


@pytest.mark.django_db
def test_visits_and_what_was_missed_before_them_are_written_together() -> None:
    campaign = CampaignFactory.create()
    placement = PlacementFactory.create(campaign=campaign)
    now = clock.now()
    visits = [
        VisitRow(now, campaign.pk, placement.pk, None, None, "CLICK", "HUMAN", "", bytes([number] * 16), is_test=False)
        for number in range(3)
    ]
    write_visits(visits, 2, now)
    kept = Visit.objects.order_by("pk")
    assert [(each.at, each.campaign, each.placement, each.kind, each.is_test) for each in kept] == [
        (now, campaign, placement, VisitKind.CLICK, False)
    ] * 3
    assert [bytes(each.visitor_day or b"") for each in kept] == [visit.visitor_day for visit in visits]
    assert [row.count for row in MissedVisits.objects.all()] == [2]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 5, 359])
def test_a_group_of_any_size_is_written_whole_and_in_its_order(count: int) -> None:
    campaign = CampaignFactory.create()
    whole = datetime(2026, 7, 8, 12, 0, tzinfo=UTC)
    afar = whole.astimezone(timezone(timedelta(hours=5, minutes=30)))
    visits = [
        VisitRow(moment, campaign.pk, None, None, None, "CLICK", "HUMAN", "", number.to_bytes(16), is_test=False)
        for number, moment in enumerate([whole, afar, whole + timedelta(microseconds=1), *[whole] * 400][:count])
    ]
    write_visits(visits, 0, whole)
    kept = Visit.objects.order_by("pk")
    assert [(each.at, bytes(each.visitor_day or b"")) for each in kept] == [
        (each.at, each.visitor_day) for each in visits
    ]
    assert Visit.objects.filter(at=whole).count() == sum(each.at == whole for each in visits)
