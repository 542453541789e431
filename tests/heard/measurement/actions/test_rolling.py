"""Roll-ups hold what the records hold, whoever rolls and however often."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.campaigns.models import Visit, VisitClass, VisitKind
from heard.design import clock
from heard.feedback.models import Channel, Submission
from heard.measurement import actions, tasks
from heard.measurement.models import AreaFigure, DailyFigure, FigureKind, HourlyFigure, Record, RollUpMark, Standing
from heard.measurement.queries import differences, holding, records
from tests.factories.campaigns import CampaignFactory, PlacementFactory, VisitFactory
from tests.factories.feedback import ImportBatchFactory, SubmissionFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 9, 11, 0, tzinfo=UTC)


def counted(kind: FigureKind) -> int:
    return sum(DailyFigure.objects.filter(kind=kind).values_list("count", flat=True))


def holds_the_records() -> bool:
    return not (differences.of_visits() or differences.of_feedback() or differences.of_totals())


def test_rolling_up_twice_changes_nothing():
    VisitFactory.create_batch(3)
    SubmissionFactory.create(piece_count=2)
    tasks.roll_up_some(holder="one", limit=200)
    before = list(DailyFigure.objects.values_list())

    assert tasks.roll_up_some(holder="two", limit=200) == 0
    assert list(DailyFigure.objects.values_list()) == before
    assert counted(FigureKind.CLICK) == 3
    assert counted(FigureKind.PIECE) == 2


def test_a_small_limit_is_kept_and_nothing_is_lost():
    VisitFactory.create_batch(5)

    assert actions.roll_up_visits(now=NOW, limit=2) == 2
    assert counted(FigureKind.CLICK) == 2
    actions.roll_up_visits(now=NOW, limit=2)
    actions.roll_up_visits(now=NOW, limit=2)
    assert counted(FigureKind.CLICK) == 5


def test_where_many_visits_wait_several_steps_are_taken_in_one_turn(monkeypatch):
    monkeypatch.setattr(tasks, "RECORDS_A_PIECE", 2)
    VisitFactory.create_batch(5)

    assert tasks.roll_up_some(holder="one", limit=1) == 5
    assert counted(FigureKind.CLICK) == 5
    assert holds_the_records()


def test_later_clicks_of_the_same_day_are_added():
    placement = PlacementFactory.create()
    VisitFactory.create(placement=placement)
    actions.roll_up_visits(now=NOW)
    VisitFactory.create(placement=placement)
    actions.roll_up_visits(now=NOW)

    assert DailyFigure.objects.get(kind=FigureKind.CLICK).count == 2


@pytest.mark.parametrize("few", [500, 0], ids=["one by one", "from least to greatest"])
def test_what_is_held_is_added_to_and_never_held_twice(monkeypatch, few):
    monkeypatch.setattr(holding, "FEW", few)
    area = AreaFactory.create()
    placements = PlacementFactory.create_batch(2)
    for _turn in range(2):
        for hour, placement in enumerate([*placements, *placements]):
            VisitFactory.create(placement=placement, area=area, at=NOW - timedelta(hours=hour * 9))
        actions.roll_up_visits(now=NOW)

    assert holds_the_records()
    for table in holding.TABLES:
        keys = [key for _pk, key, _number in holding.counts_in(table._default_manager.all())]
        assert len(keys) == len(set(keys)) > 0


def test_a_step_reads_no_row_of_another_hour_or_area():
    placement = PlacementFactory.create()
    areas = AreaFactory.create_batch(2)
    for hour, area in enumerate(areas):
        VisitFactory.create(placement=placement, area=area, at=NOW - timedelta(hours=hour))
    actions.roll_up_visits(now=NOW)
    asked = {key: 1 for _pk, key, _number in holding.counts_in(AreaFigure.objects.filter(area=areas[0]))}
    asked |= {key: 1 for _pk, key, _number in holding.counts_in(HourlyFigure.objects.filter(hour=NOW))}

    for table, own in holding.by_table(records.Tallies(asked)).items():
        assert {key for _pk, key, _number in holding.counts_in(holding.rows_near(own, table=table))} == set(own)
        assert len(own) < table._default_manager.count()


def test_who_comes_second_gives_up(monkeypatch):
    """Another worker rolls up between this one's reading and its writing."""
    VisitFactory.create_batch(4)
    read = records.visits

    def read_while_another_writes(**options):
        monkeypatch.setattr(records, "visits", read)
        assert actions.roll_up_visits(now=NOW) > 0
        return read(**options)

    monkeypatch.setattr(records, "visits", read_while_another_writes)

    assert actions.roll_up_visits(now=NOW) == 0
    assert counted(FigureKind.CLICK) == 4


def test_a_withdrawal_takes_its_form_and_pieces_out():
    submission = SubmissionFactory.create(piece_count=2)
    tasks.roll_up_some(holder="one", limit=200)
    Submission.objects.update(withdrawn_at=clock.now())
    tasks.roll_up_some(holder="one", limit=200)

    assert submission.pieces.count() == 2
    assert counted(FigureKind.FORM) == 0
    assert counted(FigureKind.PIECE) == 0


def test_forms_set_aside_stand_apart_and_come_back_when_they_are_counted_again():
    SubmissionFactory.create(campaign=CampaignFactory.create(), piece_count=2)
    tasks.roll_up_some(holder="one", limit=200)
    Submission.objects.update(set_aside_at=clock.now(), weighed_at=clock.now())
    tasks.roll_up_some(holder="one", limit=200)
    forms = DailyFigure.objects.filter(kind=FigureKind.FORM)

    assert list(forms.values_list("standing", "count")) == [(Standing.SUSPECT, 1)]
    assert counted(FigureKind.PIECE) == 0
    assert holds_the_records()

    Submission.objects.update(set_aside_at=None, weighed_at=clock.now())
    tasks.roll_up_some(holder="one", limit=200)
    assert list(forms.values_list("standing", "count")) == [(Standing.COUNTED, 1)]
    assert counted(FigureKind.PIECE) == 2
    assert holds_the_records()


def test_an_import_is_taken_in_once_it_is_visible():
    campaign = CampaignFactory.create(open=True)
    batch = ImportBatchFactory.create(campaign=campaign, organisation=campaign.owner, row_count=1)
    SubmissionFactory.create(campaign=campaign, organisation=campaign.owner, channel=Channel.IMPORT, batch=batch)
    tasks.roll_up_some(holder="one", limit=200)
    staged = counted(FigureKind.IMPORTED_PIECE)
    batch.visible_at = NOW
    batch.save()

    assert staged == 0
    assert tasks.roll_up_some(holder="one", limit=200) == 1
    assert tasks.roll_up_some(holder="one", limit=200) == 0
    assert counted(FigureKind.IMPORTED_PIECE) == 1


def test_a_recount_puts_right_what_slipped_past():
    VisitFactory.create_batch(3)
    SubmissionFactory.create(piece_count=2)
    tasks.roll_up_some(holder="one", limit=200)
    Visit.objects.filter(pk=Visit.objects.first().pk).update(visitor_class=VisitClass.SUSPECT)
    DailyFigure.objects.filter(kind=FigureKind.PIECE).update(count=40)

    assert not holds_the_records()
    assert tasks.recount() > 0
    assert holds_the_records()
    assert counted(FigureKind.PIECE) == 2
    assert tasks.recount() == 0


def test_what_was_counted_before_there_were_figures_of_areas_gets_them_once():
    area = AreaFactory.create()
    VisitFactory.create_batch(3, area=area)
    SubmissionFactory.create(piece_count=2, area=area)
    tasks.roll_up_some(holder="one", limit=200)
    AreaFigure.objects.all().delete()

    assert not holds_the_records()
    assert actions.recount_for_parts(now=NOW) > 0
    assert holds_the_records()
    assert AreaFigure.objects.get(area=area, kind=FigureKind.PIECE).count == 2
    assert actions.recount_for_parts(now=NOW) == 0


def test_a_recount_beside_another_corrects_once(monkeypatch):
    """Another worker recounts between this one's comparison and its writing."""
    VisitFactory.create_batch(4, placement=PlacementFactory.create())
    tasks.roll_up_some(holder="one", limit=200)
    DailyFigure.objects.filter(kind=FigureKind.CLICK).update(count=1)
    compare = differences.of_visits

    def compare_while_another_corrects(**options):
        monkeypatch.setattr(differences, "of_visits", compare)
        found = compare(**options)
        assert tasks.recount() > 0
        return found

    monkeypatch.setattr(differences, "of_visits", compare_while_another_corrects)

    assert tasks.recount() == 0
    assert counted(FigureKind.CLICK) == 4


def test_a_recount_leaves_what_is_new_to_the_next_roll_up():
    VisitFactory.create()

    assert tasks.recount() == 0
    assert not RollUpMark.objects.filter(record=Record.VISITS).exists()
    tasks.roll_up_some(holder="one", limit=200)
    assert counted(FigureKind.CLICK) == 1


DID = st.tuples(
    st.sampled_from(["visit", "form", "call", "withdraw", "roll", "roll a little"]),
    st.integers(0, 2),
    st.integers(0, 40),
)


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DID, max_size=12))
def test_whatever_happens_in_whatever_order_the_roll_ups_hold_the_records(history):
    placements = [PlacementFactory.create(), PlacementFactory.create(), None]
    campaign = CampaignFactory.create(open=True)
    areas = [None, AreaFactory.create(), AreaFactory.create()]
    for step, (what, which, hours) in enumerate(history):
        placement = placements[which]
        at = NOW + timedelta(hours=hours)
        if what == "visit":
            VisitFactory.create(
                placement=placement,
                campaign=placement.campaign if placement else campaign,
                at=at,
                kind=[VisitKind.CLICK, VisitKind.LANDING][hours % 2],
                area=areas[hours % 3],
                visitor_day=bytes([hours % 5]) * 16,
                visitor_class=[VisitClass.HUMAN, VisitClass.BOT][hours % 3 == 0],
            )
        elif what in {"form", "call"}:
            SubmissionFactory.create(
                campaign=placement.campaign if placement else campaign,
                organisation=campaign.owner,
                placement=placement,
                area=areas[hours % 3],
                channel=Channel.WEB if what == "form" else Channel.PHONE,
                received_at=at,
                piece_count=1 + hours % 2,
            )
        elif what == "withdraw":
            first = Submission.objects.filter(withdrawn_at=None).first()
            if first:
                Submission.objects.filter(pk=first.pk).update(withdrawn_at=NOW + timedelta(days=3, seconds=step))
        else:
            actions.roll_up_visits(now=NOW + timedelta(days=3, seconds=step), limit=2 if "little" in what else 5_000)
            actions.roll_up_feedback(now=NOW + timedelta(days=3, seconds=step), limit=2 if "little" in what else 5_000)

    assert holds_the_records()


def test_what_is_known_of_areas_is_put_right_too():
    area = AreaFactory.create()
    VisitFactory.create_batch(2, kind=VisitKind.LOOKUP, area=area)
    SubmissionFactory.create(area=area)
    tasks.roll_up_some(holder="one", limit=200)
    AreaFigure.objects.all().delete()

    assert not holds_the_records()
    assert actions.recount(now=NOW) > 0

    assert holds_the_records()
    counts = AreaFigure.objects.values("kind").annotate(n=Sum("count")).values_list("kind", "n")
    assert dict(counts) == {FigureKind.LOOKUP: 2, FigureKind.FORM: 1, FigureKind.PIECE: 1}


def hours_of(kind: FigureKind) -> dict[int, int]:
    return {row.hour.hour: row.count for row in HourlyFigure.objects.filter(kind=kind).order_by("hour")}


def test_each_hour_is_held_and_adds_up_to_its_day():
    placement = PlacementFactory.create()
    for hour in (8, 8, 21):
        VisitFactory.create(placement=placement, at=NOW.replace(hour=hour, minute=59))
    SubmissionFactory.create(piece_count=2, received_at=NOW.replace(hour=9))
    tasks.roll_up_some(holder="one", limit=200)
    VisitFactory.create(placement=placement, at=NOW.replace(hour=8))
    tasks.roll_up_some(holder="one", limit=200)

    assert hours_of(FigureKind.CLICK) == {8: 3, 21: 1}
    assert hours_of(FigureKind.PIECE) == {9: 2}
    assert counted(FigureKind.CLICK) == 4
    assert holds_the_records()


def test_a_withdrawal_leaves_its_hour():
    SubmissionFactory.create(piece_count=2)
    tasks.roll_up_some(holder="one", limit=200)
    Submission.objects.update(withdrawn_at=clock.now())
    tasks.roll_up_some(holder="one", limit=200)

    assert hours_of(FigureKind.FORM) == {}
    assert holds_the_records()


def test_a_wrong_hour_is_found_and_put_right():
    VisitFactory.create_batch(3, at=NOW)
    tasks.roll_up_some(holder="one", limit=200)
    HourlyFigure.objects.update(count=40)

    assert not holds_the_records()
    assert tasks.recount() > 0
    assert hours_of(FigureKind.CLICK).keys() == {NOW.hour}
    assert 40 not in hours_of(FigureKind.CLICK).values()
    assert holds_the_records()


def test_hours_of_long_ago_are_forgotten_and_their_days_are_kept():
    VisitFactory.create(at=NOW - timedelta(days=300))
    VisitFactory.create(at=NOW)
    SubmissionFactory.create(received_at=NOW - timedelta(days=300))
    tasks.roll_up_some(holder="one", limit=200)

    assert actions.forget_hours(before=NOW.date() - timedelta(days=180)) > 0
    assert {row.day for row in HourlyFigure.objects.all()} == {NOW.date()}
    assert counted(FigureKind.CLICK) == 2
    assert holds_the_records()
    assert tasks.recount() == 0


def test_a_late_change_of_a_day_long_ago_brings_no_hour_back():
    SubmissionFactory.create(received_at=NOW - timedelta(days=300))
    tasks.roll_up_some(holder="one", limit=200)
    actions.forget_hours(before=NOW.date() - timedelta(days=180))
    SubmissionFactory.create(received_at=NOW - timedelta(days=300))
    tasks.roll_up_some(holder="one", limit=200)

    assert not HourlyFigure.objects.exists()
    assert counted(FigureKind.FORM) == 2
    assert holds_the_records()


def test_what_was_counted_before_there_were_figures_of_hours_gets_them_once():
    VisitFactory.create_batch(3)
    tasks.roll_up_some(holder="one", limit=200)
    HourlyFigure.objects.all().delete()

    assert actions.recount_for_parts(now=NOW) > 0
    assert hours_of(FigureKind.CLICK)
    assert actions.recount_for_parts(now=NOW) == 0
