"""The salt that keeps visitor-days of one day together and those of two days apart; and what went uncounted."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from heard.campaigns import queries
from heard.campaigns.models import DailySalt, MissedVisits


def salt_of_today(*, now: datetime) -> bytes:
    """Return today's salt, 32 random bytes, made by whoever asks first on the day."""
    day = timezone.localdate(now)
    salt = queries.salt_of(day=day)
    if salt is None:
        made, _is_new = DailySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(32)})
        salt = bytes(made.salt)
    return salt


@transaction.atomic
def rotate_salts(*, now: datetime) -> None:
    """Make today's salt and delete those of the days before yesterday, so that none outlives 48 hours."""
    salt_of_today(now=now)
    DailySalt.objects.filter(day__lt=timezone.localdate(now) - timedelta(days=1)).delete()


@transaction.atomic
def count_missed(*, now: datetime, missed: int = 1) -> None:
    """Add visits that went on their way uncounted to the hour in which they came."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    MissedVisits.objects.get_or_create(hour=hour)
    MissedVisits.objects.filter(hour=hour).update(count=F("count") + missed)
