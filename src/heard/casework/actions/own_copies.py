"""The copy that a person asks for with their code: asked for once, made by the worker, sealed to the code, erased."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from heard.accounts.actions import record
from heard.casework.models import OwnCopy
from heard.casework.queries.own_copies import BETWEEN, LIFE, copy_context, file_of, is_over, may_be_copied
from heard.feedback.models import ReplyKey, Submission
from heard.feedback.replies import ReplyPair, seal_to_code
from heard.feedback.sealing import CannotUnseal

LEASE = timedelta(minutes=2)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)


class NothingToCopy(Exception):
    """What was sent is erased, or is being erased."""


class KeyChanged(Exception):
    """The key beside what was sent is not the one that the person's code gives, which would open nothing."""


@transaction.atomic
def ask_for_copy(*, submission: Submission, pair: ReplyPair, language: str, now: datetime) -> OwnCopy:
    """Have a copy made, and return it as it waits; asked for again while one waits or is fresh, return that one.

    An older one, or one that does not open, is made anew. Raises NothingToCopy and KeyChanged.
    """
    held = Submission.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=submission.pk)
    if not may_be_copied(submission=held):
        raise NothingToCopy
    kept = ReplyKey.objects.filter(submission=held).first()
    if kept is None or bytes(kept.public_key) != pair.public_key:
        raise KeyChanged
    before = OwnCopy.objects.filter(submission=held).first()
    if before is not None and _will_do(before, pair, now=now):
        return before
    OwnCopy.objects.filter(submission=held).delete()
    asked = OwnCopy.objects.create(submission=held, language=language, asked_at=now)
    record(code="casework.copy.asked", subject=held, by=None, now=now, organisation=held.organisation)
    return asked


def claim_copy(*, holder: str, now: datetime) -> OwnCopy | None:
    """Take the copy that has waited longest; None where none waits. A killed worker's is found again."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    due = Q(next_try_at=None) | Q(next_try_at__lte=now)
    for seen in OwnCopy.objects.filter(free, due, made_at=None).order_by("attempts", "asked_at", "pk")[:20]:
        won = OwnCopy.objects.filter(
            pk=seen.pk, made_at=None, leased_until=seen.leased_until, attempts=seen.attempts
        ).update(holder=holder, leased_until=now + LEASE, attempts=F("attempts") + 1, next_try_at=None)
        if won:
            return OwnCopy.objects.select_related("submission__organisation__kept_by").get(pk=seen.pk)
    return None


@transaction.atomic
def keep_own_copy(*, copy: OwnCopy, file: bytes, reply_key: ReplyKey, now: datetime) -> bool:
    """Keep the file that was made, sealed to the code; False where it is another's by now, or was erased meanwhile."""
    sealed, key = seal_to_code(plaintext=file, reply_key=reply_key.public_key, context=copy_context(copy=copy))
    mine = OwnCopy.objects.filter(
        pk=copy.pk, asked_at=copy.asked_at, made_at=None, holder=copy.holder, leased_until=copy.leased_until
    )
    kept = mine.update(
        sealed=sealed, key_for_person=key, made_at=now, holder="", leased_until=None, attempts=0, next_try_at=None
    )
    if kept:
        sent = copy.submission
        record(code="casework.copy.made", subject=sent, by=None, now=now, organisation=sent.organisation)
    return bool(kept)


def set_copy_aside(*, copy: OwnCopy, now: datetime) -> None:
    """Note that it could not be made, and when to try again; the wait doubles, up to six hours."""
    wait = min(FIRST_WAIT * 2 ** min(copy.attempts - 1, 12), LONGEST_WAIT)
    mine = OwnCopy.objects.filter(pk=copy.pk, holder=copy.holder, leased_until=copy.leased_until, made_at=None)
    mine.update(leased_until=None, next_try_at=now + wait)


@transaction.atomic
def note_taken(*, copy: OwnCopy, now: datetime) -> None:
    """Write down that the person's code opened their copy."""
    OwnCopy.objects.filter(pk=copy.pk).update(taken_at=now)
    sent = copy.submission
    record(code="casework.copy.taken", subject=sent, by=None, now=now, organisation=sent.organisation)


@transaction.atomic
def erase_old_copies(*, now: datetime) -> int:
    """Erase the copies whose days are over, and return how many."""
    return OwnCopy.objects.filter(made_at__lte=now - LIFE).delete()[0]


def _will_do(copy: OwnCopy, pair: ReplyPair, *, now: datetime) -> bool:
    """Return whether a copy need not be made again: it waits, or was made just now and opens."""
    if copy.made_at is None:
        return True
    if is_over(copy=copy, now=now) or copy.made_at + BETWEEN <= now:
        return False
    try:
        file_of(copy=copy, pair=pair)
    except CannotUnseal:
        return False
    return True
