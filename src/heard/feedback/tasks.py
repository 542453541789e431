"""What the worker finds to do in feedback."""

import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from heard.design import clock
from heard.feedback import actions, proof_of_work
from heard.feedback.actions import (
    adding,
    comparing,
    digesting,
    drafting,
    entering,
    erasing,
    news,
    posting,
    resealing,
    retaining,
    watching,
)
from heard.feedback.queries.flags import uncompared

log = logging.getLogger(__name__)


def import_some(*, holder: str, limit: int) -> int:
    """Check or take in up to `limit` files that wait, and return how many."""
    done = 0
    while done < limit and actions.import_next(holder=holder, now=clock.now(), clock=clock.now):
        done += 1
    return done


def erase_some(*, holder: str, limit: int) -> int:
    """Erase up to `limit` submissions that wait for it, and return how many were looked at."""
    done = 0
    while done < limit and erasing.erase_next(holder=holder, now=clock.now()):
        done += 1
    return done


def keep_no_longer() -> int:
    """Erase what has had its time, once a night; a dated job. Return 1 where this was the night's run."""
    now = clock.now()
    local = timezone.localtime(now)
    is_night_over = local.hour >= settings.HEARD_NIGHT_HOUR
    return 1 if is_night_over and retaining.run_night(night=local.date(), now=now) else 0


def take_in_added_words(*, holder: str, limit: int) -> int:
    """Make up to `limit` of the words that people added later texts of their pieces, and return how many.

    `holder` is told to every finder; here the locked piece decides between two workers.
    """
    done = 0
    for addition_id in adding.to_take_in(now=clock.now(), limit=limit):
        try:
            done += adding.take_in(addition_id=addition_id, now=clock.now())
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001  one that does not open must not keep the others waiting
            log.warning("Added words %d could not be taken in: %s", addition_id, type(error).__name__)
            adding.set_aside(addition_id=addition_id, now=clock.now())
    return done


def clear_up_imports() -> int:
    """Clear up after imports that were cut off or left half-way; a dated job. Return how many."""
    return actions.erase_stale_batches(now=clock.now())


def erase_old_drafts() -> int:
    """Erase the forms that were begun and not sent within their day, by whomever; a dated job. Return how many."""
    erased = drafting.erase_old_drafts(now=clock.now())
    entering.erase_gone_entries()
    return erased


def compare_some(*, holder: str, limit: int) -> int:
    """Compare up to `limit` pieces with what others wrote of late, and return how many.

    `holder` is told to every finder; here no lease is taken, as comparing twice changes nothing.
    """
    return comparing.compare(piece_ids=uncompared(limit=limit), now=clock.now())


def watch_for_floods() -> int:
    """Flag far more forms by one link than it ever brings; a dated job. Return how many were flagged."""
    return watching.watch_for_floods(now=clock.now())


def forget_likenesses() -> int:
    """Forget the keys of words too old to be compared; a dated job."""
    return comparing.forget_likenesses(now=clock.now())


def send_news(*, holder: str, limit: int) -> int:
    """Send up to `limit` proofs and words of news to those who asked for them, and return how many went out."""
    done = 0
    for _ in range(limit):
        row = news.claim(holder=holder, now=clock.now())
        if row is None:
            break
        done += posting.post(row=row, holder=holder, now=clock.now())
    return done


def erase_old_news_addresses() -> int:
    """Erase addresses for news whose time is over, and seal the others to the worker's current key; a dated job."""
    news.close_anew(limit=1000, now=clock.now())
    return news.erase_old_addresses(now=clock.now())


def forget_spent_proofs() -> int:
    """Forget which proofs of work were used, once they would be refused for their age; a dated job."""
    return proof_of_work.forget_spent(now=clock.now())


def make_missing_keys(*, holder: str, limit: int) -> int:
    """Make keys for up to `limit` organisations that have none, and return how many were made."""
    return resealing.make_missing_keys(limit=limit, now=clock.now())


def wrap_some(*, holder: str, limit: int) -> int:
    """Wrap up to `limit` submissions on to organisations that had no key when they came, and return how many."""
    return resealing.wrap_on(limit=min(limit, resealing.CHUNK), now=clock.now())


def reseal_some(*, holder: str, limit: int) -> int:
    """Wrap up to `limit` submissions away from retired keys, and return how many."""
    return resealing.reseal_some(limit=min(limit, resealing.CHUNK), now=clock.now()).done


def tell_privacy_leads() -> int:
    """Write to each organisation's privacy leads what was opened there; a dated job. Return how many letters."""
    return digesting.tell_privacy_leads(now=clock.now())
