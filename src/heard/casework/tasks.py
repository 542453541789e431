"""Work that casework finds for itself: pieces that have no case, or whose cases lack what was read since."""

from collections.abc import Callable
from datetime import datetime

from heard.casework.actions import find_groups, mark_unreadable, open_cases, take_in_message
from heard.casework.queries import waiting
from heard.design import clock

BATCH = 200


def open_some(*, holder: str = "", limit: int = 1000) -> int:
    """Give up to `limit` pieces their cases with all that was read, and return how much was done.

    What a person declared as a risk comes first and waits for nothing. `holder` is told to every finder; here two
    workers need no lease: a locked piece, one case per piece and organisation, and what one has done the other no
    longer finds.
    """
    done = 0
    for find in (waiting.declared_at_risk, waiting.read_since, waiting.failing_without_case):
        done += _drain(find, lambda ids, now: open_cases(piece_ids=ids, now=now), limit)
    done += _drain(waiting.failing_cases, lambda ids, now: mark_unreadable(case_ids=ids), limit)
    return done


def take_in_messages(*, holder: str = "", limit: int = 1000) -> int:
    """Put up to `limit` messages from people on the cases that they are for, and return how many."""
    found = waiting.messages_for_cases(limit=limit)
    return sum(take_in_message(message_id=message_id, now=clock.now()) for message_id in found)


def find_some_groups(*, holder: str = "", limit: int = 1000) -> int:
    """Find the groups that somebody asked for, and return how many searches were done.

    `holder` is told to every finder; two workers that do the same search find the same, and the first one's stays.
    """
    found = waiting.group_searches(limit=min(limit, 5))
    return sum(find_groups(search_id=search_id, now=clock.now()) for search_id in found)


def _drain(find: Callable[..., list[int]], do: Callable[[list[int], datetime], int], limit: int) -> int:
    done = 0
    while done < limit:
        found = find(limit=min(BATCH, limit - done))
        worked = do(found, clock.now()) if found else 0
        if not worked:
            break
        done += worked
    return done
