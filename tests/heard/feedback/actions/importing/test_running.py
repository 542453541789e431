import csv
import os
import socket
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.accounts.models import AuditLine
from heard.feedback.actions import ImportLost, erase_stale_batches, import_feedback
from heard.feedback.actions.importing import running
from heard.feedback.imports import sorting
from heard.feedback.imports.mapping import ColumnMapping, Meaning, Wording
from heard.feedback.imports.refusals import (
    AlreadyImported,
    BadHeader,
    BrokenRows,
    FileRefused,
    FormulasWithoutResults,
    ImportRunning,
    MappingDoesNotFit,
    NoRows,
    NotReadable,
    TakesNoPart,
    TooLarge,
    WrongKind,
)
from heard.feedback.imports.tables import rows_of
from heard.feedback.models import (
    Answer,
    BatchState,
    Channel,
    Consent,
    ImportBatch,
    ImportMapping,
    Piece,
    Submission,
    Text,
    WrappedKey,
)
from heard.feedback.sealing import texts_for_worker
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import CampaignFactory, FormFactory
from tests.factories.feedback import ImportBatchFactory
from tests.factories.places import ServiceFactory
from tests.heard.feedback.sheets import HEADER, ROWS, bomb, csv_file, many_rows, xlsx_file

NOW = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _short_chunks(monkeypatch):
    monkeypatch.setattr(sorting, "ROWS_AT_A_TIME", 50)
    monkeypatch.setattr(running, "_ROWS_ERASED_AT_ONCE", 20)


@pytest.fixture
def organisation():
    return OrganisationFactory.create()


def take(path, organisation, **options):
    options.setdefault("by", None)
    options.setdefault("now", NOW)
    options.setdefault("clock", lambda: options["now"])
    return import_feedback(path=path, organisation=organisation, **options)


def words():
    return sorted(texts_for_worker(submissions=Submission.objects.all()).values())


def nothing_is_there():
    return not any(
        model.objects.exists() for model in (Submission, Piece, Text, Answer, Consent, WrappedKey, ImportMapping)
    )


class TestAUsualFile:
    @pytest.mark.parametrize("write", [csv_file, xlsx_file])
    def test_every_row_becomes_a_piece_and_each_person_on_a_day_one_submission(self, tmp_path, organisation, write):
        path = write(tmp_path / ("f.csv" if write is csv_file else "f.xlsx"), *ROWS)
        report = take(path, organisation)
        assert (report.rows, report.with_words, report.pieces, report.submissions) == (3, 3, 3, 2)
        assert report.adds_up
        assert {
            tuple(s.pieces.order_by("ordinal").values_list("ordinal", flat=True)) for s in Submission.objects.all()
        } == {
            (1, 2),
            (1,),
        }

    def test_what_arrives_is_marked_as_imported_and_seen_at_once(self, tmp_path, organisation):
        take(csv_file(tmp_path / "f.csv", *ROWS), organisation)
        assert set(Submission.objects.values_list("channel", "organisation", "received_at", "receipt_hash")) == {
            (Channel.IMPORT, organisation.pk, NOW, "")
        }
        assert Submission.objects.counted().count() == 2
        assert Piece.objects.visible().count() == 3
        assert not Submission.objects.forms().exists()
        batch = ImportBatch.objects.get()
        assert (batch.state, batch.visible_at, batch.row_count) == (BatchState.DONE, NOW, 3)
        assert set(Piece.objects.values_list("batch", flat=True)) == {batch.pk}

    def test_words_are_sealed_and_the_worker_reads_them(self, tmp_path, organisation):
        take(csv_file(tmp_path / "f.csv", *ROWS), organisation)
        assert set(words()) == {row[6] for row in ROWS} | {"Example Surgery"}
        assert not Text.objects.exclude(redacted="").exists()
        assert all(b"nurses" not in bytes(text.sealed) for text in Text.objects.all())
        holders = set(WrappedKey.objects.values_list("sealing_key__organisation", flat=True))
        assert holders == {None, organisation.pk}

    def test_each_piece_keeps_its_day_tone_question_and_consent(self, tmp_path, organisation):
        take(csv_file(tmp_path / "f.csv", *ROWS), organisation)
        assert set(Piece.objects.values_list("happened_on", "happened_precision", "tone")) == {
            (date(2020, 9, 30), "DAY", "VERY_GOOD"),
            (date(2020, 10, 1), "DAY", "VERY_BAD"),
        }
        slugs = Text.objects.filter(field="WORDS").values_list("slug", flat=True)
        assert sorted(slugs) == ["what-could-be-better", "what-could-be-better", "what-was-good"]
        assert set(Consent.objects.values_list("recipient", "organisation")) == {("ORGANISATION", organisation.pk)}

    def test_a_rating_is_kept_once_per_submission(self, tmp_path, organisation):
        take(csv_file(tmp_path / "f.csv", *ROWS), organisation)
        ratings = Answer.objects.filter(slug="fft-rating")
        assert sorted((a.piece, a.value["wording"], a.value["rating"]) for a in ratings) == [
            (None, "new", 1),
            (None, "new", 5),
        ]

    def test_a_listed_service_is_joined_and_an_unlisted_one_is_kept_sealed(self, tmp_path, organisation):
        listed = ServiceFactory.create(name="Example Surgery", code="A81001")
        header = ("Comment", "Service name", "ODS code")
        rows = (
            ("Kind people", "example surgery", ""),
            ("Kind people", "", "a81001"),
            ("Kind people", "Elsewhere", "X1"),
        )
        take(csv_file(tmp_path / "f.csv", *rows, header=header), organisation)
        assert sorted(Piece.objects.values_list("service", flat=True), key=str) == [listed.pk, listed.pk, None]
        assert Text.objects.filter(field="SERVICE").count() == 1
        assert "Elsewhere" in words()

    def test_source_themes_and_tone_are_kept_as_what_the_source_said(self, tmp_path, organisation):
        header = ("Comment", "Sentiment", "Parking", "Staff", "Food")
        rows = (("Long words", "4", "1", "", "x"), ("More words", "", "", "1", ""))
        take(csv_file(tmp_path / "f.csv", *rows, header=header), organisation)
        assert {(a.slug, str(a.value)) for a in Answer.objects.all()} == {
            ("source-themes", "['Parking', 'Food']"),
            ("source-tone", "BAD"),
            ("source-themes", "['Staff']"),
        }
        assert set(Piece.objects.values_list("tone", flat=True)) == {""}

    def test_two_columns_of_words_are_two_pieces_of_one_submission(self, tmp_path, organisation):
        header = ("What was good?", "What could be better?")
        rows = (("The nurses here", "The parking there"), ("The tea at night", "N/A"), ("", "Warm rooms please"))
        report = take(csv_file(tmp_path / "f.csv", *rows, header=header), organisation)
        assert (report.rows, report.pieces, report.submissions) == (3, 4, 3)
        assert sorted(Text.objects.values_list("slug", "piece__ordinal")) == [
            ("what-could-be-better", 1),
            ("what-could-be-better", 2),
            ("what-was-good", 1),
            ("what-was-good", 1),
        ]

    def test_a_person_who_writes_again_far_down_the_file_is_still_one_submission(self, tmp_path, organisation):
        rows = list(many_rows(120))
        rows.append(("last", "r0", rows[0][2], "Example Surgery 0", "1", "What was good?", "And one thing more."))
        report = take(csv_file(tmp_path / "f.csv", *rows), organisation)
        assert (report.rows, report.pieces, report.submissions) == (121, 121, 60)
        assert Submission.objects.count() == 60
        (far,) = Submission.objects.filter(pieces__ordinal=3)
        assert "And one thing more." in texts_for_worker(submissions=[far]).values()

    def test_the_audit_line_counts_and_quotes_nothing(self, tmp_path, organisation):
        take(csv_file(tmp_path / "f.csv", *ROWS), organisation)
        line = AuditLine.objects.get(code="feedback.import.done")
        assert (line.organisation, line.detail) == (organisation, {"rows": 3, "pieces": 3})

    def test_progress_is_told_in_steps_that_add_up(self, tmp_path, organisation):
        steps: list[int] = []
        take(csv_file(tmp_path / "f.csv", *many_rows(110)), organisation, progress=steps.append)
        assert steps == [50, 50, 10]

    def test_the_choice_of_columns_is_remembered_for_the_next_file_with_this_header(self, tmp_path, organisation):
        mapping = ColumnMapping(columns={"Comment": Meaning.WORDS, "FFT rating": Meaning.RATING}, wording=Wording.OLD)
        take(csv_file(tmp_path / "f.csv", *ROWS), organisation, mapping=mapping)
        take(csv_file(tmp_path / "g.csv", ("c9", "r9", "", "", "2", "", "Other words now")), organisation)
        assert ImportMapping.objects.get().mapping == mapping.as_json()
        last = ImportBatch.objects.order_by("-pk")[0]
        assert Answer.objects.get(slug="fft-rating", submission__batch=last).value == {"wording": "old", "rating": 2}
        other = take(csv_file(tmp_path / "h.csv", *ROWS), OrganisationFactory.create(), dry_run=True)
        assert "DATE_UNREAD" not in other.matters

    def test_old_and_new_wording_are_kept_apart_and_the_old_gives_no_tone(self, tmp_path, organisation):
        header = ("FFT answer", "Comment")
        rows = (("Very good", "Some words here"), ("Extremely likely", "More words here"))
        take(csv_file(tmp_path / "f.csv", *rows, header=header), organisation)
        kept = {a.value["wording"]: a.submission.pieces.get().tone for a in Answer.objects.filter(slug="fft-rating")}
        assert kept == {"new": "VERY_GOOD", "old": ""}


class TestRowsThatNeedAWord:
    def one(self, tmp_path, organisation, row, **options):
        options.setdefault("header", HEADER)
        return take(csv_file(tmp_path / "f.csv", row, **options), organisation)

    @pytest.mark.parametrize("day", ["31/02/2020", "", "soon"])
    def test_a_bad_date_is_noted_and_the_row_taken_without_it(self, tmp_path, organisation, day):
        report = self.one(tmp_path, organisation, ("c1", "r1", day, "S", "1", "", "Kind people here"))
        assert (report.with_words, report.with_notes, report.matters) == (1, 1, {"DATE_UNREAD": 1})
        assert (report.notes[0].row, report.notes[0].column, report.notes[0].is_taken) == (2, "Date", True)
        assert Piece.objects.get().happened_on is None

    def test_a_date_to_come_is_noted_and_not_kept(self, tmp_path, organisation):
        report = self.one(tmp_path, organisation, ("c1", "r1", "01/01/2030", "S", "1", "", "Kind people here"))
        assert report.matters == {"DATE_LATER": 1}
        assert Piece.objects.get().happened_on is None

    def test_a_rating_without_words_is_a_submission_without_a_piece(self, tmp_path, organisation):
        report = self.one(tmp_path, organisation, ("c1", "r1", "30/09/2020", "S", "2", "", "Did not answer"))
        assert (report.ratings_only, report.pieces, report.submissions) == (1, 0, 1)
        assert not Piece.objects.exists()
        assert Answer.objects.get().value == {"wording": "new", "rating": 2}

    def test_a_row_in_which_nothing_was_said_is_not_taken_and_is_listed(self, tmp_path, organisation):
        report = self.one(tmp_path, organisation, ("c1", "r1", "30/09/2020", "S", "7", "", "n/a"))
        assert (report.nothing_said, report.taken) == (1, 0)
        assert not Submission.objects.exists()
        assert not report.notes[0].is_taken

    def test_an_unknown_rating_is_noted(self, tmp_path, organisation):
        report = take(
            csv_file(tmp_path / "f.csv", ("Kind people here", "9"), header=("Comment", "FFT rating")),
            organisation,
            mapping=ColumnMapping(columns={"Comment": Meaning.WORDS, "FFT rating": Meaning.RATING}),
        )
        assert report.matters == {"RATING_UNKNOWN": 1}

    def test_a_persons_second_rating_that_differs_is_noted_and_the_first_stays(self, tmp_path, organisation):
        rows = (ROWS[0], (*ROWS[1][:4], "5", *ROWS[1][5:]))
        report = take(csv_file(tmp_path / "f.csv", *rows), organisation)
        assert report.matters == {"RATING_DIFFERS": 1}
        assert Answer.objects.get(slug="fft-rating").value["rating"] == 1

    def test_a_row_with_cells_beyond_the_header_is_not_taken(self, tmp_path, organisation):
        report = take(csv_file(tmp_path / "f.csv", *ROWS, (*ROWS[2], "more")), organisation)
        assert (report.unreadable, report.taken) == (1, 3)

    def test_words_longer_than_a_form_takes_are_not_taken(self, tmp_path, organisation):
        report = self.one(tmp_path, organisation, ("c1", "r1", "30/09/2020", "S", "1", "", "x" * 20_001))
        assert (report.unreadable, report.taken) == (1, 0)

    def test_a_key_that_comes_twice_is_taken_once(self, tmp_path, organisation):
        path = csv_file(tmp_path / "f.csv", *many_rows(90), next(many_rows(1)))
        mapping = ColumnMapping(columns={"Comment": Meaning.WORDS, "Comment ID": Meaning.KEY})
        report = take(path, organisation, mapping=mapping)
        assert (report.repeated, report.pieces) == (1, 90)

    def test_no_cell_is_quoted_anywhere_in_the_report(self, tmp_path, organisation):
        rows = (("Quokka", "Quokka", "Quokka", "Quokka", "Quokka", "Quokka", "did not answer"),)
        report = take(csv_file(tmp_path / "f.csv", *ROWS, *rows), organisation)
        assert "Quokka" not in str(report.as_json())

    def test_a_frequent_matter_does_not_hide_a_rare_one_and_the_full_list_has_all(self, tmp_path, organisation):
        blanks = [(f"b{n}", f"p{n}", "30/09/2020", "S", "1", "", "") for n in range(300)]
        late = ("c", "r", "never", "S", "1", "", "Kind people here")
        listing = tmp_path / "rows.csv"
        report = take(csv_file(tmp_path / "f.csv", *blanks, late), organisation, dry_run=True, listing=listing)
        assert report.notes[-1].row == 302
        assert len(report.notes) == 41
        with listing.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file))) == 302


class TestTheCampaign:
    @pytest.mark.parametrize("dry_run", [True, False])
    def test_an_organisation_that_receives_nothing_of_it_is_refused(self, tmp_path, organisation, dry_run):
        campaign = FormFactory.create().campaign
        with pytest.raises(TakesNoPart):
            take(csv_file(tmp_path / "f.csv", *ROWS), organisation, campaign=campaign, dry_run=dry_run)
        assert nothing_is_there()

    def test_its_owner_and_each_with_a_form_may_import(self, tmp_path, organisation):
        path = csv_file(tmp_path / "f.csv", *ROWS)
        own, joined = CampaignFactory.create(owner=organisation), FormFactory.create()
        take(path, organisation, campaign=own)
        take(path, joined.organisation, campaign=joined.campaign)
        assert set(Submission.objects.values_list("organisation", "campaign")) == {
            (organisation.pk, own.pk),
            (joined.organisation_id, joined.campaign_id),
        }


class TestTheDay:
    def test_a_day_that_has_begun_here_is_not_in_the_future(self, tmp_path, organisation):
        past_midnight_in_london = datetime(2021, 6, 30, 23, 30, tzinfo=UTC)
        begun = ("c1", "r1", "01/07/2021", *ROWS[0][3:])
        ahead = ("c2", "r2", "02/07/2021", *ROWS[0][3:])
        report = take(csv_file(tmp_path / "f.csv", begun, ahead), organisation, now=past_midnight_in_london)
        assert report.matters == {"DATE_LATER": 1}
        assert set(Piece.objects.values_list("happened_on", flat=True)) == {date(2021, 7, 1), None}


class TestTwice:
    def test_the_same_file_again_is_refused_and_nothing_doubled(self, tmp_path, organisation):
        path = csv_file(tmp_path / "f.csv", *ROWS)
        take(path, organisation)
        with pytest.raises(AlreadyImported, match="4 January 2021"):
            take(path, organisation)
        assert Piece.objects.count() == 3

    def test_another_organisation_may_import_it_too(self, tmp_path, organisation):
        path = csv_file(tmp_path / "f.csv", *ROWS)
        take(path, organisation)
        take(path, OrganisationFactory.create())
        assert Piece.objects.count() == 6

    def test_rows_of_an_earlier_file_are_not_taken_again(self, tmp_path, organisation):
        rating_alone = ("c4", "r4", "01/10/2020", "Example Surgery", "2", "", "")
        take(csv_file(tmp_path / "f.csv", *ROWS, rating_alone), organisation)
        longer = csv_file(
            tmp_path / "g.csv", *ROWS, rating_alone, ("c9", "r9", "02/10/2020", "S", "1", "", "A new one")
        )
        report = take(longer, organisation)
        assert (report.rows, report.already, report.with_words) == (5, 4, 1)
        assert (Piece.objects.count(), Submission.objects.count()) == (4, 4)

    def test_the_keys_of_another_organisation_are_its_own(self, tmp_path, organisation):
        take(csv_file(tmp_path / "f.csv", *ROWS), OrganisationFactory.create())
        report = take(csv_file(tmp_path / "g.csv", *ROWS, (*ROWS[0][:6], "x y z")), organisation)
        assert report.already == 0

    def test_what_a_source_calls_a_person_is_nowhere_in_the_database(self, tmp_path, organisation):
        take(csv_file(tmp_path / "f.csv", ("K999", "9990000018", *ROWS[0][2:])), organisation)
        kept = [
            *Submission.objects.values_list("source_key", flat=True),
            *Piece.objects.values_list("source_key", flat=True),
        ]
        assert len(kept) == 2
        assert not any("K999" in key or "9990000018" in key for key in kept)


class TestDryRun:
    def test_it_says_what_would_happen_and_writes_nothing(self, tmp_path, organisation):
        path = csv_file(tmp_path / "f.csv", *ROWS, ("c4", "r4", "never", "S", "", "", ""))
        seen: list[int] = []
        dry = take(path, organisation, dry_run=True, progress=seen.append)
        assert nothing_is_there()
        assert not ImportBatch.objects.exists()
        assert seen == [4]
        real = take(path, organisation)
        assert dry.as_json() == real.as_json() | {"batch_id": None}

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["", "k1", "k2", "k3"]),
                st.sampled_from(["", "p1", "p2"]),
                st.sampled_from(["30/09/2020", "31/02/2020", "", "01/10/2020"]),
                st.sampled_from(["", "1", "5", "6", "7", "9", "Extremely likely"]),
                st.sampled_from(["", "Did not answer", "Kind people", "Long waits, (cold) rooms"]),
                st.sampled_from(["", "", "beyond"]),
            ),
            max_size=12,
        )
    )
    def test_every_row_is_in_exactly_one_count_and_the_database_agrees(self, tmp_path_factory, rows):
        organisation = OrganisationFactory.create()
        path = csv_file(tmp_path_factory.mktemp("any") / "f.csv", *rows, header=("K", "P", "D", "R", "W"))
        columns = {
            "K": Meaning.KEY,
            "P": Meaning.RESPONDENT,
            "D": Meaning.DATE,
            "R": Meaning.RATING,
            "W": Meaning.WORDS,
        }
        given_rows = [row for row in rows if any(cell for cell in row)]
        mapping = ColumnMapping(columns=columns)
        if not given_rows:
            with pytest.raises(NoRows):
                take(path, organisation, mapping=mapping)
            return
        dry = take(path, organisation, mapping=mapping, dry_run=True)
        real = take(path, organisation, mapping=mapping)
        mine = Submission.objects.filter(organisation=organisation)
        assert real.adds_up
        assert real.rows == len(given_rows)
        assert dry.as_json() == real.as_json() | {"batch_id": None}
        assert real.submissions == mine.count()
        assert real.pieces == Piece.objects.filter(submission__in=mine).count() == real.with_words


class TestFilesThatCannotBeTaken:
    def broken(self, tmp_path, name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    @pytest.mark.parametrize(
        ("make", "refusal"),
        [
            (lambda d: csv_file(d / "f.csv", ("x",), header=("Shoe size",)), MappingDoesNotFit),
            (lambda d: csv_file(d / "f.csv"), NoRows),
            (lambda d: xlsx_file(d / "f.xlsx"), NoRows),
            (lambda d: csv_file(d / "f.csv", *ROWS, header=(*HEADER[:-1], "comment id")), BadHeader),
            (lambda d: csv_file(d / "f.csv", header=[f"c{n}" for n in range(10_000)]), TooLarge),
            (lambda d: xlsx_file(d / "f.xlsx", *ROWS, (*ROWS[0][:-1], "=A1")), FormulasWithoutResults),
            (lambda d: csv_file(d / "f.csv", *ROWS, (*ROWS[0][:-1], "x" * 150_000)), TooLarge),
            (lambda d: csv_file(d / "f.csv", *ROWS, (*ROWS[0][:-1], "nul \x00 here")), NotReadable),
            (lambda d: bomb(d / "f.xlsx"), TooLarge),
            (lambda d: csv_file(d / "f.pdf", *ROWS), WrongKind),
        ],
        ids=[
            "column",
            "header only",
            "sheet header only",
            "twice",
            "10000",
            "formulas",
            "huge",
            "nul",
            "bomb",
            "ending",
        ],
    )
    def test_one_sentence_says_why_and_nothing_is_kept(self, tmp_path, organisation, make, refusal):
        with pytest.raises(refusal) as refused:
            take(make(tmp_path), organisation)
        assert str(refused.value).endswith(".")
        assert nothing_is_there()
        assert not ImportBatch.objects.exists()

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", NoRows),
            (b"Comment\n\x00\x01", NotReadable),
            (b'Comment\n"open\nmore\n', BrokenRows),
            ("Comment\nслова без конца и края\n".encode("koi8-r"), NotReadable),
        ],
        ids=["empty", "binary", "quotes", "encoding"],
    )
    def test_broken_bytes_leave_nothing(self, tmp_path, organisation, content, refusal):
        with pytest.raises(refusal):
            take(self.broken(tmp_path, "f.csv", content), organisation)
        assert nothing_is_there()

    def test_a_break_at_the_very_end_of_a_long_file_leaves_nothing(self, tmp_path, organisation):
        path = csv_file(tmp_path / "f.csv", *many_rows(150))
        path.write_bytes(path.read_bytes() + b'c,r,,,,,"never closed\n')
        with pytest.raises(BrokenRows, match="row 152"):
            take(path, organisation)
        assert nothing_is_there()

    def test_a_column_that_was_chosen_and_is_missing_is_named(self, tmp_path, organisation):
        mapping = ColumnMapping(columns={"Comment": Meaning.WORDS, "When": Meaning.DATE})
        with pytest.raises(MappingDoesNotFit, match="“When”"):
            take(csv_file(tmp_path / "f.csv", *ROWS), organisation, mapping=mapping)
        assert nothing_is_there()


class Killed(BaseException):
    """Stands for a process that ends without another word."""


def kill_after(rows):
    def progress(done, seen=[0]):  # noqa: B006
        seen[0] += done
        if seen[0] >= rows:
            raise Killed

    return progress


class TestCutOff:
    def cut_off(self, tmp_path, organisation):
        path = csv_file(tmp_path / "f.csv", *many_rows(160))
        with pytest.raises(Killed):
            take(path, organisation, progress=kill_after(100))
        batch = ImportBatch.objects.get()
        assert batch.state == BatchState.RUNNING
        assert Submission.objects.count() == 50
        return path, batch

    def leave(self, batch):
        ImportBatch.objects.filter(pk=batch.pk).update(holder=f"{socket.gethostname()[:40]}:999999999")

    def test_what_a_killed_import_staged_is_seen_by_nobody(self, tmp_path, organisation):
        self.cut_off(tmp_path, organisation)
        assert not Submission.objects.visible().exists()
        assert not Piece.objects.visible().exists()
        assert not Submission.objects.counted().exists()

    def test_the_next_run_clears_up_and_takes_everything_once(self, tmp_path, organisation):
        path, batch = self.cut_off(tmp_path, organisation)
        self.leave(batch)
        report = take(path, organisation)
        assert (report.pieces, Piece.objects.count(), Submission.objects.count()) == (160, 160, 80)
        batch.refresh_from_db()
        assert batch.state == BatchState.REFUSED
        assert not batch.submissions.exists()

    def test_a_dated_job_clears_up_too(self, tmp_path, organisation):
        _path, batch = self.cut_off(tmp_path, organisation)
        self.leave(batch)
        assert erase_stale_batches(now=NOW) == 1
        assert nothing_is_there()
        assert erase_stale_batches(now=NOW) == 0

    def test_on_another_machine_the_lease_decides(self, tmp_path, organisation):
        _path, batch = self.cut_off(tmp_path, organisation)
        ImportBatch.objects.filter(pk=batch.pk).update(holder="elsewhere:1", leased_until=NOW + timedelta(minutes=2))
        assert erase_stale_batches(now=NOW + timedelta(minutes=1)) == 0
        assert erase_stale_batches(now=NOW + timedelta(minutes=3)) == 1
        assert nothing_is_there()

    def test_while_one_runs_a_second_of_the_same_organisation_waits(self, tmp_path, organisation):
        path, batch = self.cut_off(tmp_path, organisation)
        assert batch.holder.endswith(f":{os.getpid()}")
        with pytest.raises(ImportRunning):
            take(csv_file(tmp_path / "g.csv", *ROWS), organisation)
        other = OrganisationFactory.create()
        assert take(path, other).pieces == 160

    def test_one_that_is_read_slowly_keeps_its_hold(self, tmp_path, organisation, monkeypatch):
        moments = [NOW]

        def slowly(examined, real=rows_of):
            for row in real(examined):
                moments.append(moments[-1] + timedelta(seconds=2))
                assert erase_stale_batches(now=moments[-1]) == 0
                yield row

        monkeypatch.setattr(sorting, "rows_of", slowly)
        path = csv_file(tmp_path / "f.csv", *many_rows(160))
        assert take(path, organisation, clock=lambda: moments[-1]).pieces == 160

    def test_one_whose_hold_was_taken_away_stops_and_shows_nothing(self, tmp_path, organisation):
        path = csv_file(tmp_path / "f.csv", *many_rows(160))

        def lose(_done):
            ImportBatch.objects.update(holder="someone else")

        with pytest.raises(ImportLost):
            take(path, organisation, progress=lose)
        assert not Submission.objects.visible().exists()

    def test_any_other_failure_leaves_nothing(self, tmp_path, organisation, monkeypatch):
        path = csv_file(tmp_path / "f.csv", *many_rows(160))
        saves = []

        def break_off(rows, **options):
            saves.append(1)
            if len(saves) == 3:
                raise RuntimeError
            return real(rows, **options)

        real = Consent.objects.bulk_create
        monkeypatch.setattr(Consent.objects, "bulk_create", break_off)
        with pytest.raises(RuntimeError):
            take(path, organisation)
        assert nothing_is_there()
        assert ImportBatch.objects.get().state == BatchState.REFUSED

    def test_two_of_the_same_file_at_once_end_as_one(self, tmp_path, organisation):
        path = csv_file(tmp_path / "f.csv", *many_rows(70))

        def another_finishes(_done):
            if not ImportBatch.objects.filter(visible_at__isnull=False).exists():
                digest = ImportBatch.objects.get().digest
                ImportBatchFactory.create(organisation=organisation, digest=digest, visible_at=NOW, state="DONE")

        with pytest.raises(AlreadyImported):
            take(path, organisation, progress=another_finishes)
        assert not Submission.objects.exists()

    def test_a_file_that_changes_while_it_is_read_is_refused(self, tmp_path, organisation):
        path = csv_file(tmp_path / "f.csv", *many_rows(70))

        def grow(_done):
            with path.open("a") as file:
                file.write("late,r1,,,,,One more word\n")

        with pytest.raises(BrokenRows):
            take(path, organisation, progress=grow)
        assert nothing_is_there()

    def test_files_left_half_way_for_a_day_are_given_up(self, organisation):
        old = ImportBatchFactory.create(organisation=organisation, created_at=NOW - timedelta(days=2))
        new = ImportBatchFactory.create(organisation=organisation, created_at=NOW)
        assert erase_stale_batches(now=NOW) == 1
        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.state, new.state) == (BatchState.REFUSED, BatchState.UPLOADED)


def test_a_refusal_is_one_of_ours():
    assert issubclass(AlreadyImported, FileRefused)


@pytest.mark.real_data
def test_the_real_file_goes_through_with_a_report_that_adds_up(real_data: Path, organisation):
    path = real_data / "comments" / "pxqdc_labelled_comments.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    report = take(path, organisation, now=datetime(2026, 1, 1, tzinfo=UTC))
    said = [row for row in rows if row["FFT answer"].strip().lower() not in {"", "did not answer", "n/a", "na"}]
    assert report.adds_up
    assert report.rows == len(rows) == 5949
    assert report.matters["DATE_UNREAD"] == 216
    assert 0 <= len(said) - report.pieces <= 25
    assert report.pieces == Piece.objects.visible().count()
    assert report.submissions == Submission.objects.visible().count()
    assert report.with_words + report.ratings_only + report.nothing_said == 5949
    # Both answers of one person on one day stand together.
    assert Piece.objects.filter(ordinal=2).count() > 500
    themes = Answer.objects.filter(slug="source-themes")
    labelled = sum("Parking" in answer.value for answer in themes)
    assert labelled == sum(row["Parking"] == "1" for row in said)
    assert set(Piece.objects.values_list("tone", flat=True)) == {"", "VERY_GOOD", "GOOD", "MIXED", "BAD", "VERY_BAD"}
