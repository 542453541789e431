"""Where what a person sent stands, for the person themself: by piece, by who may see it, and what was done."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from heard.accounts.queries import public_name
from heard.casework.models import Case, CaseStatus
from heard.casework.queries.own_copies import CopyTold, copy_told
from heard.design.errors import NotFound
from heard.feedback.models import Addition, Consent, Message, Piece, Recipient, Submission, Text
from heard.feedback.opened import Opened
from heard.feedback.queries.erasing import ErasureState, erasure_of
from heard.feedback.queries.messages import unread_for_person
from heard.feedback.queries.openings import openings_of


class Stage(StrEnum):
    """Where a piece stands with one organisation."""

    ARRIVED = "arrived"
    WAITING = "waiting"
    IN_HAND = "in hand"
    PASSED_ON = "passed on"
    CLOSED = "closed"
    SHUT = "shut"


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody who may see a piece, or might until that was taken back: who, since when, and where it stands there.

    `organisation` is empty for the service itself and for publication; `is_receiver` for whoever received it.
    """

    consent: int
    recipient: Recipient
    organisation: str
    is_receiver: bool
    given_at: datetime
    narrowed_at: datetime | None
    is_narrowed_by_staff: bool
    stage: Stage | None
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PieceTold:
    """One piece: its place among them, the service as it is called, who may see it, and when words were added.

    Of each addition it says whether it was read yet.
    """

    ordinal: int
    service: str
    readers: tuple[Reader, ...]
    added: tuple[tuple[datetime, bool], ...]

    @property
    def may_be_seen(self) -> bool:
        """Whether any organisation may still see it."""
        return any(each.organisation and each.narrowed_at is None for each in self.readers)


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that the person's page says of what they sent."""

    reference: str
    received_at: datetime
    withdrawn_at: datetime | None
    pieces: tuple[PieceTold, ...]
    openings: tuple[Opened, ...]
    erasure: ErasureState | None
    has_copy: bool
    own_copy: CopyTold
    messages: int = 0
    new_messages: int = 0


def whereabouts(*, submission: Submission, now: datetime) -> Told:
    """Return what the person is told of what they sent."""
    return Told(
        reference=submission.reference,
        received_at=submission.received_at,
        withdrawn_at=submission.withdrawn_at,
        pieces=pieces_told(submission=submission),
        openings=openings_of(submission=submission),
        erasure=erasure_of(submission=submission),
        has_copy=_copies(submission).exists(),
        own_copy=copy_told(submission=submission, now=now),
        messages=Message.objects.filter(submission=submission).count(),
        new_messages=unread_for_person(submission=submission),
    )


def copies_told(*, submission: Submission) -> tuple[Text, ...]:
    """Return the texts of the copy that staff read, in the order in which they were told."""
    return tuple(_copies(submission).defer("sealed").select_related("piece__service").order_by("piece__ordinal", "pk"))


def _copies(submission: Submission) -> QuerySet[Text]:
    return Text.objects.filter(submission=submission).exclude(redacted="")


def pieces_told(*, submission: Submission) -> tuple[PieceTold, ...]:
    """Return the pieces in the order in which they were told; none once they are erased."""
    pieces = list(Piece.objects.filter(submission=submission).select_related("service").order_by("ordinal"))
    consents = Consent.objects.filter(piece__in=pieces).select_related("organisation__kept_by").order_by("pk")
    cases = {(each.piece_id, each.organisation_id): each for each in Case.objects.filter(piece__in=pieces)}
    readers: dict[int, list[Reader]] = defaultdict(list)
    for consent in consents:
        case = cases.get((consent.piece_id, consent.organisation_id or 0))
        readers[consent.piece_id].append(_reader(consent, case, submission))
    added: dict[int, list[tuple[datetime, bool]]] = defaultdict(list)
    for one in Addition.objects.filter(piece__in=pieces).select_related("text").order_by("added_at", "pk"):
        added[one.piece_id].append((one.added_at, one.text is not None and one.text.redacted_at is not None))
    return tuple(_told(piece, readers[piece.pk], added[piece.pk]) for piece in pieces)


def consent_of(*, submission: Submission, consent_id: int) -> Consent:
    """Return a consent that the person gave with this submission. Raises NotFound."""
    found = Consent.objects.filter(pk=consent_id, piece__submission=submission)
    consent = found.select_related("organisation__kept_by", "piece__service", "piece__submission__organisation").first()
    if consent is None:
        raise NotFound
    return consent


def piece_of(*, submission: Submission, ordinal: int) -> Piece:
    """Return a piece of this submission by its place. Raises NotFound."""
    piece = Piece.objects.filter(submission=submission, ordinal=ordinal).select_related("service", "submission").first()
    if piece is None:
        raise NotFound
    return piece


def _told(piece: Piece, readers: Iterable[Reader], added: Iterable[tuple[datetime, bool]]) -> PieceTold:
    return PieceTold(
        ordinal=piece.ordinal,
        service=piece.service.name if piece.service else "",
        added=tuple(added),
        readers=tuple(sorted(readers, key=lambda each: (not each.is_receiver, not each.organisation, each.consent))),
    )


def _reader(consent: Consent, case: Case | None, submission: Submission) -> Reader:
    organisation = consent.organisation
    return Reader(
        consent=consent.pk,
        recipient=Recipient(consent.recipient),
        organisation=public_name(organisation=organisation) if organisation else "",
        is_receiver=consent.organisation_id == submission.organisation_id,
        given_at=consent.given_at,
        narrowed_at=consent.narrowed_at,
        is_narrowed_by_staff=consent.narrowed_by_id is not None,
        stage=_stage(consent, case) if organisation else None,
        closed_at=case.closed_at if case else None,
    )


def _stage(consent: Consent, case: Case | None) -> Stage:
    if consent.narrowed_at is not None:
        return Stage.SHUT
    if case is None or case.read_at is None:
        return Stage.ARRIVED
    if case.status == CaseStatus.NEW:
        return Stage.IN_HAND if case.assigned_to_id else Stage.WAITING
    return {
        CaseStatus.IN_PROGRESS: Stage.IN_HAND,
        CaseStatus.REFERRED: Stage.PASSED_ON,
        CaseStatus.CLOSED: Stage.CLOSED,
    }[CaseStatus(case.status)]
