"""After an erasure no erased word stands in the database's own files: not in a table, an index or a log."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from heard.casework.models import Note
from heard.config import purging
from heard.config.work import Worker
from heard.design import clock
from heard.feedback import search
from heard.feedback.actions.drafting import begin_draft, erase_old_drafts, store_answers
from heard.feedback.actions.erasing import request_erasure
from heard.feedback.drafts import LIFETIME, new_secret
from heard.feedback.models import Draft, Erasure, ErasureHow, Piece, Submission
from tests.factories.accounts import UserFactory
from tests.factories.casework import CaseFactory
from tests.heard.config.conftest import is_sqlite
from tests.heard.feedback.walking import open_form

NOW = datetime(2020, 10, 1, 9, tzinfo=UTC)
WORDS = "Sister Oyelaran left the quokkaword on zibblebury ward, again and again."
PLANTED = (b"quokkaword", b"zibblebury", b"Oyelaran", b"wombatnote")

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def others_have_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests beside this one, in other databases of the server, may hold a transaction for longer than a night's try."""
    monkeypatch.setattr(purging, "LOOKS", 400)


def erased_submission() -> Submission:
    """A submission among others whose words are read, noted and searched for, and then erased by the worker."""
    for number in range(10):
        CaseFactory.create(words=f"The nurse number {number} was kind.")
    case = CaseFactory.create(words=WORDS)
    Note.objects.create(case=case, written_by=UserFactory.create(), written_at=NOW, text="A wombatnote about it.")
    if not is_sqlite():
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    request_erasure(submission=case.piece.submission, how=ErasureHow.RECEIPT, now=NOW)
    Worker().until_idle()
    submission: Submission = case.piece.submission
    return submission


def stored(folder: Path) -> bytes:
    """All that is kept: on SQLite the file and its log, on PostgreSQL the files of every table and index."""
    if is_sqlite():
        return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.name.startswith("heard.sqlite3"))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
            " WHERE relkind IN ('r', 'i', 't', 'm') AND pg_relation_filenode(oid) IS NOT NULL AND NOT relisshared"
        )
        return b"".join(bytes(row[0]) for row in cursor.fetchall())


def test_before_it_is_cleaned_the_storage_still_holds_words(database_files: Path) -> None:
    erased_submission()
    if is_sqlite():
        pytest.skip("The worker cleans SQLite at once.")
    assert any(word in stored(database_files) for word in PLANTED)


def test_once_cleaned_no_file_holds_an_erased_word(database_files: Path) -> None:
    erased_submission()

    purging.purge(now=clock.now())

    assert [word for word in PLANTED if word in stored(database_files)] == []
    assert Erasure.objects.get().finished_at is not None


def test_a_form_that_was_never_sent_is_gone_after_a_day_and_leaves_nothing(database_files: Path) -> None:
    if not is_sqlite():
        pytest.skip(
            "Only a key in the person's browser opens what PostgreSQL keeps of it until its tables are cleaned."
        )
    secret, begun = new_secret(), datetime(2020, 9, 30, 8, tzinfo=UTC)
    begin_draft(form=open_form(), secret=secret, placement=None, is_test=False, now=begun)
    store_answers(secret=secret, values={"about": "OWN"}, piece="", now=begun)
    sealed = bytes(Draft.objects.get().sealed)
    assert sealed in stored(database_files)

    assert erase_old_drafts(now=begun + LIFETIME) == 1
    assert purging.empty_log() == 1

    assert not Draft.objects.exists()
    for trace in (sealed, sealed[20:60], secret.draft_id.encode()):
        assert trace not in stored(database_files)


def test_what_was_not_erased_is_still_found(database_files: Path) -> None:
    erased_submission()
    purging.purge(now=clock.now())

    assert Piece.objects.filter(search.matching(words="nurse kind")).count() == 10
    assert not Piece.objects.filter(search.matching(words="quokkaword")).exists()


def test_the_planted_words_would_be_found(database_files: Path) -> None:
    CaseFactory.create(words=WORDS)

    assert b"quokkaword" in stored(database_files)


def test_while_somebody_reads_the_log_nothing_is_called_finished(database_files: Path) -> None:
    if not is_sqlite():
        pytest.skip("PostgreSQL waits for readers by itself.")
    case = CaseFactory.create(words=WORDS)
    with closing(sqlite3.connect(database_files / "heard.sqlite3")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM feedback_text").fetchone()
        request_erasure(submission=case.piece.submission, how=ErasureHow.RECEIPT, now=NOW)
        Worker().until_idle()
        assert Erasure.objects.get().finished_at is None
    Worker().until_idle()

    assert Erasure.objects.get().finished_at is not None
