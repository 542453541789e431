"""Lets the made-up people speak, and the made-up staff do some of their work, through the actions that anyone uses."""

from collections.abc import Iterable
from datetime import datetime

from evidence.worlds import NETWORK, REGULATOR
from evidence.worlds import Handling as HandlingIn
from evidence.worlds import Piece as MadeUpPiece
from evidence.worlds import Submission as MadeUpSubmission
from heard.accounts.models import User
from heard.campaigns.questions.templates.shared import NOTICE_VERSION
from heard.casework import actions as casework
from heard.casework.models import Case, CaseStatus, RiskState
from heard.config.demo.stage import Stage, aware
from heard.feedback.actions import (
    ConsentIn,
    PieceIn,
    SubmissionIn,
    TextIn,
    receive_submission,
    record_equality_answers,
)
from heard.feedback.actions.leasing import claim_fresh
from heard.feedback.models import Recipient, Submission, TextField, Tone
from heard.feedback.models import Stage as WorkStage
from heard.insight import actions as insight
from heard.insight.actions.reading import READER, READER_VERSION
from heard.insight.models import Theme
from heard.insight.queries import current_themes, unread

_OTHER = {REGULATOR: NETWORK, NETWORK: REGULATOR}
_DESKS = {
    REGULATOR: ("caseworker@good-care.example.org", "second.caseworker@good-care.example.org"),
    NETWORK: ("caseworker@speak-up.example.org",),
}
_MOST_AT_ONCE = 500


def receive(*, stage: Stage, submission: MadeUpSubmission) -> Submission:
    """Receive what one made-up person sent, at the moment when they sent it."""
    now = aware(submission.received_at)
    received = receive_submission(submission=_as_sent(stage, submission), now=now)
    if submission.equality:
        record_equality_answers(submission=received.submission, answers=dict(submission.equality), now=now)
    return received.submission


def read_and_open(*, now: datetime) -> int:
    """Read what has arrived and open its cases, as the worker would have at that moment; return how many pieces."""
    done = 0
    for pieces in unread(method=READER, version=READER_VERSION):
        claim = claim_fresh(pieces=pieces, stage=WorkStage.READING, holder="demo", limit=_MOST_AT_ONCE, now=now)
        if claim.piece_ids:
            done += insight.read_claim(claim=claim, piece_ids=claim.piece_ids, now=now)
            casework.open_cases(piece_ids=claim.piece_ids, now=now)
    return done


class Desk:
    """The staff of both organisations, at work on their cases."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._themes: dict[str, Theme] = {theme.code: theme for theme in current_themes()}

    def work(self, *, form: str, received: Submission, handlings: Iterable[HandlingIn]) -> None:
        """Do what the world says was done with the pieces of a submission."""
        cases = {
            case.piece.ordinal: case
            for case in Case.objects.filter(
                piece__submission=received, organisation=self._stage.organisations[form]
            ).select_related("piece", "organisation")
        }
        for handling in handlings:
            desk = _DESKS[form][received.pk.int % len(_DESKS[form])]
            self._handle(cases[handling.ordinal], handling, by=self._stage.staff[desk])

    def _handle(self, case: Case, handling: HandlingIn, *, by: User) -> None:
        now = max(aware(handling.assigned_at), case.opened_at)
        case = casework.assign_case(case=case, to=by, by=by, revision=case.revision, now=now)
        if handling.noted:
            casework.add_note(case=case, text=handling.noted, by=by, now=now)
        if handling.decided_at is None:
            casework.set_status(case=case, status=CaseStatus.IN_PROGRESS, by=by, revision=case.revision, now=now)
            return
        now = max(aware(handling.decided_at), now)
        present = [self._themes[code].pk for code in handling.themes if code in self._themes]
        case = casework.decide_case_themes(case=case, present=present, by=by, revision=case.revision, now=now)
        case = casework.decide_case_tone(case=case, tone=Tone(handling.tone), by=by, revision=case.revision, now=now)
        status = CaseStatus(handling.status)
        if status == CaseStatus.CLOSED and case.risk == RiskState.OPEN:
            status = CaseStatus.IN_PROGRESS
        casework.set_status(
            case=case,
            status=status,
            referred_to="The safeguarding team of the council" if status == CaseStatus.REFERRED else "",
            by=by,
            revision=case.revision,
            now=max(aware(handling.closed_at), now) if handling.closed_at else now,
        )


def _as_sent(stage: Stage, submission: MadeUpSubmission) -> SubmissionIn:
    return SubmissionIn(
        organisation=stage.organisations[submission.form],
        campaign=stage.campaign,
        form=stage.forms[submission.form],
        question_set=stage.question_sets[submission.form],
        placement=stage.placements.get(submission.placement),
        office=stage.office_of_area[submission.area] if submission.form == NETWORK else None,
        channel=submission.channel,
        about=submission.about,
        is_under_16=submission.is_under_16,
        risk_declared=submission.risk_declared,
        area=stage.areas[submission.area],
        notice_version=NOTICE_VERSION,
        may_contact=submission.may_contact,
        contact=dict(submission.contact),
        pieces=tuple(_piece(stage, submission, piece) for piece in submission.pieces),
        started_at=aware(submission.started_at) if submission.started_at else None,
    )


def _piece(stage: Stage, submission: MadeUpSubmission, piece: MadeUpPiece) -> PieceIn:
    other = stage.organisations[_OTHER[submission.form]]
    consents = {
        "OTHER": ConsentIn(recipient=Recipient.ORGANISATION, organisation=other),
        "PROVIDER": ConsentIn(recipient=Recipient.PROVIDER),
        "PUBLICATION": ConsentIn(recipient=Recipient.PUBLICATION),
    }
    texts = (
        TextIn(field=TextField.WORDS, slug="words", words=piece.comment.text),
        TextIn(field=TextField.WANTED, slug="wanted", words=piece.wanted),
        TextIn(field=TextField.WHERE, slug="where", words=piece.where if submission.form == REGULATOR else ""),
    )
    return PieceIn(
        service=stage.services.get(piece.service),
        tone=piece.tone,
        happened_on=piece.happened_on,
        happened_precision=piece.happened_precision,
        told_service=piece.told_service,
        texts=tuple(text for text in texts if text.words),
        consents=tuple(consents[name] for name in piece.recipients),
    )
