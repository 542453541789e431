"""Erasing what casework holds of a submission."""

from datetime import datetime

from heard.casework.models import Case, CaseTheme, GroupMember, Note, RiskState
from heard.feedback.erasers import NotYet
from heard.feedback.models import Submission

ERASES = (Case, CaseTheme, Note, GroupMember)


def erase_submission(*, submission: Submission, is_kept_in_figures: bool, now: datetime) -> int:
    """Erase the cases of its pieces with their notes, themes and places in groups; return how many records.

    A sign of danger is closed by a person alone: while one stands open, it waits. Raises NotYet.
    """
    cases = Case.objects.filter(piece__submission=submission)
    if cases.filter(risk=RiskState.OPEN).exists():
        raise NotYet("A person must first finish looking whether anyone is in danger.")
    return cases.delete()[0]
