"""Narrowing a consent: the person, or staff on their behalf, may take back a permission. Staff never give one."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.feedback.models import Consent


class AlreadyNarrowed(Exception):
    """The consent was narrowed before."""


@transaction.atomic
def narrow_consent(
    *, consent: Consent, reason: str, by: User | None, organisation: Organisation, now: datetime
) -> None:
    """Take a recipient's permission back from this moment, for a reason of at most 200 characters.

    `organisation` is the one whose staff did it; where the person did it themself (`by` is None), the one that received
    what they sent. Raises AlreadyNarrowed.
    """
    narrowed = Consent.objects.filter(pk=consent.pk, narrowed_at=None).update(
        narrowed_at=now, narrowed_by=by, narrowed_reason=reason
    )
    if not narrowed:
        raise AlreadyNarrowed
    record(
        code="feedback.consent.narrowed",
        subject=consent.piece,
        by=by,
        now=now,
        organisation=organisation,
        recipient=str(consent.recipient),
    )
