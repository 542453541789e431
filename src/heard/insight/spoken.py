"""What a method reads of a piece: its redacted words, what was asked, and what kind of service it is about."""

import re
from collections.abc import Iterable

from evidence.journey import BrokenForm
from heard.campaigns.questions.queries import pages_of
from heard.feedback.models import Piece, TextField
from heard.places.models import Service, ServiceKind

SPOKEN = (TextField.WORDS, TextField.WANTED, TextField.OTHER, TextField.ADDED)
"""Texts that tell of care; the others name a place, a day or a service."""

_HIDDEN = re.compile(r"\[[A-Za-z][A-Za-z -]{2,30}(?: \d{1,3})?\]")
_KINDS = {
    ServiceKind.AMBULANCE: "ambulance",
    ServiceKind.URGENT: "111",
    ServiceKind.MENTAL_HEALTH: "mental health",
    ServiceKind.COMMUNITY: "community",
    ServiceKind.HOME_CARE: "home care",
}
"""Kinds of service by a word that models know."""


def spoken_words(redacted: str) -> str:
    """Return a redacted copy without the marks that stand where something was hidden."""
    return _HIDDEN.sub(" ", redacted)


def questions_of(pieces: Iterable[Piece]) -> dict[tuple[int | None, str], str]:
    """Return what was asked, in its own words, by the version of the form and the question's slug."""
    asked: dict[tuple[int | None, str], str] = {}
    for question_set in {piece.submission.question_set for piece in pieces}:
        if question_set is None:
            continue
        try:
            pages = pages_of(question_set)
        except BrokenForm:
            continue
        asked |= {(question_set.pk, each.slug): each.label for page in pages for each in page.questions}
    return asked


def kind_of(service: Service | None) -> str:
    """Return the kind of a service in words that models know, its name beside it; nothing for kinds that none knows."""
    kind = _KINDS.get(ServiceKind(service.kind), "") if service else ""
    return f"{kind} {service.name}" if service and kind else ""
