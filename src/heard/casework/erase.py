"""Erasing what casework holds of a submission."""

from datetime import datetime

from heard.casework.models import Case, CaseTheme, GroupMember, Note, OwnCopy, Quote, RiskState
from heard.feedback.erasers import NotYet
from heard.feedback.models import Submission

ERASES = (Case, CaseTheme, Note, GroupMember, Quote, OwnCopy)


def erase_submission(*, submission: Submission, is_kept_in_figures: bool, now: datetime) -> int:
    """Erase its cases with all that hangs on them, and its sender's own copy; return how many records.

    A sign of danger is closed by a person alone: while one stands open, it waits. Raises NotYet.
    """
    cases = Case.objects.filter(piece__submission=submission)
    if cases.filter(risk=RiskState.OPEN).exists():
        raise NotYet("A person must first finish looking whether anyone is in danger.")
    return cases.delete()[0] + OwnCopy.objects.filter(submission=submission).delete()[0]
