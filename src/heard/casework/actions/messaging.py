"""Messages on a case: what a person wrote calls for a reader, and a caseworker writes back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.casework.models import Case, CaseStatus, RiskState
from heard.feedback.actions import messaging
from heard.feedback.models import Message


@transaction.atomic
def write_from_case(*, case: Case, words: str, mark: str, by: User, now: datetime) -> Message:
    """Write to the person from a case, about its piece; what they had written counts as read.

    Raises feedback's NoWayToReply, TakenBack, NotForThem and CannotRedact.
    """
    message = messaging.MessageIn(
        submission=case.piece.submission, organisation=case.organisation, piece=case.piece, words=words, mark=mark
    )
    written = messaging.write_to_person(message=message, by=by, now=now)
    mark_case_read(case=case, by=by, now=now)
    return written


@transaction.atomic
def mark_case_read(*, case: Case, by: User, now: datetime) -> None:
    """Note that the organisation has read what the person wrote, on each of its cases of what they sent."""
    sent, organisation = case.piece.submission, case.organisation
    messaging.mark_read_by_staff(submission=sent, organisation=organisation, by=by, now=now)
    Case.objects.filter(piece__submission=sent, organisation=organisation).update(news_since=None)


@transaction.atomic
def take_in_message(*, message_id: UUID, now: datetime) -> int:
    """Put a message of the person's on the cases it is for, and return 1; 0 where another worker has done so.

    A closed case is open again. A sign of harm in the message opens the risk, also where a person closed one before:
    what they closed was another.
    """
    waiting = Message.objects.select_for_update(
        of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked
    )
    message = waiting.to_be_routed().filter(pk=message_id).first()
    if message is None:
        return 0
    cases = Case.objects.select_for_update(of=("self",)).select_related("organisation").order_by("pk")
    cases = cases.filter(piece__submission=message.submission_id, organisation=message.organisation_id)
    _raise(list(cases.filter(piece=message.piece_id) if message.piece_id else cases), message, now)
    message.routed_at = now
    message.save(update_fields=["routed_at"])
    return 1


def _raise(cases: Sequence[Case], message: Message, now: datetime) -> None:
    for case in cases:
        was_closed, had_risk = case.status == CaseStatus.CLOSED, case.risk == RiskState.OPEN
        case.news_since = case.news_since or now
        if was_closed:
            case.status, case.closed_at = CaseStatus.IN_PROGRESS, None
        if message.is_risk:
            case.risk = RiskState.OPEN
        if was_closed or (message.is_risk and not had_risk):
            case.revision += 1
        case.save(update_fields=["news_since", "status", "closed_at", "risk", "revision"])
        if was_closed:
            _record("casework.case.heard_again", case, now)
        if message.is_risk and not had_risk:
            _record("casework.risk.opened", case, now)


def _record(code: str, case: Case, now: datetime) -> None:
    record(code=code, subject=case, by=None, now=now, organisation=case.organisation)
