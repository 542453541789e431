"""Claiming pieces by lease: what one worker holds no other works on, and what a killed worker held is found again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q

from heard.feedback.models import PieceLease, PieceQuerySet, Stage

LEASE = timedelta(seconds=45)
"""Longer than reading a batch takes; short enough that a risk which a killed worker held is seen within a minute."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The pieces that a holder took at one moment; holder and `until` together prove that it still holds them."""

    stage: Stage
    holder: str
    until: datetime
    piece_ids: tuple[int, ...]
    attempts: int = 1


def claim_fresh(*, pieces: PieceQuerySet, stage: Stage, holder: str, limit: int, now: datetime) -> Claim:
    """Take up to `limit` of the pieces that nobody has taken at this stage, in the order of `pieces`.

    Looks before it locks, so that a worker with nothing to do never stands in a writer's way on SQLite; on PostgreSQL
    workers step over what another is just taking. The unique lease decides where two meet.
    """
    untaken = pieces.filter(~Exists(PieceLease.objects.filter(piece=OuterRef("pk"), stage=stage)))
    seen = list(untaken.values_list("pk", flat=True)[:limit])
    claim = Claim(stage=stage, holder=holder, until=now + LEASE, piece_ids=())
    if not seen:
        return claim
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            locked = untaken.select_for_update(skip_locked=True, of=("self",))
            seen = [piece.pk for piece in locked.only("pk")[:limit]]
        else:
            seen = list(untaken.filter(pk__in=seen).values_list("pk", flat=True))
        PieceLease.objects.bulk_create(
            [PieceLease(piece_id=pk, stage=stage, holder=holder, leased_until=claim.until, attempts=1) for pk in seen],
            ignore_conflicts=True,
        )
        won = _held(claim, seen)
    return Claim(stage=stage, holder=holder, until=claim.until, piece_ids=tuple(pk for pk in seen if pk in won))


def claim_again(*, stage: Stage, holder: str, now: datetime) -> Claim | None:
    """Take one piece whose lease ran out or whose next try is due; None where there is none.

    One at a time, so that a piece which kills its worker takes no other with it.
    """
    due = Q(leased_until__lte=now) & (Q(next_try_at=None) | Q(next_try_at__lte=now))
    for lease in PieceLease.objects.filter(due, stage=stage).order_by("attempts", "leased_until", "pk")[:20]:
        until = now + LEASE
        won = PieceLease.objects.filter(
            pk=lease.pk, holder=lease.holder, leased_until=lease.leased_until, attempts=lease.attempts
        ).update(holder=holder, leased_until=until, attempts=F("attempts") + 1, next_try_at=None)
        if won:
            return Claim(
                stage=stage, holder=holder, until=until, piece_ids=(lease.piece_id,), attempts=lease.attempts + 1
            )
    return None


def hold(*, claim: Claim) -> set[int]:
    """Return which pieces of the claim are still its holder's, locked until the transaction ends."""
    return _held(claim, claim.piece_ids)


def release(*, claim: Claim, piece_ids: Collection[int]) -> None:
    """Let go of pieces whose work is done, in the transaction that did it."""
    PieceLease.objects.filter(
        stage=claim.stage, holder=claim.holder, leased_until=claim.until, piece_id__in=piece_ids
    ).delete()


def set_aside(*, claim: Claim, piece_id: int, why: str, now: datetime) -> bool:
    """Note why a piece could not be worked on, and when to try again; False where it is no longer the holder's.

    The wait doubles with each attempt, up to six hours. The piece stays listed until a try succeeds.
    """
    wait = min(FIRST_WAIT * 2 ** min(claim.attempts - 1, 12), LONGEST_WAIT)
    return bool(
        PieceLease.objects.filter(
            stage=claim.stage, holder=claim.holder, leased_until=claim.until, piece_id=piece_id
        ).update(failure=why[:120], leased_until=now, next_try_at=now + wait)
    )


def let_go(*, claim: Claim) -> None:
    """Give back all that the claim still holds: a first try as if it had never been taken, a later one due at once."""
    if claim.attempts == 1:
        release(claim=claim, piece_ids=claim.piece_ids)
        return
    PieceLease.objects.filter(
        stage=claim.stage, holder=claim.holder, leased_until=claim.until, piece_id__in=claim.piece_ids
    ).update(leased_until=claim.until - LEASE)


def _held(claim: Claim, piece_ids: Collection[int]) -> set[int]:
    return set(
        PieceLease.objects.select_for_update()
        .filter(stage=claim.stage, holder=claim.holder, leased_until=claim.until, piece_id__in=piece_ids)
        .values_list("piece_id", flat=True)
    )
