"""What the worker does for people's accounts."""

from django.core.management import call_command


def erase_old_sessions() -> None:
    """Delete sign-ins that have run out."""
    call_command("clearsessions")
