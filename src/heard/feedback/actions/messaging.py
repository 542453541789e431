"""Messages between a person who has no name here and the organisations that they let see what they said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from evidence.text import REDACTION_METHOD, redact
from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.feedback import keys, replies
from heard.feedback.actions.news import note_news
from heard.feedback.models import Message, Piece, Recipient, ReplyKey, Sender, Submission

LONGEST = 2000
"""How many characters a message may have."""

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)


class NoWayToReply(Exception):
    """The person has no code that opens messages: it came by a file, or before messages were built."""


class TakenBack(Exception):
    """The person took back what they sent, or it was erased; nobody writes about it any more."""


class NotForThem(Exception):
    """The person does not let this organisation see what they said."""


class CannotRedact(Exception):
    """The words could not be searched for names and numbers, so they are not sent."""


@dataclass(frozen=True, kw_only=True)
class MessageIn:
    """One message as it is sent: about one piece or the whole, to or from one organisation, from the page of a mark."""

    submission: Submission
    organisation: Organisation
    words: str
    mark: str
    piece: Piece | None = None


@transaction.atomic
def give_reply_key(*, submission: Submission, receipt: str) -> ReplyKey:
    """Keep the public half of the key that the receipt gives, once; what was sent before it was built gains it so."""
    public_key = replies.ReplyPair(receipt=receipt).public_key
    return ReplyKey.objects.get_or_create(submission=submission, defaults={"public_key": public_key})[0]


@transaction.atomic
def write_to_person(*, message: MessageIn, by: User, now: datetime) -> Message:
    """Send the person a message of an organisation; sent twice from one page, it is kept once.

    Staff see a redacted copy of it afterwards; the words themselves wait for the person's code. Raises NoWayToReply,
    TakenBack, NotForThem and CannotRedact.
    """
    redactions, unprocessed = redact([message.words])
    if unprocessed:
        raise CannotRedact
    signed_as = by.full_name if message.organisation.shows_staff_names else ""
    made = _made(message, Sender.STAFF, by=by, signed_as=signed_as, now=now)
    made.redacted, made.redacted_at, made.redaction_method = redactions[0].text, now, REDACTION_METHOD
    return _keep(made, by=by, now=now)


@transaction.atomic
def write_to_staff(*, message: MessageIn, now: datetime) -> Message:
    """Send an organisation a message of the person's; sent twice from one page, it is kept once.

    Raises NoWayToReply, TakenBack and NotForThem.
    """
    return _keep(_made(message, Sender.PERSON, by=None, signed_as="", now=now), by=None, now=now)


@dataclass(frozen=True, kw_only=True)
class Copy:
    """What methods made of a message: the copy that staff read, and the signs of harm in it."""

    redacted: str
    method: str
    is_risk: bool = False
    risk_why: str = ""


@transaction.atomic
def keep_copy(*, message: Message, copy: Copy, now: datetime) -> None:
    """Keep what the worker made of a message that it took in: its redacted copy, and its key as it is now sealed.

    The copy of what staff wrote was made as they sent it, and stays.
    """
    if message.redacted_at is None:
        message.redacted, message.redacted_at, message.redaction_method = copy.redacted, now, copy.method
        message.is_risk, message.risk_why = copy.is_risk, copy.risk_why[:200]
    message.attempts, message.next_try_at = 0, None
    message.save(
        update_fields=[
            *("redacted", "redacted_at", "redaction_method", "is_risk", "risk_why"),
            *("kept_key", "key_for_worker", "worker_key", "attempts", "next_try_at"),
        ]
    )


@transaction.atomic
def set_message_aside(*, message_id: UUID, now: datetime) -> None:
    """Note that a message could not be taken in, and when to try again; the wait doubles, up to six hours."""
    held = Message.objects.select_for_update().filter(pk=message_id, kept_key=b"").first()
    if held is not None:
        held.next_try_at = now + min(FIRST_WAIT * 2 ** min(held.attempts, 12), LONGEST_WAIT)
        held.attempts = min(held.attempts + 1, 1000)
        held.save(update_fields=["attempts", "next_try_at"])


@transaction.atomic
def mark_read_by_person(*, messages: Iterable[Message], now: datetime) -> None:
    """Note that the person has seen messages of staff."""
    ids = [each.pk for each in messages]
    Message.objects.unread().filter(pk__in=ids, sender=Sender.STAFF).update(read_at=now)


@transaction.atomic
def mark_read_by_staff(*, submission: Submission, organisation: Organisation, by: User, now: datetime) -> int:
    """Note that the organisation has read all that the person wrote to it so far; return how many were new."""
    waiting = Message.objects.between(submission=submission, organisation=organisation).unread()
    number = waiting.filter(sender=Sender.PERSON, redacted_at__isnull=False).update(read_at=now)
    if number:
        record(code="feedback.message.read", subject=submission, by=by, now=now, organisation=organisation)
    return number


def _made(message: MessageIn, sender: Sender, *, by: User | None, signed_as: str, now: datetime) -> Message:
    """Return the message, sealed and not yet kept."""
    submission = Submission.objects.select_for_update(of=("self",), no_key=True).get(pk=message.submission.pk)
    if submission.withdrawn_at or submission.erased_at:
        raise TakenBack
    reply_key = ReplyKey.objects.filter(submission=submission).first()
    if reply_key is None:
        raise NoWayToReply
    allowed = submission.pieces.filter(
        consents__recipient=Recipient.ORGANISATION,
        consents__organisation=message.organisation,
        consents__narrowed_at=None,
    )
    if message.piece is not None:
        allowed = allowed.filter(pk=message.piece.pk)
    if not allowed.exists():
        raise NotForThem
    made = Message(
        submission=submission,
        piece=message.piece,
        organisation=message.organisation,
        sender=sender,
        written_by=by,
        signed_as=signed_as,
        written_at=now,
        mark=message.mark,
    )
    (worker,) = keys.keys_at_arrival(organisations=(), now=now).keys
    replies.seal_message(message=made, words=message.words.strip(), reply_key=reply_key.public_key, worker=worker)
    return made


def _keep(made: Message, *, by: User | None, now: datetime) -> Message:
    """Keep a message, unless the same page sent it before: then return that one."""
    kept, is_new = Message.objects.get_or_create(
        submission=made.submission,
        sender=made.sender,
        mark=made.mark,
        defaults={field.name: getattr(made, field.name) for field in Message._meta.concrete_fields},
    )
    if is_new:
        code = "feedback.message.sent" if made.sender == Sender.STAFF else "feedback.message.received"
        if made.sender == Sender.STAFF:
            note_news(submission_id=made.submission_id, now=now)
        record(code=code, subject=made.piece or made.submission, by=by, now=now, organisation=made.organisation)
    return kept
