"""Withdrawing: a person takes back all that they let be done with what they sent."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.feedback.actions.news import stop_news
from heard.feedback.models import Consent, Submission, WrappedKey, WrapWanted

REASON = "Withdrawn by the person"


@transaction.atomic
def withdraw_submission(*, submission: Submission, now: datetime) -> bool:
    """Take what was sent out of every figure, queue and hand; return False where that was done before.

    Every consent is narrowed, and no organisation keeps a key to the words or the contact details. The worker's own key
    stays, so that what is erased later is known to be whole.
    """
    held = Submission.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=submission.pk)
    if held.withdrawn_at is not None:
        submission.withdrawn_at = held.withdrawn_at
        return False
    standing = Consent.objects.filter(piece__submission=held, narrowed_at=None)
    narrowed = standing.update(narrowed_at=now, narrowed_by=None, narrowed_reason=REASON)
    keys, _ = WrappedKey.objects.filter(submission=held, sealing_key__organisation__isnull=False).delete()
    WrapWanted.objects.filter(submission=held).delete()
    stop_news(submission=held, now=now)
    held.withdrawn_at = submission.withdrawn_at = now
    held.save(update_fields=["withdrawn_at"])
    record(
        code="feedback.submission.withdrawn",
        subject=held,
        by=None,
        now=now,
        organisation=held.organisation,
        consents=narrowed,
        keys=keys,
    )
    return True
