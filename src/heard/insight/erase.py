"""Erasing what insight holds of a submission."""

from datetime import datetime

from heard.feedback.models import Submission
from heard.insight.models import (
    Coding,
    CodingItem,
    DrawnPiece,
    Reading,
    ReadingModel,
    ReadingModelInput,
    Suggestion,
    ThemeDecision,
    ToneDecision,
)

_OF_PIECES = (Suggestion, ThemeDecision, ToneDecision, Reading, DrawnPiece, CodingItem)
ERASES = (*_OF_PIECES, Coding, ReadingModelInput)


def erase_submission(*, submission: Submission, is_kept_in_figures: bool, now: datetime) -> int:
    """Erase what methods read and suggested, and what people coded and decided, of its pieces; return how many records.

    What was coded goes with its item. A model that had learnt from it must be learnt anew.
    """
    inputs = ReadingModelInput.objects.filter(submission=submission)
    ReadingModel.objects.filter(pk__in=inputs.values("model"), due_at=None).update(due_at=now)
    erased = sum(model._default_manager.filter(piece__submission=submission).delete()[0] for model in _OF_PIECES)
    return erased + inputs.delete()[0]
