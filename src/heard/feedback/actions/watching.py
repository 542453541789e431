"""Watching for floods: far more forms by one link within an hour than it ever brings are flagged, to be weighed."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Min

from heard.feedback.models import Channel, Flag, FlagKind, Submission, SubmissionQuerySet, Surge, SurgeKind

HOUR = timedelta(hours=1)
PAST = timedelta(days=14)
FLOOR = 40
"""Fewer in an hour are no flood, however quiet the link was before."""

TIMES = 5
"""So many times what is usual in an hour is a flood."""

AT_ONCE = 50
"""So many forms at most are flagged in one transaction."""

CHANNELS = (Channel.WEB, Channel.PARTNER)

Way = tuple[int, int | None, int | None]
"""How forms came: campaign, form, and the link, where there was one."""


def expected_at_most(usual: float) -> float:
    """Return how many in an hour are still no flood, where `usual` come in an hour: a multiple, and a floor."""
    return max(FLOOR, TIMES * usual)


def watch_for_floods(*, now: datetime) -> int:
    """Flag the forms of the last hour that came by a way that brings far more than usual; return how many were flagged.

    It reads first and flags a few at a time, so that people's forms and clicks hardly wait while it writes. A flood
    that nobody has weighed goes on while forms keep coming; once it is weighed, what comes later is a new one.
    """
    recent = Submission.objects.filter(
        channel__in=CHANNELS, is_test=False, campaign__isnull=False, received_at__gt=now - HOUR, received_at__lte=now
    )
    counts = recent.order_by().values_list("campaign", "form", "placement").annotate(n=Count("pk"))
    busy: dict[Way, int] = {(of, form, link): n for of, form, link, n in counts if of is not None and n >= FLOOR}
    usual = _usual(busy, now=now)
    return sum(
        _flag(way, usual.get(way, 0.0), recent, now)
        for way, count in busy.items()
        if count > expected_at_most(usual.get(way, 0.0))
    )


def _usual(ways: Iterable[Way], *, now: datetime) -> Mapping[Way, float]:
    """Return how many an hour came by each way in the days before the last hour; a way that is new has no past."""
    found: dict[Way, float] = {}
    for campaign, form, placement in ways:
        past = Submission.objects.filter(
            campaign=campaign,
            form=form,
            placement=placement,
            channel__in=CHANNELS,
            is_test=False,
            received_at__gt=now - PAST,
            received_at__lte=now - HOUR,
        ).aggregate(n=Count("pk"), since=Min("received_at"))
        if past["n"]:
            hours = max((now - HOUR - past["since"]) / HOUR, 24.0)
            found[campaign, form, placement] = past["n"] / hours
    return found


def _flag(way: Way, usual: float, recent: SubmissionQuerySet, now: datetime) -> int:
    campaign, form, placement = way
    same: dict[str, Any] = {
        "kind": SurgeKind.FLOOD,
        "campaign_id": campaign,
        "form_id": form,
        "placement_id": placement,
    }
    going_on = Surge.objects.filter(**same, weighing="", last_at__gt=now - HOUR).order_by("-pk").first()
    weighed = Surge.objects.filter(**same, weighed_at__gt=now - HOUR).exclude(weighing="").order_by("-pk").first()
    came = recent.filter(campaign=campaign, form=form, placement=placement).exclude(flags__kind=FlagKind.FLOOD)
    if weighed is not None and weighed.weighed_at is not None:
        came = came.filter(received_at__gt=weighed.weighed_at)
    fresh = list(came.order_by("received_at", "pk").values_list("pk", "received_at"))
    if not fresh:
        return 0
    surge = going_on or Surge.objects.create(**same, began_at=fresh[0][1], last_at=fresh[-1][1], usual=usual)
    for start in range(0, len(fresh), AT_ONCE):
        some = fresh[start : start + AT_ONCE]
        with transaction.atomic():
            Surge.objects.filter(pk=surge.pk).update(last_at=some[-1][1])
            Flag.objects.bulk_create(
                [Flag(submission_id=pk, kind=FlagKind.FLOOD, surge=surge, raised_at=now) for pk, _at in some],
                ignore_conflicts=True,
            )
    return len(fresh)
