"""When excerpts of posts on networks have had their time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from heard.feedback.keeping import Rows
from heard.measurement.actions.mentions import empty_mentions
from heard.measurement.models import Mention


def _mentions_due(*, before: datetime) -> QuerySet[Mention]:
    return Mention.objects.filter(emptied_at=None, found_at__lt=before)


def _empty_mentions(*, keys: Sequence[Any], now: datetime) -> int:
    return empty_mentions(keys=keys, now=now)


MENTIONS = Rows(due=_mentions_due, erase=_empty_mentions, owner="campaign__owner")
