"""Weighing unusual arrivals: a person says whether they count in figures, and may say otherwise later."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.feedback.models import Flag, Submission, SubmissionQuerySet, Surge, Weighing


class WeighedMeanwhile(Exception):
    """Someone else weighed these arrivals after the page was drawn."""


@transaction.atomic
def weigh_surge(*, surge: Surge, weighing: str, reason: str, seen: datetime | None, by: User, now: datetime) -> int:
    """Keep counting the forms of a surge, or set them aside from figures; return how many it changed.

    They are read and worked on as before either way. `seen` is when the surge had been weighed as the person saw it.
    Raises WeighedMeanwhile.
    """
    held = Surge.objects.select_for_update().select_related("campaign__owner").get(pk=surge.pk)
    if held.weighed_at != seen:
        raise WeighedMeanwhile
    held.weighing, held.reason, held.weighed_at, held.weighed_by = weighing, reason, now, by
    held.save(update_fields=["weighing", "reason", "weighed_at", "weighed_by"])
    inside = Submission.objects.filter(flags__surge=held)
    changed = _set_aside(inside, now) if weighing == Weighing.SET_ASIDE else _count_again(held, inside, now)
    record(
        code="feedback.surge.weighed",
        subject=held,
        by=by,
        now=now,
        organisation=held.campaign.owner,
        weighing=str(weighing),
        forms=changed,
    )
    return changed


def _set_aside(inside: SubmissionQuerySet, now: datetime) -> int:
    chosen = inside.filter(set_aside_at=None).values("pk")
    return Submission.objects.filter(pk__in=chosen).update(set_aside_at=now, weighed_at=now)


def _count_again(surge: Surge, inside: SubmissionQuerySet, now: datetime) -> int:
    """Count what was set aside, but for what another surge holds back."""
    held_back = Flag.objects.filter(surge__weighing=Weighing.SET_ASIDE).exclude(surge=surge)
    chosen = inside.exclude(set_aside_at=None).exclude(pk__in=held_back.values("submission")).values("pk")
    return Submission.objects.filter(pk__in=chosen).update(set_aside_at=None, weighed_at=now)
