"""What casework finds to do: each a seek in an index that holds only what waits."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from heard.casework.models import Case, RiskState
from heard.feedback.models import Channel, Piece, PieceLease, Stage, Submission
from heard.insight.models import Suggestion

TRIES_BEFORE_STAFF_ARE_TOLD = 3


def declared_at_risk(*, limit: int) -> list[int]:
    """Return pieces without a case in which the person says that someone is at risk, read or not, oldest first."""
    return _first(_unrouted(Q(risk_declared=True)), limit) or _first(_unrouted(Q(channel=Channel.URGENT)), limit)


def read_without_case(*, limit: int) -> list[int]:
    """Return pieces that were read and have no case."""
    return _first(Piece.objects.filter(routed_at=None, read_at__isnull=False), limit)


def failing_without_case(*, limit: int) -> list[int]:
    """Return pieces without a case that could not be read at three tries: staff see them all the same."""
    return _first(Piece.objects.filter(routed_at=None, pk__in=_failing().values("piece")), limit)


def read_since(*, limit: int) -> list[int]:
    """Return cases that opened before their piece was read, which it is by now."""
    return _first(Case.objects.filter(read_at=None, piece__read_at__isnull=False), limit)


def failing_cases(*, limit: int) -> list[int]:
    """Return cases whose piece cannot be read and that do not yet say so."""
    return _first(
        Case.objects.filter(read_at=None, could_not_be_read=False, piece__in=_failing().values("piece")), limit
    )


def risk_found_since(*, limit: int) -> list[int]:
    """Return cases without risk on whose piece a later reading than theirs found a sign of harm."""
    signs = Suggestion.objects.standing().of_risk()
    later = Exists(signs.filter(piece=OuterRef("piece"), suggested_at__gt=OuterRef("read_at")))
    return _first(
        Case.objects.filter(later, risk=RiskState.NONE, read_at__isnull=False, piece__in=signs.values("piece")), limit
    )


def failure_of(*, piece: Piece, now: datetime) -> PieceLease | None:
    """Return why a piece could not be read, and when it is tried next; None where it was, or waits its turn."""
    return _failing().filter(piece=piece).exclude(leased_until__gt=now).first()


def _unrouted(which: Q) -> QuerySet[Piece]:
    sent = Submission.objects.visible().filter(which)
    return Piece.objects.filter(routed_at=None, submission__in=sent.values("pk"))


def _failing() -> QuerySet[PieceLease]:
    return PieceLease.objects.filter(stage=Stage.READING, attempts__gte=TRIES_BEFORE_STAFF_ARE_TOLD)


def _first(found: QuerySet[Piece] | QuerySet[Case], limit: int) -> list[int]:
    return list(found.order_by("pk").values_list("pk", flat=True)[:limit])
