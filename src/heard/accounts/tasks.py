"""What the worker does for people's accounts."""

from django.core.management import call_command

from heard.accounts import actions
from heard.design import clock


def erase_old_sessions() -> None:
    """Delete sign-ins that have run out."""
    call_command("clearsessions")


def erase_old_invitations() -> None:
    """Delete invitations that ran out long ago."""
    actions.erase_old_invitations(now=clock.now())
