"""Requests for rights: logged with their day, answered within the law's month, each step written down."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.feedback.actions.erasing import request_erasure
from heard.feedback.models import ErasureHow, PrivacyParticulars, Right, RightsOutcome, RightsRequest, Submission
from heard.feedback.rights import last_day, last_day_extended


class AlreadyAnswered(Exception):
    """The request was closed before."""


class WhoIsNotSure(Exception):
    """Nobody has made sure yet that the person is who sent it."""


class StillHeld(Exception):
    """It was answered before that it waits for a legal hold, and the hold stands."""


class NothingFound(Exception):
    """The request names no submission."""


@dataclass(frozen=True, kw_only=True)
class RequestIn:
    """A request as it came. `asked` is a line in the words of staff, without names or contact details."""

    organisation: Organisation
    right: str
    received_on: date
    submission: Submission | None = None
    asked: str = ""


@transaction.atomic
def log_request(*, request: RequestIn, by: User, now: datetime) -> RightsRequest:
    """Log a request; the clock runs from the day on which it came."""
    logged = RightsRequest.objects.create(
        organisation=request.organisation,
        right=request.right,
        submission=request.submission,
        received_on=request.received_on,
        due_on=last_day(received_on=request.received_on),
        asked=request.asked,
        logged_at=now,
        logged_by=by,
    )
    _note("feedback.rights.logged", logged, by=by, now=now)
    return logged


@transaction.atomic
def check_identity(
    *, request: RightsRequest, submission: Submission, how: str, by: User, now: datetime
) -> RightsRequest:
    """Write down whose submission it is and how staff made sure of it. Raises AlreadyAnswered."""
    held = _open(request)
    held.submission, held.identity = submission, how
    held.identity_checked_at, held.identity_checked_by = now, by
    held.save(update_fields=["submission", "identity", "identity_checked_at", "identity_checked_by"])
    _note("feedback.rights.identity_checked", held, by=by, now=now)
    return held


@transaction.atomic
def extend_request(*, request: RightsRequest, because: str, by: User, now: datetime) -> RightsRequest:
    """Give a request two more months, for a reason that the person is told. Raises AlreadyAnswered."""
    held = _open(request)
    held.due_on = last_day_extended(received_on=held.received_on)
    held.extended_because = because
    held.save(update_fields=["due_on", "extended_because"])
    _note("feedback.rights.extended", held, by=by, now=now)
    return held


@transaction.atomic
def note_copy(*, request: RightsRequest, by: User, now: datetime) -> Submission:
    """Write down that a copy is made, and return of what. Raises AlreadyAnswered, WhoIsNotSure and NothingFound."""
    held = _open(request)
    submission = _sure(held)
    held.copy_made_at = now
    held.save(update_fields=["copy_made_at"])
    _note("feedback.rights.copied", held, by=by, now=now)
    return submission


@transaction.atomic
def answer_request(*, request: RightsRequest, outcome: str, note: str, by: User, now: datetime) -> RightsRequest:
    """Close a request; what was asked for and is done by Heard is done with it.

    Done as asked, an erasure begins and an objection takes effect. Under a legal hold the erasure waits, and the
    request stays open with it: it is due again once the hold is lifted. Raises AlreadyAnswered and, where something is
    to be done, WhoIsNotSure, NothingFound and StillHeld.
    """
    held = _open(request)
    if outcome == RightsOutcome.DONE and held.right in {Right.ERASURE, Right.OBJECTION}:
        submission = _sure(held)
        if held.right == Right.ERASURE:
            request_erasure(submission=submission, how=ErasureHow.CONTACT, now=now, by=by)
            if RightsRequest.objects.filter(pk=held.pk).waiting_for_a_hold().exists():
                return _wait(held, note=note, by=by, now=now)
        else:
            leave_out_of_figures(submission=submission, by=by, now=now)
    held.outcome, held.outcome_note, held.closed_at, held.closed_by = outcome, note, now, by
    held.save(update_fields=["outcome", "outcome_note", "closed_at", "closed_by"])
    _note("feedback.rights.closed", held, by=by, now=now)
    return held


@transaction.atomic
def leave_out_of_figures(*, submission: Submission, by: User | None, now: datetime) -> None:
    """Count a submission in no figure from now on; staff go on reading it."""
    if Submission.objects.filter(pk=submission.pk, objected_at=None).update(objected_at=now, weighed_at=now):
        record(
            code="feedback.submission.uncounted",
            subject=submission,
            by=by,
            now=now,
            organisation=submission.organisation,
        )


@dataclass(frozen=True, kw_only=True)
class ParticularsIn:
    """What an organisation tells people of itself; `joint_with` names the others where they decide together."""

    controller: str
    joint_with: str
    lawful_basis: str
    special_condition: str
    officer: str
    registration: str


@transaction.atomic
def change_particulars(*, organisation: Organisation, told: ParticularsIn, by: User, now: datetime) -> None:
    """Change what people are told about data protection on the organisation's forms."""
    PrivacyParticulars.objects.update_or_create(
        organisation=organisation, defaults={**vars(told), "changed_at": now, "changed_by": by}
    )
    record(code="feedback.particulars.changed", subject=organisation, by=by, now=now, organisation=organisation)


def _open(request: RightsRequest) -> RightsRequest:
    held = RightsRequest.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=request.pk)
    if held.closed_at is not None:
        raise AlreadyAnswered
    return held


def _wait(request: RightsRequest, *, note: str, by: User, now: datetime) -> RightsRequest:
    if request.held_at is not None:
        raise StillHeld
    request.held_at, request.outcome_note = now, note
    request.save(update_fields=["held_at", "outcome_note"])
    _note("feedback.rights.held", request, by=by, now=now)
    return request


def _sure(request: RightsRequest) -> Submission:
    if not request.identity:
        raise WhoIsNotSure
    if request.submission is None:
        raise NothingFound
    return request.submission


def _note(code: str, request: RightsRequest, *, by: User, now: datetime) -> None:
    record(code=code, subject=request, by=by, now=now, organisation=request.organisation, right=str(request.right))
