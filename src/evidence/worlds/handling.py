"""What staff do with pieces in the days after they came, as far as the day on which we look."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from evidence.worlds.chance import Chance
from evidence.worlds.comments import Dialect, Surface, Teller, Voice, Writer
from evidence.worlds.values import Handling, Submission

_DESK = Teller(voice=Voice.OWN, dialect=Dialect.STANDARD, surface=Surface.NEAT, relation=None, age=40)
_TAKEN_UP = 0.72
_NOTED = 0.25
_REPLIED = 0.5
_MISREAD = 0.12


def handle(chance: Chance, submission: Submission, *, until: datetime, writer: Writer) -> Iterator[Handling]:
    """Yield what was done with each piece before `until`; those at risk are taken up within the hour, always."""
    for ordinal, piece in enumerate(submission.pieces, start=1):
        is_urgent = submission.risk_declared or bool(piece.comment.risk)
        if not is_urgent and not chance.happens(_TAKEN_UP):
            continue
        taken_up = timedelta(minutes=chance.between(8, 55)) if is_urgent else timedelta(days=chance.lognormal(2.2, 0.7))
        assigned_at = submission.received_at + taken_up
        if assigned_at >= until:
            continue
        decided_at = assigned_at + timedelta(hours=chance.lognormal(5.0, 0.8))
        closed_at = decided_at + timedelta(days=chance.lognormal(6.0, 0.8))
        is_decided = decided_at < until
        is_closed = is_decided and closed_at < until and not is_urgent and chance.happens(0.7)
        themes = piece.comment.themes
        if len(themes) > 1 and chance.happens(_MISREAD):
            themes = themes[:-1]
        tone = piece.comment.tone
        yield Handling(
            submission=submission.number,
            ordinal=ordinal,
            assigned_at=assigned_at,
            decided_at=decided_at if is_decided else None,
            themes=themes,
            tone=piece.tone,
            noted=_office(chance, writer, "note", tone, piece.kind) if chance.happens(_NOTED) else "",
            status=_status(chance, is_closed=is_closed),
            closed_at=closed_at if is_closed else None,
            reply=_office(chance, writer, "reply", tone, piece.kind) if is_closed and chance.happens(_REPLIED) else "",
        )


def _status(chance: Chance, *, is_closed: bool) -> str:
    if is_closed:
        return "CLOSED"
    return "REFERRED" if chance.happens(0.15) else "IN_PROGRESS"


def _office(chance: Chance, writer: Writer, name: str, tone: str, kind: str) -> str:
    return writer.office_words(chance, name, teller=_DESK, kind=kind, tone=tone)
