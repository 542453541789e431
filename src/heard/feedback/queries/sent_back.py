"""Which pages of a campaign's forms were sent back with a question, and how often."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from heard.campaigns.models import Campaign, Form
from heard.campaigns.queries import current_question_set
from heard.campaigns.questions.queries import pages_of
from heard.design.errors import NotFound
from heard.feedback.models import SentBack


class FormPage(NamedTuple):
    """One page of one form: the form's primary key and the page's slug."""

    form: int
    page: str


def sent_back(
    *,
    campaign: Campaign,
    since: datetime | None = None,
    before: datetime | None = None,
    links: Collection[int] | None = None,
) -> Counter[FormPage]:
    """Return how often each page was sent back between two moments (full hours), of those who came by some links."""
    rows = _rows(campaign, since, before)
    if links is not None:
        rows = rows.filter(placement__in=links)
    return Counter(
        {FormPage(form, page): n for form, page, n in rows.values_list("form", "page").annotate(Sum("count"))}
    )


def sent_back_by_hour(*, campaign: Campaign, since: datetime, before: datetime) -> dict[FormPage, dict[datetime, int]]:
    """Return how often each page was sent back in each hour in which any was."""
    found: dict[FormPage, dict[datetime, int]] = {}
    for form, page, hour, number in (
        _rows(campaign, since, before).values_list("form", "page", "hour").annotate(Sum("count"))
    ):
        found.setdefault(FormPage(form, page), {})[hour] = number
    return found


def counted_since(*, campaign: Campaign) -> datetime | None:
    """Return the first hour in which any page was sent back; None where none was yet."""
    return SentBack.objects.filter(form__campaign=campaign).order_by("hour").values_list("hour", flat=True).first()


def page_title(*, form: Form, page: str) -> str:
    """Return what a page is called in the form's current version; its slug where it is no longer there."""
    try:
        pages = pages_of(current_question_set(form))
    except NotFound:
        return page
    return next((each.title for each in pages if each.slug == page and each.title), page)


def _rows(campaign: Campaign, since: datetime | None, before: datetime | None) -> "QuerySet[SentBack]":
    rows = SentBack.objects.filter(form__campaign=campaign)
    if since:
        rows = rows.filter(hour__gte=since)
    if before:
        rows = rows.filter(hour__lt=before)
    return rows.order_by()
