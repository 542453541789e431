"""The copy that a person asked for with their code, opened by the worker: whose code it is vouches for itself.

The worker opens what is sealed for nobody but the code that came with it. Whoever can write to the database, as a
public process can, could put a key of their own in the code's place and ask for copies; so the worker first looks for
the proof that the key was there as what was sent arrived, sealed under the data key. And it opens nothing but what that
same data key opens: what was sealed to the worker itself stays closed.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from django.utils.translation import gettext as _

from heard.accounts.queries import public_name
from heard.casework.copies.sections import Means, Row, Section, sections_of
from heard.feedback import replies, sealing
from heard.feedback.models import Contact, Message, ReplyKey, Submission, Text

T = TypeVar("T")


def own_sections(*, submission: Submission, reply_key: ReplyKey) -> tuple[Section, ...]:
    """Return all that may be told by machine of a submission: every organisation's work, and of staff their roles.

    What staff wrote for themselves and signs of danger are left for a person to hand over; the last section says so.
    Raises heard.feedback.keys.StoreAway.
    """
    data_key = _vouched_data_key(submission, reply_key)
    sections = sections_of(submission=submission, means=_means(submission, data_key))
    left_out = Section(title=_("What is not in this copy"), rows=tuple(_left_out(submission, data_key)))
    return (*sections, left_out)


def _vouched_data_key(submission: Submission, reply_key: ReplyKey) -> bytes | None:
    try:
        data_key = sealing.data_key_for_worker(submission_id=submission.pk)
    except sealing.CannotUnseal:
        return None
    return data_key if replies.is_vouched(reply_key=reply_key, data_key=data_key) else None


def _means(submission: Submission, data_key: bytes | None) -> Means:
    def contact() -> dict[str, str] | None:
        held = Contact.objects.filter(submission=submission).first()
        return _opened(sealing.contact_of, contact=held, data_key=data_key)

    def words(text: Text) -> str | None:
        return _opened(sealing.words_of, text=text, data_key=data_key)

    def message(message: Message) -> str:
        words = _opened(replies.words_under, message=message, data_key=data_key)
        return words or message.redacted or _("Not read yet")

    return Means(own=None, contact=contact, words=words, message=message, was_looked_through=False)


def _opened(opens: Callable[..., T], *, data_key: bytes | None, **sealed: object) -> T | None:
    """Return what the data key opens; None without one, or where it does not."""
    if data_key is None:
        return None
    try:
        return opens(data_key=data_key, **sealed)
    except sealing.CannotUnseal:
        return None


def _left_out(submission: Submission, data_key: bytes | None) -> Iterator[Row]:
    who = {"who": public_name(organisation=submission.organisation)}
    if data_key is None and submission.originals_erased_at is None:
        told = _("It could not be opened for this copy. Ask %(who)s for it, and give them your reference.")
        yield Row(name=_("What is sealed"), value=told % who)
    told = _(
        "It may tell of other people, so a person looks through it before it is handed over. "
        "Ask %(who)s for it, and give them your reference."
    )
    yield Row(name=_("What staff wrote for themselves, and whether someone may be in danger"), value=told % who)
