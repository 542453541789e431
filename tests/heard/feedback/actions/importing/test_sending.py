import logging
from datetime import UTC, datetime, timedelta

import pytest

from heard.accounts.doors import Role
from heard.feedback import actions, tasks
from heard.feedback.actions.importing import running, sending
from heard.feedback.imports import files, sorting
from heard.feedback.imports.mapping import ColumnMapping, Meaning
from heard.feedback.imports.refusals import AlreadyImported, FileRefused, MappingDoesNotFit, NoRows, TakesNoPart
from heard.feedback.imports.tables import rows_of
from heard.feedback.models import BatchState, ImportBatch, Piece
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import FormFactory
from tests.heard.feedback.sheets import ROWS, csv_file, many_rows

NOW = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)
MAPPING = ColumnMapping(columns={"Comment": Meaning.WORDS, "Date": Meaning.DATE})
pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory.create()


@pytest.fixture
def by(organisation):
    return member(Role.ANALYST, organisation)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def send(tmp_path, organisation, by):
    def send(*rows, name="f.csv", content=None, campaign=None):
        content = csv_file(tmp_path / "sent.csv", *(rows or ROWS)).read_bytes() if content is None else content
        return actions.send_file(
            chunks=[content[:10], content[10:]],
            file_name=name,
            organisation=organisation,
            campaign=campaign,
            by=by,
            now=NOW,
        )

    return send


def at_nine():
    return NOW


def kept_files(media):
    folder = media / "imports"
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def test_a_sent_file_waits_under_a_random_name_for_its_owner_alone(send, media):
    batch = send(name="C:\\Quokka's letters/Quokka.csv")
    (name,) = kept_files(media)
    assert batch.state == BatchState.UPLOADED
    assert "Quokka" not in name
    assert (media / "imports" / name).stat().st_mode & 0o077 == 0
    assert batch.file_name == "Quokka.csv"
    assert batch.mapping["columns"]["Comment"] == "WORDS"


@pytest.mark.parametrize(
    ("name", "content"), [("f.csv", b""), ("f.csv", b"Comment\n"), ("f.xlsx", b"text"), ("f.exe", b"x"), ("f", b"x")]
)
def test_a_file_that_cannot_be_read_is_not_kept(send, media, name, content):
    with pytest.raises(FileRefused):
        send(name=name, content=content)
    assert kept_files(media) == []
    assert not ImportBatch.objects.exists()


def test_a_file_for_a_campaign_of_others_is_not_kept(send, media):
    with pytest.raises(TakesNoPart):
        send(campaign=FormFactory.create().campaign)
    assert kept_files(media) == []


def test_a_header_without_rows_is_said_to_be_that(send):
    with pytest.raises(NoRows, match="no rows below"):
        send(content=b"Comment,Date\n")


def test_a_small_file_is_checked_and_taken_while_one_waits(send, by, media):
    batch = send()
    actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    assert (batch.state, batch.report["rows"]) == (BatchState.CHECKED, 3)
    assert not Piece.objects.exists()
    actions.confirm_import(batch=batch, by=by, now=NOW, clock=at_nine)
    batch.refresh_from_db()
    assert (batch.state, batch.stored_as) == (BatchState.DONE, "")
    assert Piece.objects.visible().count() == 3
    assert kept_files(media) == [batch.report_stored_as]


def test_a_large_file_is_checked_and_taken_by_the_worker(send, by, monkeypatch):
    monkeypatch.setattr(sending, "CHECKED_AT_ONCE", 10)
    monkeypatch.setattr(sending, "ROWS_IMPORTED_AT_ONCE", 1)
    batch = send()
    actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    assert batch.state == BatchState.TO_CHECK
    assert tasks.import_some(holder="worker", limit=5) == 1
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED
    actions.confirm_import(batch=batch, by=by, now=NOW, clock=at_nine)
    assert batch.state == BatchState.TO_IMPORT
    assert not Piece.objects.exists()
    assert tasks.import_some(holder="worker", limit=5) == 1
    batch.refresh_from_db()
    assert batch.state == BatchState.DONE
    assert Piece.objects.visible().count() == 3
    assert tasks.import_some(holder="worker", limit=5) == 0


def test_columns_may_be_chosen_again_after_the_check_but_not_after_the_import(send, by):
    batch = send()
    actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    first = batch.report_stored_as
    again = ColumnMapping(columns={"Comment": Meaning.WORDS})
    actions.choose_columns(batch=batch, mapping=again, by=by, now=NOW)
    assert not files.path_of(first).exists()
    actions.confirm_import(batch=batch, by=by, now=NOW, clock=at_nine)
    with pytest.raises((actions.NotNow, FileRefused)):
        actions.choose_columns(batch=ImportBatch.objects.get(), mapping=again, by=by, now=NOW)
    with pytest.raises(actions.NotNow):
        actions.confirm_import(batch=batch, by=by, now=NOW, clock=at_nine)


def test_a_choice_that_says_too_little_changes_nothing(send, by):
    batch = send()
    with pytest.raises(MappingDoesNotFit):
        actions.choose_columns(batch=batch, mapping=ColumnMapping(columns={"Date": Meaning.DATE}), by=by, now=NOW)
    batch.refresh_from_db()
    assert batch.state == BatchState.UPLOADED


def test_a_file_that_breaks_off_is_refused_with_its_sentence_and_erased(send, by, media, tmp_path):
    content = csv_file(tmp_path / "x.csv", *many_rows(600)).read_bytes() + b'c,r,,,,,"never closed\n'
    batch = send(content=content)
    actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    batch.refresh_from_db()
    assert batch.state == BatchState.REFUSED
    assert "row 602" in batch.refusal
    assert kept_files(media) == []


def test_a_file_given_up_is_erased(send, by, media):
    batch = send()
    actions.give_up_import(batch=batch, by=by, now=NOW)
    assert kept_files(media) == []
    batch.refresh_from_db()
    assert batch.state == BatchState.REFUSED
    with pytest.raises(actions.NotNow):
        actions.give_up_import(batch=batch, by=by, now=NOW)


def while_it_is_checked(monkeypatch, happens):
    """Let something happen after the rows are checked, before what was found is kept."""

    def checked(real=running.checked, **options):
        report = real(**options)
        happens()
        return report

    monkeypatch.setattr(sending, "checked", checked)


def test_one_given_up_while_it_is_checked_stays_given_up_and_leaves_no_list(send, by, media, monkeypatch):
    batch = send()
    given_up = ImportBatch.objects.get()
    while_it_is_checked(monkeypatch, lambda: actions.give_up_import(batch=given_up, by=by, now=NOW))
    actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    assert (batch.state, batch.refusal) == (BatchState.REFUSED, "The import was given up, and the file was erased.")
    assert kept_files(media) == []


def test_the_worker_passes_by_what_is_checked_while_one_waits(send, by, media, monkeypatch):
    found = []
    while_it_is_checked(monkeypatch, lambda: found.append(actions.import_next(holder="worker", now=NOW, clock=at_nine)))
    batch = send()
    actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    assert found == [False]
    assert batch.state == BatchState.CHECKED
    assert sorted(kept_files(media)) == sorted([batch.stored_as, batch.report_stored_as])


def test_a_check_that_breaks_off_leaves_no_list_and_is_tried_again_by_the_worker(send, by, media, monkeypatch):
    def break_off():
        raise RuntimeError

    batch = send()
    with monkeypatch.context() as broken:
        while_it_is_checked(broken, break_off)
        with pytest.raises(RuntimeError):
            actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    assert kept_files(media) == [batch.stored_as]
    assert actions.import_next(holder="worker", now=NOW + timedelta(minutes=3), clock=at_nine)
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED


def test_the_same_file_sent_twice_is_taken_once(send, by):
    one, two = send(), send()
    for batch in (one, two):
        actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    actions.confirm_import(batch=one, by=by, now=NOW, clock=at_nine)
    with pytest.raises(AlreadyImported):
        actions.confirm_import(batch=two, by=by, now=NOW, clock=at_nine)
    two.refresh_from_db()
    assert two.state == BatchState.REFUSED
    assert Piece.objects.count() == 3
    with pytest.raises(AlreadyImported):
        send()


def test_while_another_import_runs_this_one_waits_for_the_worker(send, by, organisation):
    batch = send()
    actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    running = ImportBatch.objects.create(
        organisation=organisation, file_name="g.csv", digest="g", source="g", created_at=NOW, state=BatchState.RUNNING,
        holder="elsewhere:1", leased_until=NOW + timedelta(minutes=1),
    )  # fmt: skip
    actions.confirm_import(batch=batch, by=by, now=NOW, clock=at_nine)
    assert batch.state == BatchState.TO_IMPORT
    assert not actions.import_next(holder="worker", now=NOW, clock=at_nine)
    ImportBatch.objects.filter(pk=running.pk).update(state=BatchState.REFUSED)
    assert actions.import_next(holder="worker", now=NOW, clock=at_nine)
    assert Piece.objects.visible().count() == 3


def test_one_cut_off_in_the_worker_is_run_again_three_times_at_most(send, by, monkeypatch):
    monkeypatch.setattr(sending, "ROWS_IMPORTED_AT_ONCE", 1)
    batch = send()
    actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    actions.confirm_import(batch=batch, by=by, now=NOW, clock=at_nine)
    for expected in (BatchState.TO_IMPORT, BatchState.TO_IMPORT, BatchState.REFUSED):
        ImportBatch.objects.update(state=BatchState.RUNNING, holder="elsewhere:1", leased_until=NOW)
        assert actions.erase_stale_batches(now=NOW + timedelta(minutes=5)) == 1
        assert ImportBatch.objects.get().state == expected


def test_one_that_is_read_slowly_keeps_its_hold_through_the_check_and_the_taking(send, by, monkeypatch):
    moments = [NOW]

    def slowly(examined, real=rows_of):
        for row in real(examined):
            moments.append(moments[-1] + timedelta(seconds=90))
            assert actions.erase_stale_batches(now=moments[-1]) == 0
            yield row

    batch = send()
    actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    monkeypatch.setattr(sorting, "ROWS_AT_A_TIME", 1)
    monkeypatch.setattr(sorting, "rows_of", slowly)
    actions.confirm_import(batch=batch, by=by, now=NOW, clock=lambda: moments[-1])
    assert len(moments) == 7
    assert batch.state == BatchState.DONE


def test_a_failure_in_the_worker_is_kept_with_the_import_and_its_log_quotes_nothing(send, by, monkeypatch, caplog):
    monkeypatch.setattr(sending, "ROWS_IMPORTED_AT_ONCE", 1)
    batch = send()
    actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    actions.confirm_import(batch=batch, by=by, now=NOW, clock=at_nine)

    def break_off(*args, **kwargs):
        raise RuntimeError("Quokka")

    monkeypatch.setattr(Piece.objects, "bulk_create", break_off)
    with caplog.at_level(logging.ERROR):
        assert tasks.import_some(holder="worker", limit=1) == 1
    batch.refresh_from_db()
    assert batch.state == BatchState.REFUSED
    assert "RuntimeError" in caplog.text
    assert "Quokka" not in caplog.text


def test_one_whose_file_is_gone_is_refused_and_lets_the_next_one_run(send, by):
    gone, other = send(), send((*ROWS[0][:6], "Another day."))
    for batch in (gone, other):
        actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    files.erase(gone.stored_as)
    with pytest.raises(FileRefused):
        actions.confirm_import(batch=gone, by=by, now=NOW, clock=at_nine)
    gone.refresh_from_db()
    assert (gone.state, gone.refusal) == (BatchState.REFUSED, "The file was erased. Send it again.")
    actions.confirm_import(batch=other, by=by, now=NOW, clock=at_nine)
    assert other.state == BatchState.DONE


def test_one_that_breaks_off_as_it_is_read_again_is_refused(send, by, monkeypatch):
    def break_off(**options):
        raise RuntimeError

    batch = send()
    actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    monkeypatch.setattr(sending, "checked", break_off)
    with pytest.raises(RuntimeError):
        actions.confirm_import(batch=batch, by=by, now=NOW, clock=at_nine)
    batch.refresh_from_db()
    assert (batch.state, batch.refusal) == (BatchState.REFUSED, "The import broke off. Nothing was taken.")


def test_a_worker_that_dies_over_a_check_is_followed_by_another(send, by, monkeypatch):
    monkeypatch.setattr(sending, "CHECKED_AT_ONCE", 10)
    batch = send()
    actions.choose_columns(batch=batch, mapping=MAPPING, by=by, now=NOW)
    ImportBatch.objects.update(holder="dead", leased_until=NOW + timedelta(minutes=30))
    assert not actions.import_next(holder="worker", now=NOW, clock=at_nine)
    assert actions.import_next(holder="worker", now=NOW + timedelta(minutes=31), clock=at_nine)
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED
