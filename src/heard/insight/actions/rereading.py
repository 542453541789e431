"""Having everything read anew: nothing is deleted, and what was suggested stands until it is replaced."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.insight.models import Reading, ThemeFramework
from heard.insight.queries import THEMES

_AT_ONCE = 5_000


def hand_over_again(*, now: datetime) -> int:
    """Hand every piece whose themes were looked for over to be looked through again; return how many.

    Done in parts, so that nobody waits for a lock; what a worker reads meanwhile is not handed over twice.
    """
    count = 0
    while part := _part(now):
        count += part
    framework = ThemeFramework.objects.get(is_current=True)
    record(code="insight.themes.read_again", subject=framework, by=None, now=now, pieces=count)
    return count


@transaction.atomic
def _part(now: datetime) -> int:
    read = Reading.objects.filter(method=THEMES, read_at__lt=now).exclude(method_version="")
    ids = list(read.order_by("method_version", "pk").values_list("pk", flat=True)[:_AT_ONCE])
    return Reading.objects.filter(pk__in=ids).update(method_version="", left_out="", read_at=now)
