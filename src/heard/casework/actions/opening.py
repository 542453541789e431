"""Opening cases: each organisation that a person let see a piece gets its own, and what is read later is taken in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.casework.actions.standing import show_standing
from heard.casework.models import Case, CaseStatus, RiskState
from heard.feedback.models import Addition, Channel, Consent, Piece, Recipient, Submission
from heard.insight.queries import Suggested, suggested


@transaction.atomic
def open_cases(*, piece_ids: Collection[int], now: datetime) -> int:
    """Open a case on each piece for every organisation with a standing consent, and return how many pieces were routed.

    A piece that is read already brings its themes, tone and risk; one that is not waits as not yet read. A case that is
    there takes in what was read since, by the same method or by its next version. Doing it twice opens nothing twice.
    """
    pieces = list(
        Piece.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=piece_ids, routed_at=None)
        .select_related("submission")
        .order_by("pk")
    )
    proposed = suggested(piece_ids=[piece.pk for piece in pieces])
    by_id = {piece.pk: piece for piece in pieces}
    consents = Consent.objects.filter(
        piece__in=by_id, recipient=Recipient.ORGANISATION, organisation__isnull=False, narrowed_at=None
    ).order_by("pk")
    held = list(
        Case.objects.select_for_update(of=("self",))
        .filter(piece__in=by_id)
        .select_related("piece", "organisation")
        .order_by("pk")
    )
    Case.objects.bulk_create(
        [_case(by_id[piece_id], organisation_id, proposed, now) for piece_id, organisation_id in _pairs(consents)],
        ignore_conflicts=True,
    )
    there = Case.objects.filter(piece__in=by_id).select_related("piece", "organisation")
    opened = list(there.exclude(pk__in=[case.pk for case in held]))
    _take_in([case for case in held if case.piece.read_at is not None], proposed, now)
    show_standing(cases=[case for case in (*held, *opened) if case.read_at is not None])
    _record_risks(opened, now)
    Piece.objects.filter(pk__in=by_id).update(routed_at=now)
    return len(pieces)


@transaction.atomic
def mark_unreadable(*, case_ids: Collection[int]) -> int:
    """Mark cases whose piece keeps failing to be read, so that staff see that it could not be."""
    return Case.objects.filter(pk__in=case_ids, read_at=None, could_not_be_read=False).update(could_not_be_read=True)


def _pairs(consents: Iterable[Consent]) -> Iterable[tuple[int, int]]:
    return [(consent.piece_id, consent.organisation_id) for consent in consents if consent.organisation_id is not None]


def _case(piece: Piece, organisation_id: int, proposed: Mapping[int, Suggested], now: datetime) -> Case:
    sent = piece.submission
    is_at_risk = _is_declared(sent) or proposed.get(piece.pk, Suggested()).has_risk
    return Case(
        piece=piece,
        organisation_id=organisation_id,
        campaign_id=sent.campaign_id,
        form_id=sent.form_id,
        placement_id=sent.placement_id,
        channel=sent.channel,
        tone=piece.tone,
        is_imported=sent.batch_id is not None,
        is_test=sent.is_test,
        risk=RiskState.OPEN if is_at_risk else RiskState.NONE,
        other_language=piece.other_language,
        received_at=piece.received_at,
        opened_at=now,
        read_at=piece.read_at,
    )


def _is_declared(submission: Submission) -> bool:
    return submission.risk_declared or submission.channel == Channel.URGENT


def _take_in(cases: Sequence[Case], proposed: Mapping[int, Suggested], now: datetime) -> None:
    """Mark the cases as holding their piece's last reading, whose risk opens unless a person has closed one there."""
    _call_back(_added_to(cases), now)
    for case in cases:
        case.read_at, case.could_not_be_read = case.piece.read_at, False
        case.other_language = case.piece.other_language
    Case.objects.bulk_update(cases, ["read_at", "could_not_be_read", "other_language"])
    _open_risk(
        [case for case in cases if case.risk == RiskState.NONE and proposed.get(case.piece_id, Suggested()).has_risk],
        now,
    )


def _added_to(cases: Sequence[Case]) -> list[Case]:
    """Return the cases to whose piece the person has added words since the reading that they hold."""
    since: dict[int, datetime] = {}
    additions = Addition.objects.filter(piece__in=[case.piece_id for case in cases], taken_in_at__isnull=False)
    for added in additions.order_by("taken_in_at").only("piece", "taken_in_at"):
        if added.taken_in_at is not None:
            since[added.piece_id] = added.taken_in_at
    return [case for case in cases if case.read_at and case.piece_id in since and since[case.piece_id] >= case.read_at]


def _call_back(cases: Iterable[Case], now: datetime) -> None:
    """Call staff back to cases whose person has added words; a closed one is open again."""
    for case in cases:
        was_closed = case.status == CaseStatus.CLOSED
        case.news_since = case.news_since or now
        if was_closed:
            case.status, case.closed_at = CaseStatus.IN_PROGRESS, None
            case.revision += 1
            record(code="casework.case.heard_again", subject=case, by=None, now=now, organisation=case.organisation)
        case.save(update_fields=["news_since", "revision", "status", "closed_at"])


def _open_risk(cases: list[Case], now: datetime) -> None:
    for case in cases:
        case.risk = RiskState.OPEN
        case.revision += 1
        if case.status == CaseStatus.CLOSED:
            case.status, case.closed_at = CaseStatus.NEW, None
    Case.objects.bulk_update(cases, ["risk", "revision", "status", "closed_at"])
    _record_risks(cases, now)


def _record_risks(cases: Iterable[Case], now: datetime) -> None:
    for case in cases:
        if case.risk == RiskState.OPEN:
            record(code="casework.risk.opened", subject=case, by=None, now=now, organisation=case.organisation)
