"""Telling a person that there is news, where they asked for it: proved first, told rarely, stopped by one click."""

from contextlib import suppress
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from heard.accounts.actions import record
from heard.feedback import keys, news
from heard.feedback.models import NewsAddress, NewsBy, Submission
from heard.feedback.sealing import CannotUnseal

MOST_TRIES = 5
MOST_ASKED = 5
"""How often somebody may have an address of theirs proved, so that nobody's inbox is flooded by way of us."""
PROOF_LIFE = timedelta(days=2)
LIFE = timedelta(days=365)
BETWEEN = timedelta(hours=1)
"""How long at least lies between two messages to one address."""
LEASE = timedelta(seconds=60)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)


class TakenBack(Exception):
    """The person took back what they sent: there will be no news of it."""


class AskedTooOften(Exception):
    """An address was asked for too often today."""


class NoSuchAddress(LookupError):
    """No address waits under this link: it was stopped, it is proved already, or its time is over."""


@transaction.atomic
def ask_for_news(
    *, submission: Submission, by: NewsBy, address: str, language: str, mark: str, now: datetime
) -> NewsAddress:
    """Keep an address, to be proved before it is used; another one by the same way is replaced.

    Sent twice from one page (`mark`), it is asked for once. Raises TakenBack and AskedTooOften.
    """
    held = Submission.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=submission.pk)
    if held.withdrawn_at or held.erased_at:
        raise TakenBack
    before = NewsAddress.objects.filter(submission=held, by=by).first()
    if before is not None and before.mark == mark:
        return before
    asked = before.asked + 1 if before and before.asked_at > now - timedelta(days=1) else 1
    if asked > MOST_ASKED:
        raise AskedTooOften
    contents = news.new_sealed(address=address, with_code=by == NewsBy.TEXT)
    token_hash = news.hash_of(token=contents.token)
    made = NewsAddress(
        submission=held,
        by=by,
        language=language,
        token_hash=token_hash,
        code_hash=news.hash_of_code(token_hash=token_hash, code=contents.code) if contents.code else "",
        asked=asked,
        mark=mark,
        asked_at=now,
    )
    (worker,) = keys.keys_at_arrival(organisations=(), now=now).keys
    news.close(row=made, contents=contents, worker=worker)
    if before is not None:
        before.delete()
    made.save()
    record(code="feedback.news.asked", subject=held, by=None, now=now, organisation=held.organisation, way=str(by))
    return made


@transaction.atomic
def confirm_by_link(*, token: str, now: datetime) -> NewsAddress:
    """Take an address into use whose link was followed; twice is once. Raises NoSuchAddress."""
    row = _by_token(token)
    if row.confirmed_at is None:
        if row.asked_at <= now - PROOF_LIFE:
            raise NoSuchAddress
        _confirm(row, now)
    return row


@transaction.atomic
def confirm_by_code(*, submission: Submission, code: str, now: datetime) -> bool:
    """Take a number into use whose code was entered, and return whether it was the right one; five wrong ones end it.

    Raises NoSuchAddress.
    """
    rows = NewsAddress.objects.select_for_update().filter(submission=submission, by=NewsBy.TEXT, stopped_at=None)
    row = rows.filter(asked_at__gt=now - PROOF_LIFE).first()
    if row is None or row.tries >= MOST_TRIES:
        raise NoSuchAddress
    if row.confirmed_at is not None:
        return True
    if compare_digest(row.code_hash, news.hash_of_code(token_hash=row.token_hash, code=code)):
        _confirm(row, now)
        return True
    NewsAddress.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    return False


@transaction.atomic
def stop_by_link(*, token: str, now: datetime) -> None:
    """Empty an address whose link to stop was followed. Raises NoSuchAddress."""
    _stop(_by_token(token), now)


@transaction.atomic
def stop_news(*, submission: Submission, now: datetime) -> int:
    """Empty every address for news of a submission, and return how many there were."""
    rows = list(NewsAddress.objects.select_for_update().filter(submission=submission, stopped_at=None))
    for row in rows:
        _stop(row, now)
    return len(rows)


def note_news(*, submission_id: UUID, now: datetime) -> None:
    """Note that there is something new to tell of a submission. Call it in the transaction that makes it so."""
    NewsAddress.objects.filter(submission=submission_id, confirmed_at__isnull=False, stopped_at=None).update(
        news_at=now
    )


def to_send(*, now: datetime) -> Q:
    """Return which addresses wait for something: to be proved, or to be told."""
    told = Q(sent_at=None) | Q(sent_at__lt=F("news_at"), sent_at__lte=now - BETWEEN)
    waiting = Q(proof_sent_at=None, confirmed_at=None) | (Q(confirmed_at__isnull=False, news_at__isnull=False) & told)
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    return waiting & free & (Q(next_try_at=None) | Q(next_try_at__lte=now)) & Q(stopped_at=None)


def claim(*, holder: str, now: datetime) -> NewsAddress | None:
    """Take one address that waits for something; None where there is none. A killed worker's is found again."""
    for row in NewsAddress.objects.filter(to_send(now=now)).order_by("pk")[:20]:
        won = NewsAddress.objects.filter(pk=row.pk, holder=row.holder, leased_until=row.leased_until).update(
            holder=holder, leased_until=now + LEASE
        )
        if won:
            return NewsAddress.objects.select_related("worker_key").get(pk=row.pk)
    return None


@transaction.atomic
def note_sent(*, row: NewsAddress, holder: str, now: datetime) -> None:
    """Note that what an address waited for was sent, and let go of it."""
    what = {"sent_at": now} if row.confirmed_at else {"proof_sent_at": now}
    mine = NewsAddress.objects.filter(pk=row.pk, holder=holder)
    mine.update(**what, leased_until=None, attempts=0, next_try_at=None)


@transaction.atomic
def note_not_sent(*, row: NewsAddress, holder: str, now: datetime) -> None:
    """Note that it could not be sent, and when to try again; the wait doubles, up to six hours."""
    wait = min(FIRST_WAIT * 2 ** min(row.attempts, 12), LONGEST_WAIT)
    mine = NewsAddress.objects.filter(pk=row.pk, holder=holder)
    mine.update(leased_until=None, attempts=min(row.attempts + 1, 1000), next_try_at=now + wait)


@transaction.atomic
def erase_old_addresses(*, now: datetime) -> int:
    """Erase addresses that nobody proved in time, that were stopped, or whose year is over; return how many."""
    unproved = Q(confirmed_at=None, asked_at__lte=now - PROOF_LIFE)
    gone = Q(stopped_at__lte=now - timedelta(days=1)) | Q(confirmed_at__lte=now - LIFE)
    return NewsAddress.objects.filter(unproved | gone).delete()[0]


@transaction.atomic
def close_anew(*, limit: int, now: datetime) -> int:
    """Seal addresses that are closed to a retired key of the worker's to its current one; return how many.

    What does not open here stays as it is. Raises heard.feedback.keys.StoreAway.
    """
    (worker,) = keys.keys_at_arrival(organisations=(), now=now).keys
    rows = NewsAddress.objects.select_for_update(of=("self",)).select_related("worker_key")
    done = 0
    for row in rows.filter(worker_key__retired_at__isnull=False).order_by("pk")[:limit]:
        with suppress(CannotUnseal, keys.NoSuchKey):
            news.close(row=row, contents=news.opened(row=row), worker=worker)
            row.save(update_fields=["sealed", "key_for_worker", "worker_key"])
            done += 1
    return done


def _by_token(token: str) -> NewsAddress:
    rows = NewsAddress.objects.select_for_update(of=("self",)).select_related("submission__organisation")
    row = rows.filter(token_hash=news.hash_of(token=token), stopped_at=None).first()
    if row is None:
        raise NoSuchAddress
    return row


def _confirm(row: NewsAddress, now: datetime) -> None:
    row.confirmed_at = now
    row.code_hash = ""
    row.save(update_fields=["confirmed_at", "code_hash"])
    sent = row.submission
    record(code="feedback.news.confirmed", subject=sent, by=None, now=now, organisation=sent.organisation)


def _stop(row: NewsAddress, now: datetime) -> None:
    row.sealed = row.key_for_worker = b""
    row.worker_key, row.code_hash, row.stopped_at = None, "", now
    row.save(update_fields=["sealed", "key_for_worker", "worker_key", "code_hash", "stopped_at"])
    sent = row.submission
    record(code="feedback.news.stopped", subject=sent, by=None, now=now, organisation=sent.organisation)
