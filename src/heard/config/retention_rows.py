"""The rows of kinds of data that stand below feedback, and so cannot name what a kind is themselves."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from heard.accounts.actions import erase_old_invitations
from heard.accounts.models import Invitation
from heard.campaigns.actions import rotate_salts
from heard.campaigns.models import DailySalt, Visit
from heard.design.clock import start_of_day
from heard.feedback.keeping import Rows


def _invitations_due(*, before: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(expires_at__lt=before)


def _erase_invitations(*, keys: Sequence[Any], now: datetime) -> int:
    return erase_old_invitations(now=now)


def _salts_due(*, before: datetime) -> QuerySet[DailySalt]:
    return DailySalt.objects.filter(day__lt=localdate(before))


def _erase_salts(*, keys: Sequence[Any], now: datetime) -> int:
    rotate_salts(now=now)
    return len(keys) - DailySalt.objects.filter(pk__in=keys).count()


def _visits_due(*, before: datetime) -> QuerySet[Visit]:
    """Return visits of which more than the day is known."""
    return Visit.objects.filter(at__lt=before).exclude(at__time=time.min)


def _blur_visits(*, keys: Sequence[Any], now: datetime) -> int:
    """Leave of the visits the day alone: every figure counts by days, so all still add up."""
    chosen = Visit.objects.filter(pk__in=keys)
    days = {localdate(moment) for moment in chosen.values_list("at", flat=True)}
    blurred = 0
    for day in sorted(days):
        start = start_of_day(day)
        blurred += chosen.filter(at__gte=start, at__lt=start_of_day(day + timedelta(days=1))).update(at=start)
    return blurred


INVITATIONS = Rows(due=_invitations_due, erase=_erase_invitations, owner="organisation")
SALTS = Rows(due=_salts_due, erase=_erase_salts)
VISITS = Rows(due=_visits_due, erase=_blur_visits, owner="campaign__owner")
