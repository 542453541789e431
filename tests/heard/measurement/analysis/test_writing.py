"""The partitions hold what the records say: written day by day, and again where something changed."""

from collections import Counter
from datetime import date, timedelta

import pytest

from heard.campaigns.models import Visit, VisitKind
from heard.feedback.models import Submission
from heard.measurement.analysis import checking, manifest, parquet, writing
from heard.measurement.analysis.columns import Table
from heard.measurement.analysis.erase import erase_submission
from heard.measurement.analysis.installed import is_installed
from tests.factories.campaigns import PlacementFactory, VisitFactory
from tests.factories.feedback import ARRIVED_AT, ImportBatchFactory, SubmissionFactory
from tests.heard.measurement.analysis.world import BACK, COPIED_AT, FORWARD, world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not is_installed(), reason="The packages of analysis are not installed: make scale."),
]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.HEARD_PARTITIONS = tmp_path / "partitions"
    return settings.HEARD_PARTITIONS


def held(campaign, table: Table) -> list[dict]:
    import pyarrow.parquet as pq

    found = manifest.manifest_of(campaign.pk).days[table]
    files = [manifest.folder_of(campaign.pk) / part.file for _day, part in sorted(found.items())]
    return [row for file in files for row in pq.read_table(file).to_pylist()]


def holds(campaign) -> bool:
    return all(each.passed for each in checking.check(campaign=campaign))


def test_each_record_is_copied_once_on_its_local_day_and_hour():
    campaign = world()

    writing.refresh(now=COPIED_AT)

    rows = held(campaign, Table.VISITS)
    assert len(rows) == Visit.objects.filter(campaign=campaign).count()
    hours = Counter((row["day"], row["hour"]) for row in rows)
    assert {hour for day, hour in hours if day == BACK} == {0, 1, 23}
    assert {hour for day, hour in hours if day == FORWARD} == {0, 2}
    assert holds(campaign)


def test_no_id_no_moment_and_no_token_is_copied():
    campaign = world()

    writing.refresh(now=COPIED_AT)

    files = list(manifest.folder_of(campaign.pk).glob("*.parquet"))
    written = b"".join(file.read_bytes() for file in files)
    assert files
    for token in Visit.objects.values_list("visitor_day", flat=True):
        assert token is None or bytes(token) not in written
    for table in Table:
        names = set(parquet.schema_of(table).names)
        assert not names & {"id", "at", "received_at", "reference", "words", "contact"}


def test_a_second_refresh_finds_nothing_to_do():
    world()
    writing.refresh(now=COPIED_AT)

    again = writing.refresh(now=COPIED_AT + timedelta(minutes=10))

    assert again.days == 0


def test_a_late_visit_has_its_day_alone_copied_anew():
    campaign = world()
    writing.refresh(now=COPIED_AT)
    before = manifest.manifest_of(campaign.pk)
    VisitFactory.create(placement=PlacementFactory.create(campaign=campaign), at=COPIED_AT - timedelta(days=20))

    done = writing.refresh(now=COPIED_AT + timedelta(minutes=10))

    after = manifest.manifest_of(campaign.pk)
    assert done.days == 1
    assert after.days[Table.VISITS].pop(date(2021, 3, 12)).rows == 1
    assert after.days[Table.VISITS] == before.days[Table.VISITS]
    assert holds(campaign)


def test_what_is_withdrawn_is_gone_from_the_copy():
    campaign = world()
    writing.refresh(now=COPIED_AT)
    before = len(held(campaign, Table.SUBMISSIONS))
    gone = Submission.objects.counted().filter(campaign=campaign).earliest("reference")
    Submission.objects.filter(pk=gone.pk).update(withdrawn_at=COPIED_AT + timedelta(minutes=1))

    writing.refresh(now=COPIED_AT + timedelta(minutes=10))

    assert len(held(campaign, Table.SUBMISSIONS)) == before - 1
    assert holds(campaign)


def test_an_import_is_copied_once_it_is_seen():
    campaign = world(visits=0, submissions=0)
    batch = ImportBatchFactory.create(organisation=campaign.owner)
    SubmissionFactory.create(campaign=campaign, organisation=campaign.owner, batch=batch, piece_count=2)
    writing.refresh(now=COPIED_AT)
    hidden = len(held(campaign, Table.PIECES))
    batch.visible_at = COPIED_AT + timedelta(minutes=1)
    batch.save()

    writing.refresh(now=COPIED_AT + timedelta(minutes=10))

    assert (hidden, len(held(campaign, Table.PIECES))) == (0, 2)


def test_an_erased_submission_leaves_the_copy_at_once_and_the_rest_of_its_day_comes_back():
    campaign = world()
    writing.refresh(now=COPIED_AT)
    gone = Submission.objects.counted().filter(campaign=campaign).earliest("reference")
    Submission.objects.filter(pk=gone.pk).update(withdrawn_at=COPIED_AT + timedelta(minutes=1))
    gone.refresh_from_db()

    files = set(manifest.folder_of(campaign.pk).glob("*.parquet"))
    first = erase_submission(submission=gone, is_kept_in_figures=False, now=COPIED_AT + timedelta(minutes=2))
    left = set(manifest.folder_of(campaign.pk).glob("*.parquet"))
    writing.refresh(now=COPIED_AT + timedelta(minutes=10))
    again = erase_submission(submission=gone, is_kept_in_figures=False, now=COPIED_AT + timedelta(minutes=11))

    assert first >= 2
    assert len(files - left) == first
    assert again == 0
    assert holds(campaign)


def test_where_nothing_was_copied_an_erasure_waits_for_nothing():
    submission = SubmissionFactory.create(campaign=PlacementFactory.create().campaign)

    assert erase_submission(submission=submission, is_kept_in_figures=False, now=ARRIVED_AT) == 0


def test_a_visit_whose_hour_is_known_no_longer_is_copied_without_it():
    campaign = world()
    writing.refresh(now=COPIED_AT)
    late = Visit.objects.filter(campaign=campaign, at__hour=23).first()
    Visit.objects.filter(pk=late.pk).update(at=late.at.replace(hour=0, minute=0, second=0))

    rewritten = writing.recheck(now=COPIED_AT + timedelta(days=1))

    assert rewritten == 1
    assert writing.recheck(now=COPIED_AT + timedelta(days=2)) == 0


def test_a_file_that_was_changed_is_told():
    campaign = world()
    writing.refresh(now=COPIED_AT)
    part = next(manifest.manifest_of(campaign.pk).parts())
    file = manifest.folder_of(campaign.pk) / part.file
    whole = file.read_bytes()
    file.write_bytes(whole[:40] + bytes([whole[40] ^ 1]) + whole[41:])

    found = checking.check(campaign=campaign)[-1]

    assert not found.passed
    assert part.file in found.sentence


def test_a_record_that_the_copy_lacks_is_told_to_the_unit():
    campaign = world()
    writing.refresh(now=COPIED_AT)
    Visit.objects.filter(campaign=campaign, kind=VisitKind.CLICK).first().delete()

    visits = checking.check(campaign=campaign)[0]

    assert not visits.passed
    _day, _of, in_records, in_files = visits.table.rows[0]
    assert in_files == int(str(in_records)) + 1


def test_a_copy_that_was_cut_off_goes_on_and_keeps_what_it_had(monkeypatch):
    campaign = world()
    written = parquet.write_day
    calls = []

    def until_the_third(**given):
        calls.append(given["day"])
        if len(calls) == 3:
            raise KeyboardInterrupt
        return written(**given)

    monkeypatch.setattr(parquet, "write_day", until_the_third)
    with pytest.raises(KeyboardInterrupt):
        writing.refresh(now=COPIED_AT)
    monkeypatch.setattr(parquet, "write_day", written)

    writing.refresh(now=COPIED_AT + timedelta(minutes=1))

    assert holds(campaign)


def test_two_copies_at_once_are_not_made():
    with manifest.locked("refreshing"):
        assert writing.refresh(now=COPIED_AT).is_elsewhere


def test_another_rule_of_days_has_everything_copied_anew(settings):
    world()
    writing.refresh(now=COPIED_AT)
    settings.TIME_ZONE = "Europe/Paris"

    assert manifest.marks().visits == 0


def test_memory_is_bounded_by_writing_in_pieces(monkeypatch):
    campaign = world()
    monkeypatch.setattr(parquet, "AT_ONCE", 7)

    writing.refresh(now=COPIED_AT)

    assert len(held(campaign, Table.VISITS)) == Visit.objects.filter(campaign=campaign).count()
