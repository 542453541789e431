"""Reads of addresses for news, of which no page ever shows more than the way."""

from dataclasses import dataclass

from heard.feedback import news
from heard.feedback.models import NewsAddress, NewsBy, Submission


@dataclass(frozen=True, kw_only=True)
class Told:
    """By which way somebody is told, and whether they showed that the address is theirs."""

    by: NewsBy
    is_confirmed: bool


def news_of(*, submission: Submission) -> tuple[Told, ...]:
    """Return by which ways the person is told of news, or will be once they show that the address is theirs."""
    rows = NewsAddress.objects.filter(submission=submission, stopped_at=None).order_by("by")
    return tuple(Told(by=NewsBy(row.by), is_confirmed=row.confirmed_at is not None) for row in rows)


def is_known(*, token: str) -> bool:
    """Return whether an address stands under this link."""
    return NewsAddress.objects.filter(token_hash=news.hash_of(token=token), stopped_at=None).exists()
