"""Makes submissions whose person still has their code, and messages between them and an organisation."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from heard.accounts.models import Organisation, User
from heard.feedback.actions import receive_submission
from heard.feedback.actions.messaging import MessageIn, write_to_person, write_to_staff
from heard.feedback.models import Message, Piece, Submission
from heard.feedback.replies import ReplyPair, new_mark
from tests.factories.feedback import ARRIVED_AT, copy_texts, piece_in, submission_in

WROTE_AT = datetime(2020, 9, 16, 11, 0, tzinfo=UTC)
ASKED = "Which ward was it?"
ANSWERED = "It was ward seven. Ring me on 07700 900123."


@dataclass(frozen=True, kw_only=True)
class Teller:
    """A person who sent something, with the code that they were given."""

    submission: Submission
    receipt: str

    @property
    def pair(self) -> ReplyPair:
        """The keys that their code gives."""
        return ReplyPair(receipt=self.receipt)

    @property
    def piece(self) -> Piece:
        """The first piece that they sent."""
        return self.submission.pieces.order_by("ordinal")[0]


def teller(*, redacted: bool = True, piece_count: int = 1, **fields: Any) -> Teller:
    """Return a person who sent a form; fields as for `tests.factories.feedback.submission_in`."""
    pieces = fields.pop("pieces", [piece_in()] * piece_count)
    received = receive_submission(submission=submission_in(*pieces, **fields), now=ARRIVED_AT)
    if redacted:
        copy_texts(received.submission)
        received.submission.pieces.update(read_at=ARRIVED_AT)
    return Teller(submission=received.submission, receipt=received.receipt)


def message_in(to: Teller, words: str, **fields: Any) -> MessageIn:
    """Return a message about what the teller sent, with the organisation that received it unless told otherwise."""
    fields.setdefault("organisation", to.submission.organisation)
    fields.setdefault("mark", new_mark())
    return MessageIn(submission=to.submission, words=words, **fields)


def asked(of: Teller, *, by: User, words: str = ASKED, now: datetime = WROTE_AT, **fields: Any) -> Message:
    """Return a message that staff wrote to the teller."""
    return write_to_person(message=message_in(of, words, **fields), by=by, now=now)


def answered(by: Teller, *, words: str = ANSWERED, now: datetime = WROTE_AT, **fields: Any) -> Message:
    """Return a message that the teller wrote to an organisation."""
    return write_to_staff(message=message_in(by, words, **fields), now=now)


def organisation_of(person: Teller) -> Organisation:
    """Return the organisation that received what the teller sent."""
    return person.submission.organisation
