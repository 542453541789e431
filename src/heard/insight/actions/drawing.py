"""Drawing pieces at random for people to decide, so that what they find can correct what a machine counts."""

import secrets
from datetime import datetime
from hashlib import blake2b

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.feedback.models import Piece
from heard.insight.models import DrawnPiece, RandomDraw, ThemeDecision

_SCALE = float(1 << 64)


@transaction.atomic
def draw_pieces(*, campaign: Campaign, more: int, by: User, now: datetime) -> int:
    """Draw so many more of the campaign's pieces that have been read; return how many were drawn.

    Also drawn is what arrived since the last draw and would have been in it. All pieces have the same chance. Pieces
    that were decided before need not be decided again.
    """
    draw, _new = RandomDraw.objects.select_for_update().get_or_create(
        campaign=campaign, defaults={"seed": secrets.token_hex(16), "share": 0.0, "drawn_at": now}
    )
    there = Piece.objects.counted().filter(submission__campaign=campaign, read_at__isnull=False)
    numbers = sorted((_number(draw.seed, pk), pk) for pk in there.values_list("pk", flat=True))
    within = sum(number <= draw.share for number, _pk in numbers)
    wanted = numbers[: within + more]
    held = set(DrawnPiece.objects.filter(draw=draw).values_list("piece", flat=True))
    new = [pk for _number, pk in wanted if pk not in held]
    decided = set(ThemeDecision.objects.filter(piece__in=new, replaced_at=None).values_list("piece", flat=True))
    DrawnPiece.objects.bulk_create(
        DrawnPiece(draw=draw, piece_id=pk, themes_decided_at=now if pk in decided else None) for pk in new
    )
    draw.share = max(draw.share, wanted[-1][0] if wanted else 0.0)
    draw.through_id, draw.drawn_at = max((pk for _number, pk in numbers), default=0), now
    draw.save(update_fields=["share", "through_id", "drawn_at"])
    record(code="insight.pieces.drawn", subject=campaign, by=by, now=now, organisation=campaign.owner, pieces=len(new))
    return len(new)


def _number(seed: str, pk: int) -> float:
    """Return a piece's own number between 0 and 1, which nobody can choose or foresee."""
    return int.from_bytes(blake2b(f"{seed}:{pk}".encode(), digest_size=8).digest(), "big") / _SCALE
