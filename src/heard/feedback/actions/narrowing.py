"""Narrowing a consent: the person, or staff on their behalf, may take back a permission. Staff never give one.

With the last permission of a submission an organisation's key to it goes too. What it had opened by then cannot be
taken back: it is counted and written down.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.accounts.queries import keeper_of, lineage_ids
from heard.feedback.models import Consent, Opening, Recipient, Submission, WrappedKey, WrapWanted


class AlreadyNarrowed(Exception):
    """The consent was narrowed before."""


@transaction.atomic
def narrow_consent(
    *, consent: Consent, reason: str, by: User | None, organisation: Organisation, now: datetime
) -> None:
    """Take a recipient's permission back from this moment, for a reason of at most 200 characters.

    An organisation that keeps the records of others, or whose records another keeps, is one recipient with them: what
    was allowed to any of them on this piece is taken back. Where none of them may see any piece of the submission any
    more, their wrapped keys to it are deleted. `organisation` is the one whose staff did it; where the person did it
    themself (`by` is None), the one that received what they sent. Raises AlreadyNarrowed.
    """
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=consent.piece.submission_id)
    lineage = _lineage(consent)
    same = Consent.objects.filter(piece=consent.piece_id, recipient=consent.recipient, narrowed_at=None)
    if not same.filter(pk=consent.pk).exists():
        raise AlreadyNarrowed
    opened = Opening.objects.opened().filter(submission=submission, organisation__in=lineage).count()
    if lineage:
        same = same.filter(organisation__in=lineage)
    same.update(narrowed_at=now, narrowed_by=by, narrowed_reason=reason, opened_before=opened if lineage else None)
    record(
        code="feedback.consent.narrowed",
        subject=consent.piece,
        by=by,
        now=now,
        organisation=organisation,
        recipient=str(consent.recipient),
    )
    if lineage and not _may_see_any(submission, lineage):
        record(
            code="feedback.wrap.dropped",
            subject=submission,
            by=by,
            now=now,
            organisation=organisation,
            of=str(consent.organisation),
            keys=_take_keys(submission, lineage),
            opened=opened,
        )


def _lineage(consent: Consent) -> tuple[int, ...]:
    """Return the organisations that are one recipient with the consent's; none where it names no organisation."""
    if consent.organisation is None:
        return ()
    return lineage_ids(organisation=keeper_of(organisation=consent.organisation))


def _may_see_any(submission: Submission, lineage: Collection[int]) -> bool:
    standing = Consent.objects.filter(piece__submission=submission, recipient=Recipient.ORGANISATION, narrowed_at=None)
    return standing.filter(organisation__in=lineage).exists()


def _take_keys(submission: Submission, lineage: Collection[int]) -> int:
    WrapWanted.objects.filter(submission=submission, organisation__in=lineage).delete()
    return WrappedKey.objects.filter(submission=submission, sealing_key__organisation__in=lineage).delete()[0]
