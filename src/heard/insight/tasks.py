"""Work that insight finds for itself: pieces that no current method has read."""

import logging
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import DatabaseError, InterfaceError, OperationalError

from evidence.text.reading.accurate import ACCURATE
from heard.design import clock
from heard.feedback.actions.leasing import Claim, claim_again, claim_fresh, let_go, set_aside
from heard.feedback.actions.messaging import set_message_aside
from heard.feedback.keys import StoreAway
from heard.feedback.models import PieceQuerySet, Stage
from heard.feedback.queries.messages import waiting_messages
from heard.insight.actions import CouldNotRead, read_claim, read_themes, training
from heard.insight.actions.reading import READER, READER_VERSION
from heard.insight.actions.reading_messages import read_message
from heard.insight.actions.theming import themes_version
from heard.insight.models_in_use import ModelAway, version_in_use
from heard.insight.queries import themeless, unread

BATCH = 20
"""So many are read and written at a time: a click waits a quarter of a second at most for the database's one writer."""
RETRIES = 20
FEW = 20
"""So many pieces keep the slow model busy for less than a second."""

_AWAY = (OperationalError, InterfaceError, StoreAway, ModelAway)
"""The database, whoever holds the keys, or the model does not answer: no piece is to blame."""

log = logging.getLogger(__name__)


class _Doing(Protocol):
    def __call__(self, *, claim: Claim, piece_ids: Collection[int], now: datetime) -> int: ...


@dataclass(frozen=True, kw_only=True)
class _Work:
    """One stage: how its pieces are found, the most urgent first, and the one action that is done on them."""

    stage: Stage
    find: Callable[[], tuple[PieceQuerySet, ...]]
    do: _Doing


def read_some(*, holder: str, limit: int = 1000) -> int:
    """Read up to `limit` pieces that nobody has read, then try again what is due; return how many were read.

    `holder` names this worker, as no other worker is named. A piece that cannot be read is set aside with the reason
    and tried again later, and stands in nobody's way.
    """
    return _work_off(_Work(stage=Stage.READING, find=_unread, do=read_claim), holder=holder, limit=limit)


def find_themes(*, holder: str, limit: int = 1000) -> int:
    """Look for themes and tone in up to `limit` pieces that have been read; return in how many it was done.

    It comes after reading, so that what speaks of harm waits for no theme: where the slow model reads, it is done in
    few pieces at a time. Failures are handled as in `read_some`.
    """
    limit = min(limit, FEW) if version_in_use() == ACCURATE else limit
    return _work_off(_Work(stage=Stage.THEMES, find=_themeless, do=read_themes), holder=holder, limit=limit)


def read_messages(*, holder: str = "", limit: int = 1000) -> int:
    """Take in up to `limit` messages, and return how many; one that cannot be is set aside and tried again later.

    `holder` is told to every finder; here a locked row is all the lease that a message needs, as one takes a moment.
    """
    read = 0
    for message_id in waiting_messages(now=clock.now(), limit=limit):
        try:
            read += read_message(message_id=message_id, now=clock.now())
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001  one message must not keep the others waiting, whatever is wrong
            log.warning("A message could not be taken in: %s", type(error).__name__)
            set_message_aside(message_id=message_id, now=clock.now())
    return read


def forget_old_models() -> int:
    """Delete the files of models by which no piece stands read, and of learning cut off; return of how many."""
    now = clock.now()
    return training.forget_old_models(now=now) + training.forget_unfinished(now=now)


def _unread() -> tuple[PieceQuerySet, ...]:
    return unread(method=READER, version=READER_VERSION)


def _themeless() -> tuple[PieceQuerySet, ...]:
    return themeless(version=themes_version())


def _work_off(work: _Work, *, holder: str, limit: int) -> int:
    done = taken = 0
    while taken < limit:
        claim = _next_claim(work, holder, min(BATCH, limit - taken))
        if not claim.piece_ids:
            break
        taken += len(claim.piece_ids)
        done += _do_or_give_back(work, claim)
    for _ in range(RETRIES):
        again = claim_again(stage=work.stage, holder=holder, now=clock.now())
        if again is None:
            break
        done += _do_or_give_back(work, again)
    return done


def _next_claim(work: _Work, holder: str, limit: int) -> Claim:
    now = clock.now()
    for pieces in work.find():
        claim = claim_fresh(pieces=pieces, stage=work.stage, holder=holder, limit=limit, now=now)
        if claim.piece_ids:
            break
    return claim


def _do_or_give_back(work: _Work, claim: Claim) -> int:
    """Do a claim; where the database is away, give it back, so that what it holds waits for no lease to run out."""
    try:
        return _do_or_set_aside(work, claim)
    except _AWAY:
        with suppress(DatabaseError, InterfaceError):
            let_go(claim=claim)
        raise


def _do_or_set_aside(work: _Work, claim: Claim) -> int:
    """Do a claim at once, or, where one of its pieces stands in the way, each by itself."""
    if len(claim.piece_ids) == 1:
        return _do_alone(work, claim, claim.piece_ids[0])
    try:
        return work.do(claim=claim, piece_ids=claim.piece_ids, now=clock.now())
    except _AWAY:
        raise
    except Exception as error:  # noqa: BLE001  whatever is wrong with one piece must not keep the others waiting
        log.warning("%s: %d pieces one by one after %s", work.stage, len(claim.piece_ids), type(error).__name__)
    return sum(_do_alone(work, claim, piece_id) for piece_id in claim.piece_ids)


def _do_alone(work: _Work, claim: Claim, piece_id: int) -> int:
    try:
        return work.do(claim=claim, piece_ids=[piece_id], now=clock.now())
    except _AWAY:
        raise
    except Exception as error:  # noqa: BLE001  it is listed as unreadable and tried again, whatever the cause
        why = str(error) if isinstance(error, CouldNotRead) else f"The reading stopped: {type(error).__name__}."
        log.warning("%s: piece %d could not be read: %s", work.stage, piece_id, type(error).__name__)
        set_aside(claim=claim, piece_id=piece_id, why=why, now=clock.now())
        return 0
