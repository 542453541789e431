"""Erasing: what is to be erased is written down at once, and the worker does it, a step at a time."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.erasers import Eraser, NotYet
from heard.feedback.models import Erasure, ErasureHow, ErasureQuerySet, ErasureStep, Submission
from heard.feedback.queries.erasing import erasers

LEASE = timedelta(minutes=2)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


@transaction.atomic
def request_erasure(*, submission: Submission, how: str, now: datetime, by: User | None = None) -> Erasure:
    """Have everything of a submission erased everywhere; asked for before, return that erasure.

    What a person or staff ask for is withdrawn at once. A legal hold does not refuse it: the erasure waits, and goes on
    by itself once the hold is lifted. What is erased because its time is up was never withdrawn, and stays in the
    figures as a number.
    """
    held = Submission.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=submission.pk)
    if how != ErasureHow.RETENTION:
        withdraw_submission(submission=held, now=now)
        submission.withdrawn_at = held.withdrawn_at
    erasure, is_new = Erasure.objects.get_or_create(
        submission=held, defaults={"how": how, "asked_at": now, "asked_by": by}
    )
    if is_new:
        record(
            code="feedback.erasure.asked",
            subject=held,
            by=by,
            now=now,
            organisation=held.organisation,
            how=str(how),
        )
    return erasure


def erase_next(*, holder: str, now: datetime) -> bool:
    """Erase one submission that waits for it, in every part of the site; return False where none waits.

    Each part is one transaction with its step, so that a worker that is killed leaves nothing half done and the next
    one goes on from there. What cannot be erased yet, or fails, is tried again later and stands in nobody's way.
    """
    erasure = _claim(holder=holder, now=now)
    if erasure is None:
        return False
    done = set(erasure.steps.values_list("part", flat=True))
    try:
        for eraser in erasers():
            if eraser.part not in done and not _take_step(erasure, eraser, now=now):
                return True
    except NotYet as reason:
        _set_aside(erasure, why=str(reason), now=now)
        return True
    except Exception as error:
        _set_aside(erasure, why=type(error).__name__, now=now)
        raise
    _held(erasure).update(emptied_at=now, leased_until=None, holder="", failure="")
    return True


@transaction.atomic
def finish_erasures(*, emptied_before: datetime, now: datetime) -> int:
    """Call finished what was emptied before the storage was cleaned; return how many erasures that was."""
    found = Erasure.objects.select_for_update(of=("self",)).emptied().filter(emptied_at__lte=emptied_before)
    finished = list(found.select_related("submission__organisation").order_by("pk"))
    for erasure in finished:
        erasure.finished_at = now
        erasure.save(update_fields=["finished_at"])
        record(
            code="feedback.erasure.finished",
            subject=erasure.submission,
            by=None,
            now=now,
            organisation=erasure.submission.organisation,
        )
    return len(finished)


def _claim(*, holder: str, now: datetime) -> Erasure | None:
    """Take the erasure that has waited longest; look before it is locked, so that an idle worker is in nobody's way."""
    for seen in Erasure.objects.due(now=now).not_held().order_by("attempts", "asked_at", "pk")[:20]:
        until = now + LEASE
        won = Erasure.objects.filter(
            pk=seen.pk, emptied_at=None, attempts=seen.attempts, leased_until=seen.leased_until
        ).update(holder=holder, leased_until=until, attempts=F("attempts") + 1, next_try_at=None)
        if won:
            return Erasure.objects.select_related("submission").get(pk=seen.pk)
    return None


@transaction.atomic
def _take_step(erasure: Erasure, eraser: Eraser, *, now: datetime) -> bool:
    """Let one part erase its own and write that down; return False where another worker holds the erasure by now."""
    if not _held(erasure).select_for_update().exists():
        return False
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=erasure.submission_id)
    is_kept = erasure.how == ErasureHow.RETENTION and submission.withdrawn_at is None
    removed = eraser.load()(submission=submission, is_kept_in_figures=is_kept, now=now)
    ErasureStep.objects.create(erasure=erasure, part=eraser.part, removed=removed, done_at=now)
    return True


def _held(erasure: Erasure) -> ErasureQuerySet:
    return Erasure.objects.filter(pk=erasure.pk, holder=erasure.holder, leased_until=erasure.leased_until)


def _set_aside(erasure: Erasure, *, why: str, now: datetime) -> None:
    wait = min(FIRST_WAIT * 2 ** min(erasure.attempts - 1, 12), LONGEST_WAIT)
    _held(erasure).update(failure=why[:120], leased_until=now, next_try_at=now + wait)
