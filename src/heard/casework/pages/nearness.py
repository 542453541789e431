"""More like this: the cases nearest to one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.casework.models import Case
from heard.casework.pages import words
from heard.casework.pages.queue import Line, line_of
from heard.casework.queries.filtering import QueueFilter
from heard.casework.queries.queueing import Row
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class LikePage(Page):
    """One case's words, and the cases that speak of similar things."""

    template: ClassVar[str] = "casework/like.jinja"

    reference: str
    said: tuple[words.Segment, ...]
    lines: tuple[Line, ...]


def like_page(*, case: Case, said: str, rows: Iterable[Row], asked: QueueFilter, now: datetime) -> LikePage:
    """Return the page; `said` are the case's own redacted words."""
    return LikePage(
        title=_("More like this"),
        back_href=reverse("casework:case", args=[case.pk]) + asked.query(),
        reference=case.piece.submission.reference,
        said=words.segments(said),
        lines=tuple(line_of(row, asked=QueueFilter(), now=now) for row in rows),
    )
