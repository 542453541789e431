"""A back-up that is restored brings nothing back that was erased since, and its keys may be of another night."""

import gzip
import json
import sqlite3
import tarfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from heard.config import backup_keys, backups, erasure_list
from heard.config.work import Worker
from heard.feedback.actions.erasing import request_erasure
from heard.feedback.actions.keyring import rotate_key
from heard.feedback.actions.narrowing import narrow_consent
from heard.feedback.actions.rights import leave_out_of_figures
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.models import ErasureHow, SealingKey, Submission, Text, WrappedKey
from heard.feedback.sealing import texts_for_worker
from tests.factories.accounts import OrganisationFactory
from tests.factories.feedback import PieceFactory, SubmissionFactory, consents_to
from tests.heard.config.conftest import is_sqlite

NOW = datetime(2020, 10, 1, 3, tzinfo=UTC)
LATER = NOW + timedelta(days=5)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="these stories use a database file"
    ),
]


@pytest.fixture
def saved(database_files: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for back-ups, of a site whose tables are always of this version."""
    monkeypatch.setattr(backups, "_bring_up_to_date", lambda: None)
    monkeypatch.setattr(settings, "HEARD_HOME", database_files / "home")
    monkeypatch.setattr(settings, "MEDIA_ROOT", database_files / "home" / "files")
    folder = database_files / "saved"
    folder.mkdir()
    return folder


def restore(archive: Path, key_part: Path | None = None) -> backups.Restored:
    return backups.restore(archive=archive, replace=True, key_part=key_part, now=LATER)


def erase(submission: Submission) -> None:
    request_erasure(submission=submission, how=ErasureHow.RECEIPT, now=LATER)
    Worker().until_idle()


def test_what_was_erased_since_is_erased_again(saved: Path) -> None:
    gone, stays = SubmissionFactory.create(), SubmissionFactory.create()
    backups.back_up(archive=saved / "monday.tar.gz", now=NOW)
    erase(gone)

    restored = restore(saved / "monday.tar.gz")

    assert restored.erased_again == 1
    assert Submission.objects.get(pk=gone.pk).erased_at is not None
    assert not Text.objects.filter(submission=gone).exists()
    assert not WrappedKey.objects.filter(submission=gone).exists()
    assert texts_for_worker(submissions=[stays])


def test_another_machine_learns_it_from_the_list_beside_the_back_ups(saved: Path) -> None:
    gone = SubmissionFactory.create()
    backups.back_up(archive=saved / "monday.tar.gz", now=NOW)
    erase(gone)
    backups.back_up(archive=saved / "tuesday.tar.gz", now=NOW + timedelta(days=1))
    Submission.objects.all().delete()
    erasure_list.own_file().unlink()

    restore(saved / "monday.tar.gz")

    assert Submission.objects.get(pk=gone.pk).erased_at is not None


def test_what_was_withdrawn_since_stays_withdrawn_and_shut(saved: Path) -> None:
    office = OrganisationFactory.create()
    submission = PieceFactory.create(organisation=office, consents=consents_to(office)).submission
    backups.back_up(archive=saved / "monday.tar.gz", now=NOW)
    withdraw_submission(submission=submission, now=LATER)

    restore(saved / "monday.tar.gz")

    assert Submission.objects.get().withdrawn_at == LATER
    assert not WrappedKey.objects.exclude(sealing_key__organisation=None).exists()


def test_a_permission_that_was_taken_back_since_stays_taken_back(saved: Path) -> None:
    office, other = OrganisationFactory.create(), OrganisationFactory.create()
    piece = PieceFactory.create(organisation=office, consents=consents_to(office, other))
    backups.back_up(archive=saved / "monday.tar.gz", now=NOW)
    consent = piece.consents.get(organisation=other)
    narrow_consent(consent=consent, reason="Their wish", by=None, organisation=office, now=LATER)

    restore(saved / "monday.tar.gz")

    assert piece.consents.get(organisation=other).narrowed_at == LATER
    assert piece.consents.get(organisation=office).narrowed_at is None
    assert not WrappedKey.objects.filter(sealing_key__organisation=other).exists()


def test_an_objection_to_figures_outlasts_a_restore(saved: Path) -> None:
    submission = SubmissionFactory.create()
    backups.back_up(archive=saved / "monday.tar.gz", now=NOW)
    leave_out_of_figures(submission=submission, by=None, now=LATER)

    restore(saved / "monday.tar.gz")

    assert Submission.objects.get().objected_at == LATER


def test_the_records_hold_no_wrapped_key_and_the_key_part_no_words(saved: Path) -> None:
    SubmissionFactory.create()
    backups.back_up(archive=saved / "monday.tar.gz", now=NOW)

    with tarfile.open(saved / "monday.tar.gz") as tar:
        tar.extract("database", saved, filter="data")
    with closing(sqlite3.connect(saved / "database")) as copy:
        assert copy.execute("SELECT count(*) FROM feedback_wrappedkey").fetchone() == (0,)
    with gzip.open(saved / "monday.keys.gz", "rt") as file:
        _head, *rows, end = [json.loads(line) for line in file]
    assert {len(row) for row in rows} == {3}
    assert end == {"rows": len(rows)}


def test_records_of_one_night_open_with_the_keys_of_another(saved: Path) -> None:
    early = SubmissionFactory.create()
    backups.back_up(archive=saved / "monday.tar.gz", now=NOW)
    SubmissionFactory.create()
    backups.back_up(archive=saved / "tuesday.tar.gz", now=NOW + timedelta(days=1))
    (saved / "monday.keys.gz").unlink()

    restored = restore(saved / "monday.tar.gz")

    assert restored.key_part == saved / "tuesday.keys.gz"
    assert list(Submission.objects.all()) == [early]
    assert texts_for_worker(submissions=[early])


def test_keys_that_were_changed_between_the_two_nights_are_known_again(saved: Path) -> None:
    kept = SubmissionFactory.create(words="Kept")
    backups.back_up(archive=saved / "monday.tar.gz", now=NOW)
    new = rotate_key(organisation=None, now=LATER)
    Worker().until_idle()
    backups.back_up(archive=saved / "friday.tar.gz", now=LATER)

    restore(saved / "monday.tar.gz", saved / "friday.keys.gz")

    assert SealingKey.objects.current().get(organisation=None).key_id == new.key_id
    assert SealingKey.objects.filter(organisation=None).count() == 2
    assert list(texts_for_worker(submissions=[kept]).values()) == ["Kept"]


def test_without_any_key_part_it_says_that_words_stay_closed(saved: Path) -> None:
    submission = SubmissionFactory.create()
    backups.back_up(archive=saved / "monday.tar.gz", now=NOW)
    (saved / "monday.keys.gz").unlink()

    assert restore(saved / "monday.tar.gz").needs_keys

    assert not texts_for_worker(submissions=[submission])


def test_a_key_part_that_was_cut_off_changes_nothing(saved: Path) -> None:
    SubmissionFactory.create()
    backups.back_up(archive=saved / "monday.tar.gz", now=NOW)
    part = saved / "monday.keys.gz"
    part.write_bytes(part.read_bytes()[:-20])
    late = SubmissionFactory.create()

    with pytest.raises(backups.CannotRestore, match="Nothing was changed"):
        restore(saved / "monday.tar.gz")

    assert Submission.objects.filter(pk=late.pk).exists()


def test_a_back_up_of_the_first_format_brings_its_own_keys(saved: Path) -> None:
    submission = SubmissionFactory.create()
    assert is_sqlite()
    folder = saved / "old"
    folder.mkdir()
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
        closing(sqlite3.connect(folder / "database")) as copy,
    ):
        source.backup(copy)
    manifest = {
        "format": 1,
        "made_at": NOW.isoformat(),
        "vendor": "sqlite",
        "migrations": [],
        "database_sha256": backups._digest(folder / "database"),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with tarfile.open(saved / "old.tar.gz", "w:gz") as tar:
        tar.add(folder / "manifest.json", "manifest.json")
        tar.add(folder / "database", "database")
    WrappedKey.objects.all().delete()

    assert not restore(saved / "old.tar.gz").needs_keys

    assert texts_for_worker(submissions=[submission])


def test_back_ups_that_have_had_their_time_are_deleted_keys_first(saved: Path) -> None:
    for number, day in enumerate((0, 20, 28, 35)):
        backups.back_up(archive=saved / f"night{number}.tar.gz", now=NOW + timedelta(days=day))
    (saved / "holiday.tar.gz").write_bytes(b"somebody's own")

    assert sorted(path.name for path in saved.iterdir()) == [
        "erasures.jsonl",
        "holiday.tar.gz",
        "night1.tar.gz",
        "night2.keys.gz",
        "night2.tar.gz",
        "night3.keys.gz",
        "night3.tar.gz",
    ]


def test_they_are_deleted_though_nobody_makes_new_ones(saved: Path) -> None:
    backups.back_up(archive=saved / "monday.tar.gz", now=NOW)

    assert backups.prune_last_folder() == 2

    assert not backup_keys.path_beside(saved / "monday.tar.gz").exists()


def test_the_list_holds_ids_and_moments_alone(saved: Path) -> None:
    submission = SubmissionFactory.create(contact={"email": "ada@example.org"})
    erase(submission)
    erasure_list.write()

    (line,) = erasure_list.own_file().read_text().splitlines()

    assert set(json.loads(line)) == {"id", "withdrawn", "how", "asked", "finished"}
