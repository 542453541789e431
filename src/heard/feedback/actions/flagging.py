"""Flags: what looks unusual about how a form came is written beside it, for people to weigh; it is received anyway."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.feedback import proof_of_work
from heard.feedback.models import Flag, FlagKind, Submission

PURPOSE = "send-form"
SHORTEST = timedelta(seconds=20)
"""Nobody has read a whole form and answered it in less."""
MANY = 10
"""More than so many from one network within half an hour are worth a look; a ward or a library may be that."""


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What was seen as a form was sent: the answer to its proof of work, what stood in the field that nobody sees, and
    how many came from the same network of late."""

    proof: str = ""
    trap: str = ""
    from_network: int = 0


class NoSuchFlag(Exception):
    """The flag is not there, or was dismissed before."""


@transaction.atomic
def raise_flags(*, submission: Submission, signs: Signs, subject: str, now: datetime) -> list[Flag]:
    """Write down what looks unusual about a form that was just sent; `subject` is what its proof of work was for."""
    took = now - submission.started_at if submission.started_at else None
    proof = proof_of_work.take(answer=signs.proof, purpose=PURPOSE, subject=subject, now=now)
    seen: dict[FlagKind, int | None] = {}
    if proof is not proof_of_work.Proof.PROVEN:
        seen[FlagKind.UNPROVEN] = None
    if signs.trap.strip():
        seen[FlagKind.TRAP] = None
    if took is not None and took < SHORTEST:
        seen[FlagKind.TOO_FAST] = max(int(took.total_seconds()), 0)
    if signs.from_network > MANY:
        seen[FlagKind.NETWORK] = signs.from_network
    return Flag.objects.bulk_create(
        [Flag(submission=submission, kind=kind, amount=amount, raised_at=now) for kind, amount in seen.items()],
        ignore_conflicts=True,
    )


@transaction.atomic
def dismiss_flag(*, flag: Flag, by: User, organisation: Organisation, now: datetime) -> None:
    """Say that a person looked at what was flagged and found nothing wrong. Raises NoSuchFlag."""
    if not Flag.objects.filter(pk=flag.pk, dismissed_at=None).update(dismissed_at=now, dismissed_by=by):
        raise NoSuchFlag
    record(
        code="feedback.flag.dismissed",
        subject=flag.submission,
        by=by,
        now=now,
        organisation=organisation,
        kind=str(flag.kind),
    )
