"""How the copy stands that a person asked for with their code, and what their code opens of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from heard.casework.models import OwnCopy
from heard.design.errors import NotFound
from heard.feedback.models import Erasure, ErasureStep, Submission
from heard.feedback.queries.erasing import hold_on
from heard.feedback.replies import ReplyPair

LIFE = timedelta(days=7)
"""How long a copy can be downloaded once it is made."""
BETWEEN = timedelta(minutes=10)
"""For how long a copy that opens is the answer to being asked again: two clicks make one."""
LATE = 3
"""After so many attempts that failed, the person is told that it takes longer."""


class Standing(StrEnum):
    """How a copy stands."""

    NONE = "none"
    WAITS = "waits"
    LATE = "late"
    READY = "ready"


@dataclass(frozen=True, kw_only=True)
class CopyTold:
    """What the person's page says of their copy: how it stands, until when it is there, and when they last took it.

    `may_be_asked` is false once what they sent is being erased; `is_old` says that asking again makes a new one.
    """

    standing: Standing
    may_be_asked: bool
    asked_at: datetime | None = None
    made_at: datetime | None = None
    until: datetime | None = None
    taken_at: datetime | None = None
    is_old: bool = False


def copy_told(*, submission: Submission, now: datetime) -> CopyTold:
    """Return how a submission's copy stands; one whose days are over is none, though it may still lie there."""
    may_be_asked = may_be_copied(submission=submission)
    found = OwnCopy.objects.filter(submission=submission).defer("sealed", "key_for_person").first()
    if found is None or is_over(copy=found, now=now):
        return CopyTold(standing=Standing.NONE, may_be_asked=may_be_asked)
    waiting = Standing.LATE if found.attempts >= LATE else Standing.WAITS
    return CopyTold(
        standing=Standing.READY if found.made_at else waiting,
        may_be_asked=may_be_asked,
        asked_at=found.asked_at,
        made_at=found.made_at,
        until=found.made_at + LIFE if found.made_at else None,
        taken_at=found.taken_at,
        is_old=found.made_at is not None and found.made_at + BETWEEN <= now,
    )


def may_be_copied(*, submission: Submission) -> bool:
    """Return whether there is something to copy: nothing is erased yet, and none of it is about to be.

    What a legal hold keeps from being erased is held, and so it is theirs to have.
    """
    if submission.erased_at is not None or ErasureStep.objects.filter(erasure__submission=submission).exists():
        return False
    is_asked = Erasure.objects.filter(submission=submission).exists()
    return not is_asked or hold_on(submission=submission) is not None


def ready_copy(*, submission: Submission, now: datetime) -> OwnCopy:
    """Return the copy that a person may download now. Raises NotFound."""
    found = OwnCopy.objects.filter(submission=submission, made_at__isnull=False).first()
    if found is None or is_over(copy=found, now=now):
        raise NotFound
    return found


def is_over(*, copy: OwnCopy, now: datetime) -> bool:
    """Return whether the days are over in which a copy can be downloaded."""
    return copy.made_at is not None and copy.made_at + LIFE <= now


def file_of(*, copy: OwnCopy, pair: ReplyPair) -> bytes:
    """Return the file as the person's code opens it. Raises heard.feedback.sealing.CannotUnseal."""
    return pair.opened(sealed=copy.sealed, key=copy.key_for_person, context=copy_context(copy=copy))


def copy_context(*, copy: OwnCopy) -> bytes:
    """Return what a sealed copy is bound to: its submission, and the moment at which it was asked for."""
    return f"heard/own-copy/1|{copy.submission_id}|{copy.asked_at.astimezone(UTC).isoformat()}".encode()
