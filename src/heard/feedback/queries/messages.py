"""Reads of messages: what waits for the worker, what staff see, and what a person's own code opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from heard.accounts.models import Organisation
from heard.feedback.models import Consent, Message, Piece, Recipient, ReplyKey, Sender, Submission
from heard.feedback.replies import ReplyPair
from heard.feedback.sealing import CannotUnseal


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A message with its words as the person's code opens them; none where it does not."""

    message: Message
    words: str | None


def waiting_messages(*, now: datetime, limit: int) -> list[UUID]:
    """Return the messages that the worker has not taken in and may try now, oldest first."""
    due = Q(next_try_at=None) | Q(next_try_at__lte=now)
    return list(Message.objects.filter(due, kept_key=b"").order_by("written_at").values_list("pk", flat=True)[:limit])


def can_be_written_to(*, submission: Submission) -> bool:
    """Return whether the person has a code that opens messages, and what they sent still stands."""
    stands = submission.withdrawn_at is None and submission.erased_at is None
    return stands and ReplyKey.objects.filter(submission=submission).exists()


def conversation(*, piece: Piece, organisation: Organisation) -> tuple[Message, ...]:
    """Return what the person and the organisation wrote to each other of a piece or of the whole, oldest first.

    Sealed words are left in the database: staff read the redacted copy.
    """
    about = Q(piece=piece) | Q(piece=None)
    return tuple(
        Message.objects.between(submission=piece.submission, organisation=organisation)
        .filter(about)
        .select_related("written_by")
        .defer("sealed", "key_for_person", "key_for_worker", "kept_key")
        .order_by("written_at", "pk")
    )


def messages_for_person(*, submission: Submission, pair: ReplyPair) -> tuple[Opened, ...]:
    """Return every message of the submission, oldest first, with its words as the person's code opens them."""
    rows = Message.objects.filter(submission=submission).select_related("organisation", "piece__service")
    return tuple(_opened(row, pair) for row in rows.order_by("written_at", "pk"))


def unread_for_person(*, submission: Submission) -> int:
    """Return how many messages of staff the person has not seen."""
    return Message.objects.unread().filter(submission=submission, sender=Sender.STAFF).count()


def may_be_written_to(*, submission: Submission) -> Sequence[Organisation]:
    """Return the organisations that the person lets see what they said, the one that received it first."""
    standing = Consent.objects.filter(
        piece__submission=submission, recipient=Recipient.ORGANISATION, narrowed_at=None
    ).values("organisation")
    found = Organisation.objects.filter(pk__in=standing).order_by("name")
    return sorted(found, key=lambda each: each.pk != submission.organisation_id)


def _opened(message: Message, pair: ReplyPair) -> Opened:
    try:
        return Opened(message=message, words=pair.words_of(message))
    except CannotUnseal:
        return Opened(message=message, words=None)
