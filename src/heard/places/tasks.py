"""Work that places finds for itself: offices whose organisation was succeeded."""

from heard.design import clock
from heard.places import actions, queries


def hand_over_some(*, holder: str, limit: int) -> int:
    """Hand up to `limit` offices over to whoever follows their organisation; return how many."""
    found = queries.offices_left_behind(limit=limit)
    return actions.hand_over_offices(office_ids=found, by=None, now=clock.now()) if found else 0
