"""What the worker does for campaigns."""

from heard.campaigns import actions
from heard.design import clock


def rotate_salts() -> None:
    """Make today's salt of visitor-days, and delete those that are older than yesterday's."""
    actions.rotate_salts(now=clock.now())
