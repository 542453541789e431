"""What of feedback is due to be erased, kind by kind."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from heard.feedback.actions.drafting import erase_old_drafts
from heard.feedback.actions.erasing import erase_next, request_erasure
from heard.feedback.keeping import Rows
from heard.feedback.models import (
    Contact,
    Draft,
    Enquiry,
    EqualityAnswer,
    ErasureHow,
    RightsRequest,
    Submission,
    Text,
    WrappedKey,
)

HOLDER = "retention"


def _is_here_since(before: datetime) -> Q:
    """Return the filter of what was here before a moment: imported records may tell of years long gone."""
    return Q(batch=None, received_at__lt=before) | Q(batch__visible_at__lt=before)


def _submissions_due(*, before: datetime) -> QuerySet[Submission]:
    return Submission.objects.filter(_is_here_since(before), erased_at=None)


def _withdrawn_due(*, before: datetime) -> QuerySet[Submission]:
    return Submission.objects.filter(erased_at=None, withdrawn_at__lt=before)


def _originals_due(*, before: datetime) -> QuerySet[Submission]:
    """Return submissions whose words were read, so that a redacted copy stays."""
    kept = Submission.objects.filter(_is_here_since(before), erased_at=None, originals_erased_at=None)
    return kept.exclude(pieces__read_at=None)


def _equality_due(*, before: datetime) -> QuerySet[EqualityAnswer]:
    return EqualityAnswer.objects.filter(submission__received_at__lt=before)


def _enquiries_due(*, before: datetime) -> QuerySet[Enquiry]:
    return Enquiry.objects.filter(erased_at=None, logged_at__lt=before)


def _requests_due(*, before: datetime) -> QuerySet[RightsRequest]:
    return RightsRequest.objects.filter(closed_at__lt=before)


def _drafts_due(*, before: datetime) -> QuerySet[Draft]:
    return Draft.objects.filter(updated_at__lt=before)


def _erase_submissions(*, keys: Sequence[Any], now: datetime) -> int:
    """Erase everything of the submissions, as an erasure that is asked for does."""
    for submission in Submission.objects.filter(pk__in=keys):
        request_erasure(submission=submission, how=ErasureHow.RETENTION, now=now)
    while erase_next(holder=HOLDER, now=now):
        pass
    return Submission.objects.filter(pk__in=keys, erased_at__isnull=False).count()


@transaction.atomic
def _erase_originals(*, keys: Sequence[Any], now: datetime) -> int:
    """Erase the sealed words; and the keys, unless they still open contact details."""
    Text.objects.filter(submission__in=keys).update(sealed=b"")
    reachable = Contact.objects.filter(submission__in=keys).values("submission")
    WrappedKey.objects.filter(submission__in=keys).exclude(submission__in=reachable).delete()
    return Submission.objects.filter(pk__in=keys).update(originals_erased_at=now)


@transaction.atomic
def _erase_equality(*, keys: Sequence[Any], now: datetime) -> int:
    return EqualityAnswer.objects.filter(pk__in=keys).delete()[0]


@transaction.atomic
def _erase_enquiries(*, keys: Sequence[Any], now: datetime) -> int:
    """Erase the words of enquiries; that one was asked, when and about which topic stays as a number."""
    return Enquiry.objects.filter(pk__in=keys).update(asked="", signposted_to="", became=None, erased_at=now)


@transaction.atomic
def _erase_requests(*, keys: Sequence[Any], now: datetime) -> int:
    return RightsRequest.objects.filter(pk__in=keys).delete()[0]


def _erase_drafts(*, keys: Sequence[Any], now: datetime) -> int:
    return erase_old_drafts(now=now)


SUBMISSIONS = Rows(due=_submissions_due, erase=_erase_submissions, owner="organisation", submission="pk")
WITHDRAWN = Rows(due=_withdrawn_due, erase=_erase_submissions, owner="organisation", submission="pk")
ORIGINALS = Rows(due=_originals_due, erase=_erase_originals, owner="organisation", submission="pk")
EQUALITY = Rows(due=_equality_due, erase=_erase_equality, owner="submission__organisation", submission="submission")
ENQUIRIES = Rows(due=_enquiries_due, erase=_erase_enquiries, owner="organisation")
DRAFTS = Rows(due=_drafts_due, erase=_erase_drafts)
REQUESTS = Rows(due=_requests_due, erase=_erase_requests, owner="organisation")
