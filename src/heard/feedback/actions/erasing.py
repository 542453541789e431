"""Erasing: what is to be erased is written down at once, and the worker does it, a step at a time."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.models import Erasure, ErasureHow, Submission


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
