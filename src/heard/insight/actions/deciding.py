"""What people decide about a piece's themes and tone. A decision stands beside the suggestion, never over it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.feedback.models import Piece, Tone
from heard.insight.models import DrawnPiece, ThemeDecision, ToneDecision
from heard.insight.queries import current_themes, suggested


class NoSuchTheme(Exception):
    """A theme was chosen that the current framework does not have."""


@transaction.atomic
def decide_themes(
    *, piece: Piece, organisation: Organisation, present: Collection[int], by: User, now: datetime
) -> bool:
    """Record that these themes of the current framework are in the piece and no others; return whether that is new.

    Only what a person says is written: the themes chosen, and a no to each that a method suggested or a person had
    chosen before. A decision that changes is replaced, not deleted. That a piece of a random draw was gone through is
    noted also where nothing is in it. Raises NoSuchTheme.
    """
    known = set(current_themes().values_list("pk", flat=True))
    if not known.issuperset(present):
        raise NoSuchTheme
    held = {
        decision.theme_id: decision
        for decision in ThemeDecision.objects.select_for_update().filter(
            piece=piece, organisation=organisation, replaced_at=None
        )
    }
    proposed = suggested(piece_ids=[piece.pk])
    asked = set(present) | (set(held) & known)
    if piece.pk in proposed:
        asked |= proposed[piece.pk].themes & known
    wanted = {theme_id: theme_id in present for theme_id in asked}
    changed = {
        theme_id: is_present
        for theme_id, is_present in wanted.items()
        if theme_id not in held or held[theme_id].is_present is not is_present
    }
    ThemeDecision.objects.filter(pk__in=[held[one].pk for one in changed if one in held]).update(replaced_at=now)
    ThemeDecision.objects.bulk_create(
        ThemeDecision(
            piece=piece,
            theme_id=theme_id,
            organisation=organisation,
            is_present=is_present,
            decided_by=by,
            decided_at=now,
        )
        for theme_id, is_present in sorted(changed.items())
    )
    DrawnPiece.objects.filter(piece=piece).update(themes_decided_at=now)
    if changed:
        record(
            code="insight.piece.themes_decided",
            subject=piece,
            by=by,
            now=now,
            organisation=organisation,
            present=len(set(present)),
            changed=len(changed),
        )
    return bool(changed)


@transaction.atomic
def decide_tone(*, piece: Piece, organisation: Organisation, tone: Tone, by: User, now: datetime) -> bool:
    """Record which tone the piece has; return whether that is new: the same tone again changes nothing."""
    standing = ToneDecision.objects.select_for_update().filter(piece=piece, organisation=organisation, replaced_at=None)
    if standing.filter(tone=tone).exists():
        return False
    standing.update(replaced_at=now)
    ToneDecision.objects.create(piece=piece, organisation=organisation, tone=tone, decided_by=by, decided_at=now)
    record(code="insight.piece.tone_decided", subject=piece, by=by, now=now, organisation=organisation, tone=str(tone))
    return True
