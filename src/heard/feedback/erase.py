"""Erasing what feedback holds of a submission: all but that one was sent, to whom, when, and by which code."""

from datetime import datetime

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

from heard.feedback.models import (
    Addition,
    Answer,
    Consent,
    Contact,
    Draft,
    Enquiry,
    Entry,
    EqualityAnswer,
    Flag,
    Likeness,
    Message,
    NewsAddress,
    Opening,
    Piece,
    PieceLease,
    ReplyKey,
    SavedForm,
    Submission,
    Text,
    WrappedKey,
    WrapWanted,
)
from heard.feedback.receipts import new_reference

_OF_SUBMISSION = (
    Flag,
    Addition,
    Opening,
    Text,
    Contact,
    Answer,
    EqualityAnswer,
    Message,
    NewsAddress,
    ReplyKey,
    WrappedKey,
    WrapWanted,
    Draft,
    Entry,
)
_OF_PIECE = (Consent, PieceLease, Likeness)
ERASES = (SavedForm, *_OF_SUBMISSION, *_OF_PIECE, Piece, Enquiry)


def erase_submission(*, submission: Submission, is_kept_in_figures: bool, now: datetime) -> int:
    """Erase words, messages, answers, contact details, keys, consents and pieces; return how many records.

    What stays is a row that holds nothing of the person, so that counts add up and the code still answers; who opened
    what of it stays in the audit log. Of one that stays in the figures the pieces stay too, as numbers, with the link
    it came by and its area.
    """
    pieces = Piece.objects.filter(submission=submission)
    erased = _gone(SavedForm, draft__submission=submission)
    erased += sum(_gone(model, submission=submission) for model in _OF_SUBMISSION)
    erased += sum(_gone(model, piece__submission=submission) for model in _OF_PIECE)
    erased += Enquiry.objects.filter(became=submission).update(asked="", signposted_to="", erased_at=now, became=None)
    erased += _bare(pieces, now) if is_kept_in_figures else pieces.delete()[0]
    _leave_tombstone(submission, is_kept_in_figures=is_kept_in_figures, now=now)
    return erased


def _gone(model: type[models.Model], **of: object) -> int:
    return model._default_manager.filter(**of).delete()[0]


def _bare(pieces: models.QuerySet[Piece], now: datetime) -> int:
    """Take from the pieces all but that they were there, so that no finder looks at them again; return how many."""
    detailed = pieces.exclude(tone="", service=None, happened_on=None, source_key="", told_service="", told_others="")
    count = detailed.count()
    pieces.update(
        service=None,
        tone="",
        happened_on=None,
        happened_precision="",
        told_service="",
        told_others="",
        other_language="",
        source_key="",
        read_at=Coalesce("read_at", Value(now)),
        routed_at=Coalesce("routed_at", Value(now)),
        compared_at=Coalesce("compared_at", Value(now)),
    )
    return count


def _leave_tombstone(submission: Submission, *, is_kept_in_figures: bool, now: datetime) -> None:
    if submission.erased_at is not None:
        return
    submission.erased_at = now
    submission.reference = new_reference()
    submission.question_set = None
    submission.source_key = ""
    submission.about = ""
    submission.language = "en-gb"
    submission.notice_version = ""
    submission.is_under_16 = submission.risk_declared = submission.may_contact = False
    submission.started_at = submission.originals_erased_at = None
    if not is_kept_in_figures:
        submission.office = submission.placement = submission.area = None
    submission.save()
