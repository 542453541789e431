"""Erasing what insight holds of a submission."""

from datetime import datetime

from heard.feedback.models import Submission
from heard.insight.models import DrawnPiece, Reading, Suggestion, ThemeDecision, ToneDecision

ERASES = (Suggestion, ThemeDecision, ToneDecision, Reading, DrawnPiece)


def erase_submission(*, submission: Submission, is_kept_in_figures: bool, now: datetime) -> int:
    """Erase what methods read and suggested, and what people decided, of its pieces; return how many records."""
    return sum(model._default_manager.filter(piece__submission=submission).delete()[0] for model in ERASES)
