"""The day's work on a case: whose it is, where it stands, what staff note."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.casework.actions.revising import take_turn
from heard.casework.models import Case, CaseStatus, Note, NoteKind, RiskState
from heard.casework.queries.access import caseworkers_of
from heard.feedback.actions.news import note_news


class NotAColleague(Exception):
    """A case can only be given to a caseworker of its own organisation."""


class RiskStillOpen(Exception):
    """A case with an open risk cannot be closed: a person closes the risk first, with a reason."""


@transaction.atomic
def assign_case(*, case: Case, to: User | None, by: User, revision: int, now: datetime) -> Case:
    """Give the case to a caseworker of its organisation, or to nobody. Raises NotAColleague and CaseChanged."""
    if to is not None and not caseworkers_of(organisation=case.organisation).filter(pk=to.pk).exists():
        raise NotAColleague
    case = take_turn(case=case, revision=revision)
    case.assigned_to = to
    case.save(update_fields=["assigned_to", "revision"])
    record(
        code="casework.case.assigned" if to else "casework.case.unassigned",
        subject=case,
        by=by,
        now=now,
        organisation=case.organisation,
        person=to.pk if to else None,
    )
    return case


@transaction.atomic
def set_status(
    *, case: Case, status: CaseStatus, referred_to: str = "", by: User, revision: int, now: datetime
) -> Case:
    """Say where the case stands; `referred_to` names the body that it went to, when it was referred.

    Raises RiskStillOpen where a case with an open risk would be closed, and CaseChanged.
    """
    case = take_turn(case=case, revision=revision)
    if status == CaseStatus.CLOSED and case.risk == RiskState.OPEN:
        raise RiskStillOpen
    case.status = status
    case.closed_at = now if status == CaseStatus.CLOSED else None
    if status == CaseStatus.REFERRED:
        case.referred_to = referred_to
        Note.objects.create(case=case, written_by=by, written_at=now, kind=NoteKind.REFERRED, text=referred_to)
    case.save(update_fields=["status", "closed_at", "referred_to", "revision"])
    note_news(submission_id=case.piece.submission_id, now=now)
    record(
        code="casework.case.status_set",
        subject=case,
        by=by,
        now=now,
        organisation=case.organisation,
        status=str(status),
    )
    return case


@transaction.atomic
def add_note(*, case: Case, text: str, by: User, now: datetime) -> Note:
    """Keep what a member of staff wrote. A note never meets another's change, so it is never refused."""
    note = Note.objects.create(case=case, written_by=by, written_at=now, text=text)
    record(code="casework.case.noted", subject=case, by=by, now=now, organisation=case.organisation)
    return note
