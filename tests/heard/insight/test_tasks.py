"""The reader: finds what nobody has read, reads it once, and survives whatever happens to it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection

from heard.accounts.models import Organisation
from heard.design import clock
from heard.feedback.actions import AnswerIn, TextIn
from heard.feedback.actions.leasing import LEASE
from heard.feedback.actions.redacting import redact_further
from heard.feedback.models import Answer, Piece, PieceLease, Stage, Text, TextField
from heard.insight import tasks
from heard.insight.actions import CouldNotRead, reading
from heard.insight.models import Aspect, Reading, Suggestion
from heard.insight.queries import unread
from heard.insight.safeguarding import risk_rules
from heard.insight.tasks import read_some
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.feedback import ImportBatchFactory, PieceFactory, SubmissionFactory, piece_in
from tests.factories.insight import theme

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 9, 14, 12, 0, tzinfo=UTC)


class Clock:
    def __init__(self, monkeypatch) -> None:
        self.moment = NOW
        monkeypatch.setattr(clock, "now", lambda: self.moment)

    def passes(self, **time: int) -> None:
        self.moment += timedelta(**time)


@pytest.fixture
def time(monkeypatch) -> Clock:
    return Clock(monkeypatch)


def read(holder: str = "one", limit: int = 1000) -> int:
    return read_some(holder=holder, limit=limit)


def words_of(piece: Piece) -> str:
    return Text.objects.get(piece=piece, field=TextField.WORDS).redacted


def break_on(monkeypatch, *pieces: Piece) -> None:
    """Let reading fail wherever one of the pieces is among those read."""
    whole = reading._read
    broken = {piece.pk for piece in pieces}

    def fragile(piece_ids, now):
        if broken & set(piece_ids):
            raise CouldNotRead("The words could not be opened.")
        return whole(piece_ids, now)

    monkeypatch.setattr(reading, "_read", fragile)


def test_reading_writes_the_redacted_copy_and_marks_the_piece(time) -> None:
    piece = PieceFactory.create(words="Call me on 07700 900123 about the ward.")
    assert read() == 1
    piece.refresh_from_db()
    assert piece.read_at == NOW
    assert words_of(piece) == "Call me on [phone] about the ward."


@pytest.mark.parametrize(
    ("named", "harms"),
    [("Adult mental health", []), ("The home where she was slapped", ["physical abuse"])],
)
def test_in_the_name_of_a_service_only_a_rule_finds_a_sign_of_harm(time, named: str, harms: list[str]) -> None:
    texts = (
        TextIn(field=TextField.WORDS, slug="words", words="The tea was nice."),
        TextIn(field=TextField.SERVICE, slug="service", words=named),
    )
    SubmissionFactory.create(pieces=(piece_in(texts=texts),))
    read()
    assert list(Suggestion.objects.filter(aspect=Aspect.RISK).values_list("value", flat=True)) == harms


def test_a_sign_of_harm_becomes_a_suggestion_with_method_version_score_and_reason(time) -> None:
    piece = PieceFactory.create(words="She was left lying in urine all night.")
    read()
    sign = Suggestion.objects.get(piece=piece, aspect=Aspect.RISK)
    assert (sign.method, sign.method_version, sign.value) == ("risk-rules", risk_rules().version, "neglect")
    assert sign.score is not None
    assert sign.score > 0.5
    assert "neglect" in sign.why


def test_words_of_the_whole_submission_speak_for_each_of_its_pieces(time) -> None:
    sent = SubmissionFactory.create(
        pieces=[piece_in("Nice."), piece_in("Clean.")],
        texts=(TextIn(field=TextField.OTHER, slug="more", words="I do not want to live. Mail me at a@example.org"),),
    )
    read()
    assert set(Suggestion.objects.filter(aspect=Aspect.RISK).values_list("piece", flat=True)) == set(
        sent.pieces.values_list("pk", flat=True)
    )
    assert Text.objects.get(submission=sent, piece=None).redacted.endswith("[email]")


def test_labels_of_a_source_become_suggestions_of_their_own_method(time) -> None:
    theme()
    piece = PieceFactory.create()
    Answer.objects.create(
        submission=piece.submission,
        piece=piece,
        slug="source-themes",
        value=["Timeliness of care", "Existence of services", "Impact of treatment/ care"],
    )
    Answer.objects.create(submission=piece.submission, piece=piece, slug="source-tone", value="4")
    read()
    found = Suggestion.objects.filter(piece=piece, method="source-labels").order_by("pk")
    assert [(one.theme.code if one.theme else "", one.value) for one in found] == [
        ("timeliness", ""),
        ("", "Impact of treatment/ care"),
        ("", "BAD"),
    ]


def test_a_tone_that_is_no_step_of_ours_is_no_suggestion(time) -> None:
    piece = PieceFactory.create()
    Answer.objects.create(submission=piece.submission, piece=piece, slug="source-tone", value="9")
    read()
    assert not Suggestion.objects.filter(aspect=Aspect.TONE).exists()


def test_reading_again_finds_nothing(time) -> None:
    PieceFactory.create(words="He was neglected.")
    read()
    assert read() == 0
    assert Suggestion.objects.count() == 1
    assert not PieceLease.objects.exists()


def test_a_batch_reads_several_and_no_more_than_asked_for(time) -> None:
    PieceFactory.create_batch(5)
    assert read(limit=3) == 3
    assert Piece.objects.filter(read_at=None).count() == 2


def test_what_an_import_has_staged_is_not_read_before_it_is_visible(time) -> None:
    batch = ImportBatchFactory.create()
    PieceFactory.create(batch=batch)
    assert read() == 0
    batch.visible_at = NOW
    batch.save()
    assert read() == 1


def test_what_people_send_is_read_before_what_an_import_brought(time) -> None:
    PieceFactory.create_batch(2, batch=ImportBatchFactory.create(visible_at=NOW))
    sent = PieceFactory.create()
    read(limit=1)
    assert list(Piece.objects.exclude(read_at=None)) == [sent]


def test_what_was_withdrawn_is_not_read(time) -> None:
    PieceFactory.create(withdrawn_at=NOW)
    assert read() == 0


def test_one_piece_that_fails_stands_in_nobodys_way(time, monkeypatch) -> None:
    bad, *good = PieceFactory.create_batch(4)
    break_on(monkeypatch, bad)
    assert read() == 3
    assert set(Piece.objects.exclude(read_at=None)) == set(good)


def test_a_piece_that_fails_is_listed_with_the_reason_and_the_next_try(time, monkeypatch) -> None:
    bad = PieceFactory.create()
    break_on(monkeypatch, bad)
    read()
    lease = PieceLease.objects.get(piece=bad, stage=Stage.READING)
    assert lease.failure == "The words could not be opened."
    assert lease.next_try_at is not None
    assert lease.next_try_at > NOW


def test_a_failing_piece_is_tried_again_ever_more_seldom(time, monkeypatch) -> None:
    bad = PieceFactory.create()
    break_on(monkeypatch, bad)
    waits = []
    for _ in range(4):
        read()
        lease = PieceLease.objects.get(piece=bad)
        assert lease.next_try_at is not None
        waits.append((lease.next_try_at - time.moment).total_seconds())
        time.moment = lease.next_try_at
    assert waits == [30, 60, 120, 240]
    assert PieceLease.objects.get(piece=bad).attempts == 4


def test_a_failing_piece_is_not_tried_before_its_time(time, monkeypatch) -> None:
    break_on(monkeypatch, PieceFactory.create())
    read()
    time.passes(seconds=29)
    read()
    assert PieceLease.objects.get().attempts == 1


def test_a_piece_is_read_once_what_was_wrong_is_put_right(time, monkeypatch) -> None:
    with monkeypatch.context() as broken:
        break_on(broken, PieceFactory.create())
        read()
    time.passes(seconds=31)
    assert read() == 1
    assert not PieceLease.objects.exists()


def test_a_text_that_does_not_open_is_listed_and_not_dropped(time) -> None:
    piece = PieceFactory.create()
    Text.objects.filter(piece=piece).update(sealed=b"\x01" + b"0" * 60)
    assert read() == 0
    assert PieceLease.objects.get(piece=piece).failure == "The words could not be opened."
    assert Text.objects.filter(piece=piece).exists()


def test_a_reason_never_holds_the_words(time, monkeypatch) -> None:
    PieceFactory.create(words="My name is Dorothy")

    def stumble(*_args: object) -> None:
        raise ValueError("My name is Dorothy")

    monkeypatch.setattr(reading, "redact", stumble)
    read()
    assert PieceLease.objects.get().failure == "The reading stopped: ValueError."


class Killed(BaseException):
    """What a signal does to a worker: no handler runs."""


def test_what_a_killed_worker_held_is_found_again_when_its_lease_runs_out(time, monkeypatch) -> None:
    PieceFactory.create_batch(3)

    def die(**_: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(tasks, "read_claim", die)
        with pytest.raises(Killed):
            read("killed")
    assert read("other") == 0
    time.moment += LEASE
    assert read("other") == 3
    assert not PieceLease.objects.exists()


def test_a_worker_killed_before_its_commit_leaves_nothing_half_written(time, monkeypatch) -> None:
    piece = PieceFactory.create(words="He was neglected. Ring 07700 900123")

    def die(**_: object) -> None:
        raise Killed

    monkeypatch.setattr(reading, "release", die)
    with pytest.raises(Killed):
        read("killed")
    piece.refresh_from_db()
    assert piece.read_at is None
    assert words_of(piece) == ""
    assert not Suggestion.objects.exists()


def test_a_worker_that_wakes_after_its_lease_was_taken_writes_nothing_twice(time) -> None:
    from heard.feedback.actions.leasing import claim_again, claim_fresh

    piece = PieceFactory.create(words="He was neglected.")
    pieces = unread(method=reading.READER, version=reading.READER_VERSION)[0]
    slow = claim_fresh(pieces=pieces, stage=Stage.READING, holder="slow", limit=10, now=NOW)
    later = NOW + LEASE
    quick = claim_again(stage=Stage.READING, holder="quick", now=later)
    assert quick is not None
    assert reading.read_claim(claim=slow, piece_ids=slow.piece_ids, now=later) == 0
    assert reading.read_claim(claim=quick, piece_ids=[piece.pk], now=later) == 1
    assert Suggestion.objects.count() == 1
    assert Reading.objects.filter(method=reading.READER).count() == 1


def test_a_new_version_of_the_method_reads_everything_again_and_keeps_what_the_old_one_said(time, monkeypatch) -> None:
    piece = PieceFactory.create(words="He was neglected.")
    read()
    monkeypatch.setattr(tasks, "READER_VERSION", "next")
    monkeypatch.setattr(reading, "READER_VERSION", "next")
    assert read() == 1
    assert read() == 0
    assert Suggestion.objects.filter(piece=piece).count() == 2
    assert Suggestion.objects.standing().filter(piece=piece).count() == 1


def test_the_reader_gives_back_what_it_holds_when_the_database_is_away(time, monkeypatch) -> None:
    PieceFactory.create()

    def away(**_: object) -> None:
        raise OperationalError

    with monkeypatch.context() as locked:
        locked.setattr(tasks, "read_claim", away)
        with pytest.raises(OperationalError):
            read()
    assert read("other") == 1


def test_a_retry_that_meets_a_database_that_is_away_is_due_again_at_once(time, monkeypatch) -> None:
    piece = PieceFactory.create()
    with monkeypatch.context() as broken:
        break_on(broken, piece)
        read()
    time.passes(seconds=31)

    def away(**_: object) -> None:
        raise OperationalError

    with monkeypatch.context() as locked:
        locked.setattr(tasks, "read_claim", away)
        with pytest.raises(OperationalError):
            read()
    assert PieceLease.objects.get().failure == "The words could not be opened."
    assert read("other") == 1


def test_a_piece_without_words_is_read_too(time) -> None:
    organisation: Organisation = OrganisationFactory.create()
    SubmissionFactory.create(
        organisation=organisation,
        pieces=[piece_in(texts=(), answers=(AnswerIn(slug="rating", value="5"),))],
    )
    assert read() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says how it seeks however little is stored")
def test_finding_what_to_read_walks_no_table(time) -> None:
    for pieces in unread(method=reading.READER, version=reading.READER_VERSION):
        plan = pieces.explain()
        assert "SCAN" not in plan
        assert "MULTI-INDEX" not in plan


def test_what_a_person_has_hidden_stays_hidden_when_a_later_method_reads(time, monkeypatch) -> None:
    piece = PieceFactory.create(words="The lighthouse keeper rang me on 07700 900461.")
    read()
    redact_further(
        texts=list(piece.texts.all()),
        about=piece,
        words="lighthouse keeper",
        kind="hidden",
        by=UserFactory.create(),
        organisation=piece.submission.organisation,
        now=NOW,
    )
    monkeypatch.setattr(reading, "REDACTION_METHOD", "rules-later")
    monkeypatch.setattr(tasks, "READER_VERSION", "later")
    monkeypatch.setattr(reading, "READER_VERSION", "later")
    read()
    text = piece.texts.get()
    assert (text.redacted, text.redaction_method) == ("The [hidden] rang me on [phone].", "rules-later")
