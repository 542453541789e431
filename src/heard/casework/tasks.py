"""Work that casework finds for itself: pieces without a case, cases that lack what was read since, copies asked for."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import InterfaceError, OperationalError
from django.utils import translation

from heard.casework.actions import find_groups, mark_unreadable, open_cases, own_copies, take_in_message
from heard.casework.copies.by_code import own_sections
from heard.casework.models import OwnCopy
from heard.casework.pages.copying import CopyPage
from heard.casework.queries import waiting
from heard.design import clock
from heard.design.logs import kind_and_place
from heard.design.rendering import drawn
from heard.feedback.keys import StoreAway
from heard.feedback.models import ReplyKey

TURNS_OF_A_PIECE = 3
"""A piece comes here when it was read and when its themes were found; with fewer, more would wait at each round."""
BATCH = 5
"""So many cases are opened in one transaction: on SQLite a click waits that long for its turn."""

log = logging.getLogger(__name__)


def open_some(*, holder: str = "", limit: int = 1000) -> int:
    """Give pieces their cases with all that was read, TURNS_OF_A_PIECE times `limit` at most; return how much was done.

    What a person declared as a risk comes first and waits for nothing. `holder` is told to every finder; here two
    workers need no lease: a locked piece, one case per piece and organisation, and what one has done the other no
    longer finds.
    """
    done, limit = 0, limit * TURNS_OF_A_PIECE
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


def make_copies(*, holder: str, limit: int) -> int:
    """Make up to `limit` of the copies that people asked for with their code, and return how many were looked at."""
    done = 0
    while done < limit and (asked := own_copies.claim_copy(holder=holder, now=clock.now())) is not None:
        try:
            _make(asked)
        except (OperationalError, InterfaceError, StoreAway):
            raise
        except Exception as error:  # noqa: BLE001  one that cannot be made must not keep the others waiting
            log.warning("The copy %d could not be made: %s", asked.pk, kind_and_place(error))
            own_copies.set_copy_aside(copy=asked, now=clock.now())
        done += 1
    return done


def erase_old_copies() -> int:
    """Erase the copies whose days are over; a dated job. Return how many."""
    return own_copies.erase_old_copies(now=clock.now())


def _make(asked: OwnCopy) -> None:
    """Make one copy in the language in which it was asked for."""
    reply_key = ReplyKey.objects.get(submission=asked.submission)
    now = clock.now()
    with translation.override(asked.language):
        sections = own_sections(submission=asked.submission, reply_key=reply_key)
        page = CopyPage.of(organisation=asked.submission.organisation, sections=sections, now=now)
        file = drawn(page).encode()
    own_copies.keep_own_copy(copy=asked, file=file, reply_key=reply_key, now=now)


def _drain(find: Callable[..., list[int]], do: Callable[[list[int], datetime], int], limit: int) -> int:
    done = 0
    while done < limit:
        found = find(limit=min(BATCH, limit - done))
        worked = do(found, clock.now()) if found else 0
        if not worked:
            break
        done += worked
    return done
