"""The key of a person's own code: what is sealed to it opens with it and with nothing else."""

import pytest

from heard.feedback import keys
from heard.feedback.models import Message, ReplyKey, WrappedKey
from heard.feedback.replies import ReplyPair, is_vouched, take_in, words_under
from heard.feedback.sealing import CannotUnseal, key_context, unwrap
from tests.factories.casework import caseworker
from tests.factories.messages import ASKED, Teller, asked, organisation_of, teller

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Teller:
    return teller()


@pytest.fixture
def message(person: Teller) -> Message:
    return asked(person, by=caseworker(organisation_of(person)))


def data_key(person: Teller, *, of_worker: bool) -> bytes:
    row = WrappedKey.objects.get(submission=person.submission, sealing_key__organisation__isnull=of_worker)
    key_id = row.sealing_key.key_id
    return unwrap(
        wrapped=row.wrapped,
        private_key=keys.private_key(key_id=key_id),
        context=key_context(submission_id=person.submission.pk, key_id=key_id),
    )


def test_the_persons_own_code_opens_what_was_sealed_to_it(person: Teller, message: Message) -> None:
    assert person.pair.words_of(message) == ASKED


def test_a_code_with_a_slip_in_it_opens_it_too(person: Teller, message: Message) -> None:
    typed = person.receipt.upper().replace(" ", ", ")
    assert ReplyPair(receipt=typed).words_of(message) == ASKED


def test_another_code_opens_nothing(message: Message) -> None:
    with pytest.raises(CannotUnseal):
        teller().pair.words_of(message)


def test_the_same_code_gives_the_same_key_and_the_database_holds_its_public_half_alone(person: Teller) -> None:
    again = ReplyPair(receipt=person.receipt)
    assert again.public_key == bytes(ReplyKey.objects.get(submission=person.submission).public_key)
    assert "ReplyPair(…)" in repr(again)


def test_the_code_gives_another_key_where_the_receipts_secret_is_another(person: Teller, monkeypatch) -> None:
    with_ours = person.pair.public_key
    monkeypatch.setattr(keys, "keyed_hash", lambda **_: bytes(32))
    assert person.pair.public_key != with_ours


def test_the_worker_puts_the_messages_key_under_the_submissions(person: Teller, message: Message) -> None:
    assert take_in(message=message) == ASKED
    assert (message.key_for_worker, message.worker_key) == (b"", None)
    assert words_under(message=message, data_key=data_key(person, of_worker=False)) == ASKED


def test_taking_in_twice_changes_nothing(message: Message) -> None:
    assert [take_in(message=message), take_in(message=message)] == [ASKED, ASKED]


@pytest.mark.parametrize("field", ["sealed", "kept_key"])
def test_a_flipped_bit_is_an_error_and_no_other_text(person: Teller, message: Message, field: str) -> None:
    take_in(message=message)
    box = bytearray(getattr(message, field))
    box[-1] ^= 1
    setattr(message, field, bytes(box))
    with pytest.raises(CannotUnseal):
        words_under(message=message, data_key=data_key(person, of_worker=True))


def test_a_message_moved_to_another_submission_does_not_open(person: Teller, message: Message) -> None:
    message.submission = teller().submission
    with pytest.raises(CannotUnseal):
        person.pair.words_of(message)
    with pytest.raises(CannotUnseal):
        take_in(message=message)


def test_the_key_that_came_with_what_was_sent_is_vouched_for_and_no_other(person: Teller) -> None:
    kept, own = ReplyKey.objects.get(submission=person.submission), data_key(person, of_worker=True)
    assert is_vouched(reply_key=kept, data_key=own)
    assert not is_vouched(reply_key=kept, data_key=data_key(teller(), of_worker=True))
    kept.public_key = teller().pair.public_key
    assert not is_vouched(reply_key=kept, data_key=own)
