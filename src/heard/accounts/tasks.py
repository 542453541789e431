"""What the worker does for people's accounts."""

from django.core.management import call_command

from heard.accounts import actions, queries
from heard.design import clock

LATE_AT_ONCE = 2000


def erase_old_sessions() -> None:
    """Delete sign-ins that have run out."""
    call_command("clearsessions")


def erase_old_attempts() -> None:
    """Delete counts of attempts to get in that count no longer."""
    actions.erase_old_attempts(now=clock.now())


def erase_old_invitations() -> None:
    """Delete invitations that ran out long ago."""
    actions.erase_old_invitations(now=clock.now())


def carry_out_successions(*, holder: str, limit: int) -> int:
    """Carry out the successions that are due, an organisation at a time; return how many took effect."""
    now = clock.now()
    due = queries.due_predecessors(now=now, limit=limit)
    return sum(actions.carry_out(predecessor=predecessor, by=None, now=now) for predecessor in due)


def chain_some(*, holder: str, limit: int) -> int:
    """Chain up to `limit` lines of the audit log, and return how many."""
    return actions.chain_lines(limit=limit)


def chain_late_ones() -> int:
    """Chain lines that were committed long after their number was given out; a dated job. Return how many."""
    return actions.chain_lines(limit=LATE_AT_ONCE, look_back=None)
