from datetime import timedelta

import pytest

from heard.accounts.models import AuditLine
from heard.design import clock
from heard.feedback.actions.adding import TakenBack, add_words, take_in, to_take_in
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.models import Addition, Consent, Text, TextField
from heard.feedback.sealing import CannotUnseal, texts_for_worker
from heard.feedback.tasks import take_in_added_words
from tests.factories.feedback import ARRIVED_AT, PieceFactory

pytestmark = pytest.mark.django_db
LATER = ARRIVED_AT + timedelta(days=2)


def added(piece=None, words="It went on for a week.", mark="m", now=LATER):
    return add_words(piece=piece or PieceFactory.create(), words=words, mark=mark, now=now)


def test_words_arrive_sealed_to_the_worker_alone():
    addition = added()
    assert addition.sealing_key.organisation is None
    assert b"week" not in bytes(addition.sealed) + bytes(addition.wrapped)
    assert not Text.objects.filter(field=TextField.ADDED).exists()


def test_the_worker_makes_them_a_text_under_the_submissions_own_key_and_empties_what_they_came_in():
    addition = added()
    assert take_in(addition_id=addition.pk, now=LATER)
    addition.refresh_from_db()
    assert addition.text.field == TextField.ADDED
    assert texts_for_worker(submissions=[addition.submission])[addition.text.pk] == "It went on for a week."
    assert (bytes(addition.sealed), bytes(addition.wrapped), addition.sealing_key) == (b"", b"", None)


def test_the_piece_is_read_again():
    addition = added(PieceFactory.create(read_at=ARRIVED_AT))
    take_in(addition_id=addition.pk, now=LATER)
    addition.piece.refresh_from_db()
    assert addition.piece.read_at is None
    assert addition.piece.routed_at is None


def test_each_addition_is_a_text_of_its_own():
    piece = PieceFactory.create()
    for mark in ("one", "two"):
        take_in(addition_id=added(piece, words=f"Page {mark}", mark=mark).pk, now=LATER)
    assert list(Text.objects.filter(field=TextField.ADDED).values_list("slug", flat=True)) == ["added-1", "added-2"]
    assert {"Page one", "Page two"} <= set(texts_for_worker(submissions=[piece.submission]).values())


def test_twice_from_one_page_is_once():
    piece = PieceFactory.create()
    assert added(piece) == added(piece)
    assert AuditLine.objects.filter(code="feedback.words.added").count() == 1


def test_taking_in_twice_makes_one_text():
    addition = added()
    assert take_in(addition_id=addition.pk, now=LATER)
    assert not take_in(addition_id=addition.pk, now=LATER)
    assert Text.objects.filter(field=TextField.ADDED).count() == 1


def test_nothing_is_added_where_everything_was_taken_back():
    piece = PieceFactory.create()
    withdraw_submission(submission=piece.submission, now=LATER)
    with pytest.raises(TakenBack):
        added(piece)


def test_nothing_is_added_where_nobody_may_read_it():
    piece = PieceFactory.create()
    Consent.objects.update(narrowed_at=LATER)
    with pytest.raises(TakenBack):
        added(piece)


def test_words_moved_to_another_piece_do_not_open():
    addition, other = added(), PieceFactory.create()
    Addition.objects.filter(pk=addition.pk).update(piece=other, submission=other.submission)
    with pytest.raises(CannotUnseal):
        take_in(addition_id=addition.pk, now=LATER)
    assert not Text.objects.filter(field=TextField.ADDED).exists()


def test_one_that_does_not_open_is_set_aside_and_keeps_no_other_waiting():
    broken, other = added(mark="broken"), added(mark="whole")
    Addition.objects.filter(pk=broken.pk).update(sealed=b"nonsense")
    assert take_in_added_words(holder="test", limit=10) == 1
    other.refresh_from_db()
    assert other.text is not None
    broken.refresh_from_db()
    assert (broken.attempts, broken.text) == (1, None)
    assert to_take_in(now=clock.now(), limit=10) == []
    assert to_take_in(now=clock.now() + timedelta(minutes=1), limit=10) == [broken.pk]


def test_the_audit_line_holds_none_of_the_words():
    added(words="A zebrafish.")
    assert "zebrafish" not in str(list(AuditLine.objects.values_list("code", "detail")))
