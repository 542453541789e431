"""The clock: read once, in a view, a command or a task, and passed down as `now`."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return this moment with its time zone (UTC)."""
    return timezone.now()
