"""Whether a session has lasted its time: unused for too long, or begun too long ago."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from heard.accounts.models import User
from heard.accounts.queries.access import memberships_of
from heard.accounts.session_lengths import OTHERS

BEGAN, SEEN = "began_at", "seen_at"
"""Under which names a session holds when its person signed in, and when they last asked for a page (POSIX seconds)."""


def idle_time_of(*, user: User) -> timedelta:
    """Return how long the person's session lasts unused: the shortest time of their roles."""
    minutes = settings.HEARD_IDLE_MINUTES
    held = memberships_of(user=user).order_by().values_list("role", flat=True)
    return timedelta(minutes=min((minutes.get(role, minutes[OTHERS]) for role in held), default=minutes[OTHERS]))


def has_lapsed(*, session: SessionBase, user: User, now: datetime) -> bool:
    """Return whether the session's time is over. One that was never looked at has just begun."""
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:
        return False
    if now.timestamp() - began > settings.SESSION_COOKIE_AGE:
        return True
    unused = timedelta(seconds=now.timestamp() - seen)
    shortest = timedelta(minutes=min(settings.HEARD_IDLE_MINUTES.values()))
    return unused > shortest and unused > idle_time_of(user=user)
