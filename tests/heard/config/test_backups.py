"""A back-up brings everything back, and what cannot be restored changes nothing."""

import json
import sqlite3
import tarfile
from pathlib import Path

import pytest
from django.conf import settings

from heard.campaigns.models import DailySalt
from heard.casework.models import OwnCopy
from heard.config import backups
from heard.design import clock
from tests.factories.feedback import SubmissionFactory

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="these stories use a database file"
    ),
]


@pytest.fixture
def archive(tmp_path: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = tmp_path / "files"
    files.mkdir()
    (files / "mark.png").write_bytes(b"picture")
    monkeypatch.setattr(settings, "MEDIA_ROOT", files)
    path = tmp_path / "saved" / "heard.tar.gz"
    backups.back_up(archive=path, now=clock.now())
    return path


def test_it_holds_the_database_the_files_and_no_keys(archive: Path) -> None:
    with tarfile.open(archive) as tar:
        names = set(tar.getnames())
    assert {"manifest.json", "database", "files/mark.png"} <= names
    assert not [name for name in names if "key" in name]


def test_the_copy_is_a_whole_database(archive: Path, tmp_path: Path) -> None:
    with tarfile.open(archive) as tar:
        tar.extract("database", tmp_path, filter="data")
    with sqlite3.connect(tmp_path / "database") as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT count(*) FROM accounts_organisation").fetchone() == (0,)


def test_it_never_writes_over_another_file(archive: Path) -> None:
    with pytest.raises(backups.CannotBackUp, match="is there already"):
        backups.back_up(archive=archive, now=clock.now())


def test_a_file_that_is_no_back_up_is_refused(tmp_path: Path, db: None) -> None:
    path = tmp_path / "holiday.tar.gz"
    path.write_bytes(b"not an archive")
    with pytest.raises(backups.CannotRestore, match="not a whole back-up"):
        backups.restore(archive=path, replace=True, now=clock.now())


def test_a_cut_off_archive_is_refused(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-2000])
    with pytest.raises(backups.CannotRestore, match="not a whole back-up"):
        backups.restore(archive=archive, replace=True, now=clock.now())


def _altered(archive: Path, tmp_path: Path, **changes: object) -> Path:
    folder = tmp_path / "altered"
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    manifest = json.loads((folder / "manifest.json").read_text()) | changes
    (folder / "manifest.json").write_text(json.dumps(manifest))
    path = tmp_path / "altered.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name in ("manifest.json", "database", "files"):
            tar.add(folder / name, name)
    return path


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"database_sha256": "0" * 64}, "is damaged"),
        ({"vendor": "postgresql"}, "is of postgresql"),
        ({"format": 9}, "has format 9"),
        ({"migrations": ["accounts.9999_later"]}, "newer version"),
    ],
)
def test_a_back_up_that_does_not_fit_is_refused(
    archive: Path, tmp_path: Path, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(backups.CannotRestore, match=sentence):
        backups.restore(archive=_altered(archive, tmp_path, **changes), replace=True, now=clock.now())


def test_it_leaves_out_what_lives_for_days_alone_the_salts_and_the_copies_that_people_asked_for(
    transactional_db: None, tmp_path: Path
) -> None:
    DailySalt.objects.create(day=clock.now().date(), salt=b"s" * 32)
    OwnCopy.objects.create(submission=SubmissionFactory.create(), language="en-gb", asked_at=clock.now())
    backups.back_up(archive=tmp_path / "heard.tar.gz", now=clock.now())
    with tarfile.open(tmp_path / "heard.tar.gz") as tar:
        tar.extract("database", tmp_path, filter="data")
    with sqlite3.connect(tmp_path / "database") as copy:
        for table in ("campaigns_dailysalt", "casework_owncopy"):
            assert copy.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
