"""Quotes: passages of redacted copies that people choose, and let go."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.casework.models import Case, Quote
from heard.feedback.hiding import PLACEHOLDER
from heard.feedback.models import Text
from heard.insight.actions import NoSuchTheme
from heard.insight.queries import current_themes


class NoSuchPassage(Exception):
    """The words do not stand in what was said, or are no more than what stands for hidden ones."""


@transaction.atomic
def choose_quote(*, case: Case, passage: str, theme: int | None, by: User, now: datetime) -> Quote:
    """Keep a passage of the case's words as a quote; chosen again, it takes the theme given last.

    Line breaks make no difference. Raises NoSuchPassage and NoSuchTheme.
    """
    if theme is not None and not current_themes().filter(pk=theme).exists():
        raise NoSuchTheme
    text, starts_at, ends_at = _found(case, passage)
    quote, _new = Quote.objects.update_or_create(
        case=case,
        text=text,
        starts_at=starts_at,
        ends_at=ends_at,
        defaults={
            "theme_id": theme,
            "copy_version": text.copy_version,
            "copy_length": len(text.redacted),
            "chosen_by": by,
            "chosen_at": now,
        },
    )
    record(code="casework.quote.chosen", subject=case, by=by, now=now, organisation=case.organisation)
    return quote


@transaction.atomic
def drop_quote(*, quote: Quote, by: User, now: datetime) -> None:
    """Let a quote go; the words stay where they are."""
    case = quote.case
    quote.delete()
    record(code="casework.quote.dropped", subject=case, by=by, now=now, organisation=case.organisation)


def _found(case: Case, passage: str) -> tuple[Text, int, int]:
    """Return the first text that holds the passage, with where it begins and ends."""
    if not any(char.isalnum() for char in PLACEHOLDER.sub("", passage)):
        raise NoSuchPassage
    sought = re.compile(r"\s+".join(map(re.escape, passage.split())))
    texts = Text.objects.filter(Q(piece=case.piece_id) | Q(submission=case.piece.submission_id, piece=None))
    for text in texts.exclude(redacted="").defer("sealed").order_by("pk"):
        if match := sought.search(text.redacted):
            return text, match.start(), match.end()
    raise NoSuchPassage
