"""Erasing what feedback holds of a submission: all but that one was sent, to whom, when, and by which code."""

from datetime import datetime

from django.db import models

from heard.feedback.models import (
    Answer,
    Consent,
    Contact,
    Draft,
    Enquiry,
    Entry,
    EqualityAnswer,
    Message,
    Piece,
    PieceLease,
    ReplyKey,
    Submission,
    Text,
    WrappedKey,
)
from heard.feedback.receipts import new_reference


def erase_submission(*, submission: Submission, is_kept_in_figures: bool, now: datetime) -> int:
    """Erase words, messages, answers, contact details, keys, consents and pieces; return how many records.

    What stays is a row that holds nothing of the person, so that counts add up and the code still answers. Of one that
    stays in the figures the pieces stay too, as numbers, with the link it came by and its area.
    """
    pieces = Piece.objects.filter(submission=submission)
    erased = sum(
        _gone(model, submission=submission)
        for model in (Text, Contact, Answer, EqualityAnswer, Message, ReplyKey, WrappedKey, Draft, Entry)
    )
    erased += _gone(Consent, piece__submission=submission) + _gone(PieceLease, piece__submission=submission)
    erased += Enquiry.objects.filter(became=submission).update(asked="", signposted_to="", erased_at=now, became=None)
    erased += _bare(pieces) if is_kept_in_figures else pieces.delete()[0]
    _leave_tombstone(submission, is_kept_in_figures=is_kept_in_figures, now=now)
    return erased


def _gone(model: type[models.Model], **of: object) -> int:
    return model._default_manager.filter(**of).delete()[0]


def _bare(pieces: models.QuerySet[Piece]) -> int:
    """Take from the pieces all but that they were there; return how many were not bare yet."""
    detailed = pieces.exclude(tone="", service=None, happened_on=None, source_key="", told_service="", told_others="")
    count = detailed.count()
    pieces.update(
        service=None,
        tone="",
        happened_on=None,
        happened_precision="",
        told_service="",
        told_others="",
        source_key="",
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
    submission.started_at = None
    if not is_kept_in_figures:
        submission.office = submission.placement = submission.area = None
    submission.save()
