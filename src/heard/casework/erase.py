"""Erasing what casework holds of a submission."""

from datetime import datetime

from django.db.models import QuerySet

from evidence.text.groups import FEWEST_PEOPLE
from heard.casework.models import Case, CaseTheme, GroupMember, Note, OwnCopy, PieceGroup, Quote, RiskState
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
    _forget_words(cases)
    return cases.delete()[0] + OwnCopy.objects.filter(submission=submission).delete()[0]


def _forget_words(cases: QuerySet[Case]) -> None:
    """Take one person from each telling word of the groups that hold the cases; what too few are left for goes.

    Which words were this person's is not written down, so each may have been: what stays is said by as many at least.
    """
    held = PieceGroup.objects.select_for_update(of=("self",)).filter(
        pk__in=GroupMember.objects.filter(case__in=cases).values("group")
    )
    for group in held.order_by("pk"):
        group.words = [[said, people - 1] for said, people in group.words if people > FEWEST_PEOPLE]
        group.save(update_fields=["words"])
