"""Risk on a case: anyone who works on it may raise it, only a person closes it, and both say why."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.casework.actions.revising import take_turn
from heard.casework.models import Case, CaseStatus, Note, NoteKind, RiskState


class RiskNotOpen(Exception):
    """There is no open risk on the case to close."""


@transaction.atomic
def raise_risk(*, case: Case, reason: str, by: User, revision: int, now: datetime) -> Case:
    """Put a sign of harm on the case that neither the person nor a method named; a closed case opens again.

    Raises CaseChanged.
    """
    case = take_turn(case=case, revision=revision)
    case.risk, case.risk_reason = RiskState.OPEN, ""
    if case.status == CaseStatus.CLOSED:
        case.status, case.closed_at = CaseStatus.IN_PROGRESS, None
    case.save(update_fields=["risk", "risk_reason", "status", "closed_at", "revision"])
    Note.objects.create(case=case, written_by=by, written_at=now, kind=NoteKind.RISK_RAISED, text=reason)
    record(code="casework.risk.raised", subject=case, by=by, now=now, organisation=case.organisation)
    return case


@transaction.atomic
def close_risk(*, case: Case, reason: str, by: User, revision: int, now: datetime) -> Case:
    """Close the risk on a case with the reason in the person's own words. Raises RiskNotOpen and CaseChanged."""
    case = take_turn(case=case, revision=revision)
    if case.risk != RiskState.OPEN:
        raise RiskNotOpen
    case.risk, case.risk_reason = RiskState.CLOSED, reason
    case.save(update_fields=["risk", "risk_reason", "revision"])
    Note.objects.create(case=case, written_by=by, written_at=now, kind=NoteKind.RISK_CLOSED, text=reason)
    record(code="casework.risk.closed", subject=case, by=by, now=now, organisation=case.organisation)
    return case
