"""A person's own copy: asked for once, made once however often a worker dies, sealed to their code, erased in time."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from heard.accounts.models import AuditLine
from heard.casework.actions.own_copies import (
    LEASE,
    KeyChanged,
    NothingToCopy,
    ask_for_copy,
    claim_copy,
    erase_old_copies,
    keep_own_copy,
)
from heard.casework.erase import erase_submission
from heard.casework.models import OwnCopy
from heard.casework.queries.own_copies import BETWEEN, LIFE, Standing, copy_told, file_of
from heard.casework.tasks import make_copies
from heard.design import clock
from heard.feedback.actions.erasing import erase_next, request_erasure
from heard.feedback.actions.holding import HoldIn, place_hold
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.models import ReplyKey
from heard.feedback.sealing import CannotUnseal
from tests.factories.accounts import UserFactory
from tests.factories.feedback import piece_in
from tests.factories.messages import Teller, teller

pytestmark = pytest.mark.django_db
WORDS = "Sister Wombat was kind."


@pytest.fixture
def person() -> Teller:
    return teller(pieces=[piece_in(WORDS)])


def ask(person: Teller, *, now: datetime | None = None, language: str = "en-gb") -> OwnCopy:
    return ask_for_copy(submission=person.submission, pair=person.pair, language=language, now=now or clock.now())


def made(person: Teller) -> OwnCopy:
    ask(person)
    assert make_copies(holder="one", limit=10) == 1
    return OwnCopy.objects.get(submission=person.submission)


def codes() -> list[str]:
    return [code for code in AuditLine.objects.values_list("code", flat=True) if code.startswith("casework.copy.")]


def test_the_worker_makes_it_and_the_code_opens_it(person: Teller) -> None:
    file = file_of(copy=made(person), pair=person.pair).decode()
    assert WORDS in file.partition("<script")[0]
    assert file.count(WORDS) == 2
    assert sorted(codes()) == ["casework.copy.asked", "casework.copy.made"]


def test_no_word_of_it_stands_in_the_database_or_the_audit_log(person: Teller) -> None:
    copy = made(person)
    assert b"Wombat" not in bytes(copy.sealed) + bytes(copy.key_for_person)
    assert not AuditLine.objects.filter(detail__icontains="Wombat").exists()


def test_another_code_opens_nothing_of_it(person: Teller) -> None:
    copy = made(person)
    with pytest.raises(CannotUnseal):
        file_of(copy=copy, pair=teller().pair)


@pytest.mark.parametrize("field", ["sealed", "key_for_person"])
def test_a_flipped_bit_is_an_error_and_no_other_file(person: Teller, field: str) -> None:
    copy = made(person)
    box = bytearray(getattr(copy, field))
    box[-1] ^= 1
    setattr(copy, field, bytes(box))
    with pytest.raises(CannotUnseal):
        file_of(copy=copy, pair=person.pair)


def test_one_that_was_moved_to_another_submission_does_not_open(person: Teller) -> None:
    copy = made(person)
    copy.submission = teller().submission
    with pytest.raises(CannotUnseal):
        file_of(copy=copy, pair=person.pair)


def test_two_clicks_make_one_while_it_waits_and_just_after_it_was_made(person: Teller) -> None:
    assert ask(person).pk == ask(person).pk == made(person).pk
    ask(person)
    assert make_copies(holder="one", limit=10) == 0
    assert codes().count("casework.copy.asked") == 1


def test_the_database_holds_one_for_each_submission_and_none_that_is_made_and_empty(person: Teller) -> None:
    ask(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnCopy.objects.create(submission=person.submission, language="en-gb", asked_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnCopy.objects.update(made_at=clock.now())


def test_a_while_later_a_new_one_is_made(person: Teller) -> None:
    first = made(person)
    again = ask(person, now=clock.now() + BETWEEN)
    assert again.pk != first.pk
    assert again.made_at is None


def test_one_that_does_not_open_is_made_anew_at_once(person: Teller) -> None:
    made(person)
    OwnCopy.objects.update(sealed=b"\x01damaged")
    assert ask(person).made_at is None


def test_what_a_killed_worker_held_is_found_again_and_made_once(person: Teller) -> None:
    ask(person)
    now = clock.now()
    dead = claim_copy(holder="dead", now=now)
    assert dead is not None
    assert claim_copy(holder="other", now=now) is None
    living = claim_copy(holder="other", now=now + LEASE)
    assert living is not None
    reply_key = ReplyKey.objects.get(submission=person.submission)
    assert keep_own_copy(copy=living, file=b"living", reply_key=reply_key, now=now)
    assert not keep_own_copy(copy=dead, file=b"dead", reply_key=reply_key, now=now)
    assert file_of(copy=OwnCopy.objects.get(), pair=person.pair) == b"living"
    assert codes().count("casework.copy.made") == 1


def test_one_that_cannot_be_made_keeps_nobody_waiting_and_is_said_to_be_late(person: Teller, monkeypatch) -> None:
    ReplyKey.objects.filter(submission=person.submission).delete()
    OwnCopy.objects.create(submission=person.submission, language="en-gb", asked_at=clock.now(), attempts=2)
    other = teller()
    ask(other)
    assert make_copies(holder="one", limit=10) == 2
    assert OwnCopy.objects.get(submission=other.submission).made_at
    told = copy_told(submission=person.submission, now=clock.now())
    assert told.standing is Standing.LATE
    assert make_copies(holder="one", limit=10) == 0


def test_it_is_in_the_language_in_which_it_was_asked_for(person: Teller) -> None:
    ask(person, language="ur")
    make_copies(holder="one", limit=10)
    file = file_of(copy=OwnCopy.objects.get(), pair=person.pair).decode()
    assert '<html lang="ur" dir="rtl">' in file
    assert "حوالہ نمبر" in file


def test_after_seven_days_it_is_none_and_goes(person: Teller) -> None:
    copy = made(person)
    assert copy.made_at is not None
    before, over = copy.made_at + LIFE - timedelta(seconds=1), copy.made_at + LIFE
    assert copy_told(submission=person.submission, now=before).standing is Standing.READY
    assert copy_told(submission=person.submission, now=over).standing is Standing.NONE
    assert erase_old_copies(now=before) == 0
    assert erase_old_copies(now=over) == 1


def test_it_goes_with_what_was_sent_and_none_comes_after(person: Teller) -> None:
    made(person)
    request_erasure(submission=person.submission, how="RECEIPT", now=clock.now())
    while erase_next(holder="one", now=clock.now()):
        pass
    assert not OwnCopy.objects.exists()
    with pytest.raises(NothingToCopy):
        ask(person)


def test_what_is_erased_while_it_is_being_made_leaves_no_copy_behind(person: Teller) -> None:
    ask(person)
    held = claim_copy(holder="one", now=clock.now())
    assert held is not None
    erase_submission(submission=person.submission, is_kept_in_figures=False, now=clock.now())
    reply_key = ReplyKey.objects.get(submission=person.submission)
    assert not keep_own_copy(copy=held, file=b"late", reply_key=reply_key, now=clock.now())
    assert not OwnCopy.objects.exists()


def test_what_was_taken_back_can_be_copied(person: Teller) -> None:
    withdraw_submission(submission=person.submission, now=clock.now())
    assert WORDS in file_of(copy=made(person), pair=person.pair).decode()


def test_what_a_court_keeps_from_being_erased_can_be_copied(person: Teller) -> None:
    hold = HoldIn(
        organisation=person.submission.organisation,
        ground="COURT",
        reason="12",
        review_on=clock.now().date() + timedelta(days=30),
        submission=person.submission,
    )
    place_hold(hold=hold, by=UserFactory.create(), now=clock.now())
    request_erasure(submission=person.submission, how="RECEIPT", now=clock.now())
    assert WORDS in file_of(copy=made(person), pair=person.pair).decode()


def test_where_the_key_is_not_the_codes_none_is_asked_for(person: Teller) -> None:
    ReplyKey.objects.filter(submission=person.submission).update(public_key=teller().pair.public_key)
    with pytest.raises(KeyChanged):
        ask(person)
    assert not OwnCopy.objects.exists()
