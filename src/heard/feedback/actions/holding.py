"""Legal holds: what may not be erased until a person lifts it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign
from heard.feedback.models import LegalHold, Submission


class AlreadyHeld(Exception):
    """A hold stands on it."""


class AlreadyErased(Exception):
    """Nothing is left to hold."""


class AlreadyLifted(Exception):
    """The hold was lifted before."""


@dataclass(frozen=True, kw_only=True)
class HoldIn:
    """What is to be held, a submission or a campaign, on which ground (for the person) and why (for colleagues)."""

    organisation: Organisation
    ground: str
    reason: str
    review_on: date
    submission: Submission | None = None
    campaign: Campaign | None = None


@transaction.atomic
def place_hold(*, hold: HoldIn, by: User, now: datetime) -> LegalHold:
    """Stop erasing of a submission or a campaign. Raises AlreadyHeld and AlreadyErased."""
    if hold.submission is not None and hold.submission.erased_at is not None:
        raise AlreadyErased
    try:
        with transaction.atomic():
            placed = LegalHold.objects.create(
                submission=hold.submission,
                campaign=hold.campaign,
                organisation=hold.organisation,
                ground=hold.ground,
                reason=hold.reason,
                placed_at=now,
                placed_by=by,
                review_on=hold.review_on,
            )
    except IntegrityError as error:
        raise AlreadyHeld from error
    record(code="feedback.hold.placed", subject=placed, by=by, now=now, organisation=hold.organisation)
    return placed


@transaction.atomic
def lift_hold(*, hold: LegalHold, reason: str, by: User, now: datetime) -> None:
    """Let erasing go on from now. Raises AlreadyLifted."""
    lifted = LegalHold.objects.filter(pk=hold.pk, lifted_at=None).update(
        lifted_at=now, lifted_by=by, lifted_reason=reason
    )
    if not lifted:
        raise AlreadyLifted
    record(code="feedback.hold.lifted", subject=hold, by=by, now=now, organisation=hold.organisation)
