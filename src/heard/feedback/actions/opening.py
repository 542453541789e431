"""Opening what was sealed: each time with a reason, and written down."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.feedback.models import Submission
from heard.feedback.sealing import contact_for


class NoReason(Exception):
    """Contact details are opened only for a reason, in words."""


@transaction.atomic
def open_contact(
    *, submission: Submission, organisation: Organisation, reason: str, by: User, now: datetime
) -> dict[str, str]:
    """Return the contact details as the organisation may open them, and write down who did so and why.

    `reason` is a short phrase of the house ("to answer the person"), never the person's own words. Raise NoReason, or
    CannotUnseal where the organisation holds no key.
    """
    if not reason.strip():
        raise NoReason
    contact = contact_for(submission=submission, organisation=organisation)
    record(
        code="feedback.contact.opened",
        subject=submission,
        by=by,
        now=now,
        organisation=organisation,
        reason=reason.strip()[:200],
    )
    return contact
