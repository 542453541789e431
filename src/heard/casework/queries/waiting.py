"""What casework finds to do: each a seek in an index that holds only what waits."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from heard.casework.models import Case, GroupSearch
from heard.feedback.models import Channel, Message, Piece, PieceLease, Stage

TRIES_BEFORE_STAFF_ARE_TOLD = 3


def declared_at_risk(*, limit: int) -> list[int]:
    """Return pieces not yet read and without a case in which the person says that someone is at risk, oldest first.

    Only what is sent here can say so; walks the unread pieces alone.
    """
    declared = Q(submission__risk_declared=True) | Q(submission__channel=Channel.URGENT)
    return _first(Piece.objects.filter(declared, routed_at=None, read_at=None, batch=None), limit)


def read_since(*, limit: int) -> list[int]:
    """Return pieces that were read since they were last given their cases, or were never given any.

    What people send here comes before what an import brought, however much of that waits.
    """
    waiting = Piece.objects.filter(routed_at=None, read_at__isnull=False)
    in_turn = waiting.order_by(F("batch").asc(nulls_first=True), "pk")
    return list(in_turn.values_list("pk", flat=True)[:limit])


def failing_without_case(*, limit: int) -> list[int]:
    """Return pieces without a case that could not be read at three tries: staff see them all the same."""
    return _first(Piece.objects.filter(routed_at=None, pk__in=_failing().values("piece")), limit)


def failing_cases(*, limit: int) -> list[int]:
    """Return cases whose piece cannot be read and that do not yet say so."""
    return _first(
        Case.objects.filter(read_at=None, could_not_be_read=False, piece__in=_failing().values("piece")), limit
    )


def messages_for_cases(*, limit: int) -> list[UUID]:
    """Return messages from people that are on no case yet and have one to be on, oldest first."""
    there = Case.objects.filter(piece__submission=OuterRef("submission"), organisation=OuterRef("organisation"))
    has_one = Exists(there.filter(piece=OuterRef("piece"))) | (Q(piece=None) & Exists(there))
    waiting = Message.objects.to_be_routed().filter(has_one)
    return list(waiting.order_by("redacted_at").values_list("pk", flat=True)[:limit])


def failure_of(*, piece: Piece, now: datetime) -> PieceLease | None:
    """Return why a piece could not be read, and when it is tried next; None where it was, or waits its turn."""
    return _failing().filter(piece=piece).exclude(leased_until__gt=now).first()


def _failing() -> QuerySet[PieceLease]:
    return PieceLease.objects.filter(stage=Stage.READING, attempts__gte=TRIES_BEFORE_STAFF_ARE_TOLD)


def _first(found: QuerySet[Piece] | QuerySet[Case], limit: int) -> list[int]:
    return list(found.order_by("pk").values_list("pk", flat=True)[:limit])


def group_searches(*, limit: int) -> list[int]:
    """Return the searches for groups that wait for the worker, the oldest first."""
    return list(GroupSearch.objects.filter(done_at=None).order_by("asked_at").values_list("pk", flat=True)[:limit])
