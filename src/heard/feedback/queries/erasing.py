"""How far an erasure has come, in what the person and staff are told of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from heard.feedback.erasers import Eraser
from heard.feedback.models import Erasure, HoldGround, LegalHold, Submission


@dataclass(frozen=True, kw_only=True)
class Step:
    """One part of the site: what it holds in plain words, and when it was erased there; None while it waits."""

    words: str
    done_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ErasureState:
    """What was asked for and how far it has come.

    `held_because` says in plain words ("a court has asked us to keep it") why nothing is erased yet; it is empty where
    nothing stops it. `gone_from_backups_by` is known once all is erased here; until then `backup_days` says how long
    after that back-ups keep it.
    """

    asked_at: datetime
    how: str
    steps: tuple[Step, ...]
    held_because: str
    finished_at: datetime | None
    gone_from_backups_by: datetime | None
    backup_days: int


def erasure_of(*, submission: Submission) -> ErasureState | None:
    """Return how far the erasure of a submission has come; None where nobody asked for it."""
    erasure = Erasure.objects.filter(submission=submission).first()
    if erasure is None:
        return None
    done = dict(erasure.steps.values_list("part", "done_at"))
    hold = None if erasure.finished_at else hold_on(submission=submission)
    days = settings.HEARD_BACKUP_DAYS
    return ErasureState(
        asked_at=erasure.asked_at,
        how=erasure.how,
        steps=tuple(Step(words=str(each.words), done_at=done.get(each.part)) for each in erasers()),
        held_because=str(HoldGround(hold.ground).label) if hold else "",
        finished_at=erasure.finished_at,
        gone_from_backups_by=erasure.finished_at + timedelta(days=days) if erasure.finished_at else None,
        backup_days=days,
    )


def hold_on(*, submission: Submission) -> LegalHold | None:
    """Return the hold that stands on a submission, or on its whole campaign."""
    own = LegalHold.objects.standing().filter(submission=submission).first()
    if own is not None or submission.campaign_id is None:
        return own
    return LegalHold.objects.standing().filter(campaign=submission.campaign_id).first()


def erasers() -> tuple[Eraser, ...]:
    """Return every eraser of the site, in the order in which they work."""
    found: tuple[Eraser, ...] = settings.ERASERS
    return found
