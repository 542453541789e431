"""Reads of what looked unusual about how forms came."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, QuerySet

from heard.feedback.models import Flag, FlagKind, Piece, Submission

ANY = "any"
SELDOM_TELLING = (FlagKind.UNPROVEN,)
"""What says little by itself: a browser without script is no machine."""


def flags_of(*, submission: Submission) -> tuple[Flag, ...]:
    """Return what was flagged of a submission, the standing flags first."""
    flags = submission.flags.select_related("dismissed_by", "surge").order_by("pk")
    return tuple(sorted(flags, key=lambda flag: flag.dismissed_at is not None))


def others_in_surges(*, flags: Collection[Flag]) -> dict[int, int]:
    """Return how many more submissions each of the surges of these flags holds, by the surge's primary key."""
    surges = {flag.surge_id for flag in flags if flag.surge_id is not None}
    counted = Flag.objects.filter(surge__in=surges).values("surge").annotate(n=Count("pk")) if surges else ()
    return {row["surge"]: row["n"] - 1 for row in counted}


def flagged(*, kind: str) -> QuerySet[Flag]:
    """Return the standing flags of a kind, or, of ANY, all that say something by themselves."""
    standing = Flag.objects.filter(dismissed_at=None)
    return standing.exclude(kind__in=SELDOM_TELLING) if kind == ANY else standing.filter(kind=kind)


def standing_flags(*, submissions: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return the kinds of the standing flags that say something by themselves, by submission."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = flagged(kind=ANY).filter(submission__in=submissions).order_by("pk")
    for submission, kind in rows.values_list("submission", "kind"):
        found[submission].append(kind)
    return found


def flag_of(*, submission: Submission, flag_id: int) -> Flag | None:
    """Return one flag of a submission; None where it is another's or missing."""
    return submission.flags.filter(pk=flag_id).first()


def uncompared(*, limit: int) -> list[int]:
    """Return pieces that were read and not yet compared with others, the oldest first; imports are not compared."""
    waiting = Piece.objects.filter(batch=None, compared_at=None, read_at__isnull=False)
    return list(waiting.order_by("pk").values_list("pk", flat=True)[:limit])
