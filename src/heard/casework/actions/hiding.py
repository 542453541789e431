"""Hiding more of what a person said, from the case."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from heard.accounts.models import User
from heard.casework.models import Case
from heard.feedback.actions.redacting import redact_further
from heard.feedback.models import Text
from heard.insight.actions import forget_telling_words


@transaction.atomic
def hide_words(*, case: Case, words: str, kind: str, by: User, now: datetime) -> int:
    """Hide some words wherever the case shows them, for every organisation; return in how many places.

    Two people who hide at once both succeed: nothing is undone by it. Raises feedback's NothingToHide.
    """
    piece = case.piece
    texts = Text.objects.filter(Q(piece=piece) | Q(submission=piece.submission_id, piece=None)).exclude(redacted="")
    places = redact_further(
        texts=list(texts.defer("sealed")),
        about=piece,
        words=words,
        kind=kind,
        by=by,
        organisation=case.organisation,
        now=now,
    )
    forget_telling_words(piece=piece, now=now)
    return places
