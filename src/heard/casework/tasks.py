"""Work that casework finds for itself: pieces without a case, and cases that have not taken in what was read."""

from collections.abc import Callable
from datetime import datetime

from heard.casework.actions import mark_unreadable, open_cases, raise_suggested_risks, take_in_readings
from heard.casework.queries import waiting
from heard.design import clock

BATCH = 200


def open_some(*, holder: str = "", limit: int = 1000) -> int:
    """Open up to `limit` cases, bring up to `limit` up to date, and return how much was done.

    What a person declared as a risk comes first and waits for nothing. `holder` is told to every finder; here two
    workers need no lease, since what one has done the other no longer finds.
    """
    done = 0
    for find in (waiting.declared_at_risk, waiting.read_without_case, waiting.failing_without_case):
        done += _drain(find, lambda ids, now: open_cases(piece_ids=ids, now=now), limit)
    done += _drain(waiting.read_since, lambda ids, now: take_in_readings(case_ids=ids, now=now), limit)
    done += _drain(waiting.risk_found_since, lambda ids, now: raise_suggested_risks(case_ids=ids, now=now), limit)
    done += _drain(waiting.failing_cases, lambda ids, now: mark_unreadable(case_ids=ids), limit)
    return done


def _drain(find: Callable[..., list[int]], do: Callable[[list[int], datetime], int], limit: int) -> int:
    done = 0
    while done < limit:
        found = find(limit=min(BATCH, limit - done))
        worked = do(found, clock.now()) if found else 0
        if not worked:
            break
        done += worked
    return done
