"""What no roll-up holds yet is read once for a page, and counted neither twice nor never."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Sum

from heard.campaigns.models import Campaign, Visit, VisitClass, VisitKind
from heard.feedback.models import FORM_CHANNELS, Channel, ImportBatch, Submission
from heard.measurement import actions, tasks
from heard.measurement.models import DailyFigure, FigureKind
from heard.measurement.queries import By, FigureQuery, LiveView, Tally, figures, live, records
from heard.measurement.queries.breakdown import KIND_OF, NAMES
from heard.measurement.queries.latest import Latest
from heard.places.models import Area
from tests.factories.campaigns import CampaignFactory, PlacementFactory, VisitFactory
from tests.factories.feedback import ImportBatchFactory, SubmissionFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db

AT = datetime(2020, 7, 9, 11, 0, tzinfo=UTC)


def rolled() -> int:
    return DailyFigure.objects.filter(kind=FigureKind.CLICK).aggregate(n=Sum("count"))["n"] or 0


def clicks(found: tuple[int, records.Tallies]) -> int:
    held, late = found
    return held + sum(n for key, n in late.items() if key.kind == FigureKind.CLICK and not key.is_part)


@pytest.mark.parametrize("moment", ["before", "within", "between"])
def test_a_roll_up_written_meanwhile_is_counted_once(moment):
    VisitFactory.create_batch(3)
    latest, attempts = Latest(), []

    def read() -> int:
        attempts.append(rolled())
        if moment == "within" and len(attempts) == 1:
            tasks.roll_up_some(holder="another", limit=200)
        return attempts[-1]

    if moment == "before":
        tasks.roll_up_some(holder="another", limit=200)
    assert clicks(latest.with_rolled(read)) == 3
    if moment == "between":
        tasks.roll_up_some(holder="another", limit=200)
    assert clicks(latest.with_rolled(rolled)) == 3


def test_where_no_roll_up_is_written_the_newest_records_are_read_once(django_assert_num_queries):
    VisitFactory.create_batch(3)
    latest = Latest()
    latest.with_rolled(rolled)

    with django_assert_num_queries(2):
        assert clicks(latest.with_rolled(rolled)) == 3


def test_figures_of_one_campaign_leave_out_what_came_to_another_whether_or_not_they_are_compared():
    campaign = CampaignFactory.create(open=True)
    VisitFactory.create_batch(2, placement=PlacementFactory.create(campaign=campaign), at=AT)
    VisitFactory.create(placement=PlacementFactory.create(), at=AT)
    SubmissionFactory.create(campaign=campaign, organisation=campaign.owner, received_at=AT)
    SubmissionFactory.create(organisation=campaign.owner, received_at=AT)

    for with_findings in (True, False):
        found = live(
            view=LiveView(campaign=campaign), query=FigureQuery(), today=date(2020, 7, 9), with_findings=with_findings
        )
        assert (found.figures.total.clicks, found.figures.total.forms) == (2, 1)


LONDON = ZoneInfo("Europe/London")
EVES = (
    datetime(2020, 10, 24, 22, tzinfo=UTC),  # before clocks go back
    datetime(2021, 3, 27, 22, tzinfo=UTC),  # before they go on
    datetime(2020, 7, 8, 20, tzinfo=UTC),
)
NAME_OF = {kind.value: name for name, kind in KIND_OF.items()}


class Did(NamedTuple):
    """One thing that a person did: its name among the figures, when it was in London, and where."""

    name: str
    at: datetime
    placement: int | None
    area: int | None


class History:
    """What may happen to a campaign in a night: in any order, rolled up or not, and all by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.eve = EVES[seed % len(EVES)]
        self.campaign = CampaignFactory.create(open=True)
        self.areas = [*AreaFactory.create_batch(2), None]
        self.links = [*PlacementFactory.create_batch(3, campaign=self.campaign), None]
        self.now = self.eve + timedelta(days=2)

    def goes_on(self) -> None:
        """Let one thing happen."""
        self.now += timedelta(seconds=7)
        things = [*[self._visit] * 6, *[self._send] * 2, *[self._roll_up] * 2]
        self.chance.choice([*things, self._withdraw, self._weigh, self._import, self._show, self._rename])()

    def _at(self) -> datetime:
        is_late = self.chance.random() < 0.1
        return self.eve + timedelta(minutes=self.chance.randrange(600), days=-self.chance.randrange(40) * is_late)

    def _visit(self) -> None:
        choice = self.chance.choice
        VisitFactory.create(
            campaign=choice([self.campaign, self.campaign, CampaignFactory.create()]),
            placement=choice(self.links),
            area=choice(self.areas),
            at=self._at(),
            kind=choice([*VisitKind, VisitKind.CLICK, VisitKind.CLICK]),
            visitor_class=choice([*VisitClass, VisitClass.HUMAN, VisitClass.HUMAN]),
            visitor_day=choice([None, bytes([self.chance.randrange(5)]) * 16]),
            is_test=self.chance.random() < 0.1,
        )

    def _send(self, **more: object) -> None:
        SubmissionFactory.create(
            campaign=self.campaign,
            organisation=self.campaign.owner,
            placement=self.chance.choice(self.links),
            area=self.chance.choice(self.areas),
            received_at=self._at(),
            piece_count=self.chance.randint(1, 2),
            **{"channel": self.chance.choice([Channel.WEB, Channel.PAPER, Channel.PHONE]), **more},
        )

    def _import(self) -> None:
        batch = ImportBatchFactory.create(campaign=self.campaign, organisation=self.campaign.owner, row_count=1)
        self._send(channel=Channel.IMPORT, batch=batch)

    def _show(self) -> None:
        ImportBatch.objects.filter(visible_at=None).update(visible_at=self.now)

    def _withdraw(self) -> None:
        Submission.objects.filter(pk__in=self._one()).update(withdrawn_at=self.now)

    def _weigh(self) -> None:
        aside = self.chance.choice([None, self.now])
        Submission.objects.filter(pk__in=self._one()).update(set_aside_at=aside, weighed_at=self.now)

    def _one(self) -> list[object]:
        found = list(Submission.objects.values_list("pk", flat=True))
        return [self.chance.choice(found)] if found else []

    def _rename(self) -> None:
        Area.objects.filter(pk=self.areas[0].pk).update(name=f"Renamed {self.now:%S}")

    def _roll_up(self) -> None:
        limit = self.chance.choice([1, 3, 5_000])
        actions.roll_up_visits(now=self.now, limit=limit)
        self.chance.choice([actions.roll_up_feedback, actions.roll_up_batch, actions.recount])(now=self.now)


def done_by_people(campaign: Campaign) -> Iterator[Did]:
    """Yield what people did, row by row, by none of the ways in which figures are counted."""
    seen: set[bytes] = set()
    for visit in Visit.objects.order_by("pk"):
        is_counted = visit.visitor_class == VisitClass.HUMAN and not visit.is_test
        names = [NAME_OF[visit.kind]]
        who = bytes(visit.visitor_day or b"")
        if is_counted and visit.kind == VisitKind.CLICK and who and who not in seen:
            seen.add(who)
            names.append("visitor_days")
        if is_counted and visit.campaign_id == campaign.pk:
            yield from (Did(name, visit.at.astimezone(LONDON), visit.placement_id, visit.area_id) for name in names)
    sent = Submission.objects.filter(campaign=campaign, is_test=False, withdrawn_at=None, set_aside_at=None)
    for one in sent.filter(channel__in=FORM_CHANNELS):
        for name in ("forms", *["pieces"] * one.pieces.count()):
            yield Did(name, one.received_at.astimezone(LONDON), one.placement_id, one.area_id)


def tally(found: Iterable[Did]) -> Tally:
    counts = Counter(did.name for did in found)
    return Tally(**{name: counts[name] for name in NAMES})


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_whatever_happened_the_figures_are_what_counting_row_by_row_gives(seed):
    history = History(seed)
    for _step in range(60):
        history.goes_on()
    day = (history.eve + timedelta(days=1)).date()
    codes = {link.pk: f"/l/{link.code}" for link in history.links if link}
    areas = dict(Area.objects.values_list("pk", "code"))
    of_row = {
        By.DAY: lambda row, did: row.label == did.at.date().isoformat(),
        By.HOUR: lambda row, did: row.label[:2] == f"{did.at.hour:02d}",
        By.AREA: lambda row, did: row.detail == areas.get(did.area, "Nobody said where they are"),
        By.PLACEMENT: lambda row, did: row.detail.startswith(codes.get(did.placement, "Came without")),
    }
    for since, until in ((None, None), (day, None), (None, day - timedelta(days=1))):
        found = [
            did
            for did in done_by_people(history.campaign)
            if (not since or since <= did.at.date()) and (not until or did.at.date() <= until)
        ]
        for by, is_of in of_row.items():
            shown = figures(
                view=LiveView(campaign=history.campaign),
                query=FigureQuery(by=by, since=since, until=until),
                today=history.now.date(),
            )
            assert shown.total == tally(found)
            for row in shown.rows:
                assert row.tally == tally(did for did in found if is_of(row, did)), row
            assert sum((row.tally for row in shown.rows), Tally()) == shown.total
