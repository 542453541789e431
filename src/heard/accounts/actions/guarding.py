"""Letting counts of attempts to get in go, once they count no longer."""

from datetime import datetime

from heard.accounts.models import Attempt


def erase_old_attempts(*, now: datetime) -> int:
    """Delete counts whose time is over; return how many."""
    deleted, _ = Attempt.objects.filter(expires_at__lt=now).delete()
    return deleted
