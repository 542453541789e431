"""Reading messages: from a person's sealed words to the copy that staff read, and to the signs of harm in them."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from evidence.text import CALLS_A_PERSON, REDACTION_METHOD, redact
from heard.feedback.actions.messaging import Copy, keep_copy
from heard.feedback.models import Message, Sender
from heard.feedback.replies import take_in
from heard.insight.actions.reading import CouldNotRead
from heard.insight.safeguarding import find_risk


@transaction.atomic
def read_message(*, message_id: UUID, now: datetime) -> bool:
    """Take one message in, and return whether it was still to be done; another worker's is stepped over.

    Raises CouldNotRead where it cannot be redacted, feedback's CannotUnseal and keys.NoSuchKey where it does not open.
    """
    waiting = Message.objects.select_for_update(
        of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked
    )
    message = waiting.select_related("worker_key").filter(pk=message_id, kept_key=b"").first()
    if message is None:
        return False
    words = take_in(message=message)
    keep_copy(message=message, copy=_copy(message, words), now=now)
    return True


def _copy(message: Message, words: str) -> Copy:
    redactions, unprocessed = redact([words])
    if unprocessed:
        raise CouldNotRead("The words could not be redacted.")
    copied = Copy(redacted=redactions[0].text, method=REDACTION_METHOD)
    if message.sender == Sender.STAFF:
        return copied
    risks, unprocessed = find_risk([words])
    if unprocessed:
        raise CouldNotRead("The words could not be searched for signs of harm.")
    is_risk = bool(risks[0].signs) and risks[0].score >= CALLS_A_PERSON
    return Copy(redacted=copied.redacted, method=copied.method, is_risk=is_risk, risk_why=risks[0].why)
