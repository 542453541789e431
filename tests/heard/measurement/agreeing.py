"""Makes pieces that a machine read and people decided, for the tests of how far the two agree."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from heard.accounts.models import Organisation, User
from heard.feedback.models import Piece, Tone
from heard.insight.actions import decide_themes, decide_tone
from heard.insight.models import Aspect, Theme
from tests.factories.casework import caseworker
from tests.factories.feedback import PieceFactory
from tests.factories.insight import SuggestionFactory, theme

READ = datetime(2020, 9, 1, 9, 0, tzinfo=UTC)
NOW = datetime(2020, 9, 20, 9, 0, tzinfo=UTC)


def read_piece(organisation: Organisation, *codes: str, tone: str = "GOOD", **fields: object) -> Piece:
    """A piece in which a method found these themes and this tone."""
    piece = PieceFactory.create(organisation=organisation, **fields)
    for code in codes:
        suggested(piece, aspect=Aspect.THEME, theme=held(code), value="", score=0.7)
    suggested(piece, aspect=Aspect.TONE, value=tone, score=0.8)
    return piece


def held(code: str) -> Theme:
    """A theme of the framework, which is loaded where it is not yet: loading it for each piece takes long."""
    return Theme.objects.filter(framework__is_current=True, code=code).first() or theme(code)


def suggested(piece: Piece, **fields: object) -> None:
    """Let a method suggest something of a piece."""
    SuggestionFactory.create(**{"piece": piece, "method": "themes", "suggested_at": READ, **fields})


def decide(
    piece: Piece,
    organisation: Organisation,
    *codes: str,
    by: User | None = None,
    days: int = 9,
    tone: Tone | None = None,
) -> None:
    """Let people decide that these themes are in a piece and no others, some days after it was read."""
    by, now = by or caseworker(organisation), READ + timedelta(days=days)
    present = [held(code).pk for code in codes]
    decide_themes(piece=piece, organisation=organisation, present=present, by=by, now=now)
    if tone is not None:
        decide_tone(piece=piece, organisation=organisation, tone=tone, by=by, now=now)


def decided_many(organisation: Organisation, found: Sequence[tuple[bool, bool]], code: str = "food-drink") -> None:
    """Let people and a machine say of many pieces whether the theme is there: (people, machine) for each."""
    by = caseworker(organisation)
    for people, machine in found:
        piece = read_piece(organisation, "timeliness", *([code] if machine else []))
        decide(piece, organisation, "timeliness", *([code] if people else []), by=by)
