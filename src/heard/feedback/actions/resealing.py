"""Wrapping submissions anew: on to an organisation that had no key when they came, and away from retired keys.

Both are found by the worker, in small chunks, each in one transaction, while people go on submitting; doing it twice
changes nothing. What does not open is left as it is, marked and listed, and stands in nobody's way.
"""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from heard.accounts.models import Organisation
from heard.feedback import keys, sealing
from heard.feedback.models import Consent, Recipient, SealingKey, Submission, WrappedKey, WrapWanted

CHUNK = 100
AGAIN_AFTER = timedelta(minutes=30)
"""How long after a failure a wrap that was wanted is tried again; the key may have been brought here meanwhile."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Resealed:
    """How many wrapped keys were closed anew, and how many would not open."""

    done: int = 0
    could_not: int = 0


def make_missing_keys(*, limit: int, now: datetime) -> int:
    """Make the worker's key and those of organisations that work and have none, and return how many were made.

    Makes nothing where this machine makes no keys.
    """
    if not keys.store().makes:
        return 0
    current = SealingKey.objects.current()
    made = 0
    if not current.filter(organisation=None).exists():
        keys.make_key(organisation=None, now=now)
        made = 1
    keyless = Organisation.objects.filter(~Exists(current.filter(organisation=OuterRef("pk"))), closed_at=None)
    for organisation in keyless.order_by("pk")[:limit]:
        keys.make_key(organisation=organisation, now=now)
        made += 1
    return made


def wrap_on(*, limit: int, now: datetime) -> int:
    """Wrap submissions on to consented organisations that had no key when they came, and return how many.

    The worker's key opens them. A consent that was narrowed meanwhile wants no wrap any more.
    """
    current = SealingKey.objects.current().filter(organisation=OuterRef("organisation"))
    wanted = WrapWanted.objects.filter(Exists(current)).order_by("pk")
    due = wanted.filter(could_not_open_at=None) | wanted.filter(could_not_open_at__lte=now - AGAIN_AFTER)
    if not due.exists():
        return 0
    with transaction.atomic():
        rows = list(_locked(due.select_related("submission"))[:limit])
        return _wrap_on(rows, now)


def reseal_some(*, limit: int, now: datetime) -> Resealed:
    """Wrap up to `limit` submissions away from retired keys that are held here, to what is current for the owner.

    Each wrap is opened by the old key, closed to the new one and taken away, in one transaction.
    """
    for old in _retired_in_use():
        if not keys.holds(key_id=old.key_id):
            continue
        new = SealingKey.objects.current().filter(organisation=old.organisation_id).first()
        if new is not None:
            return _reseal(old, new, limit, now)
    return Resealed()


def try_again() -> int:
    """Forget that wraps of retired keys would not open, so that they are tried again; return how many there are."""
    failed = WrappedKey.objects.filter(could_not_open_at__isnull=False)
    return failed.update(could_not_open_at=None)


def _retired_in_use() -> QuerySet[SealingKey]:
    waiting = WrappedKey.objects.filter(sealing_key=OuterRef("pk"), could_not_open_at=None)
    return SealingKey.objects.kept().filter(Exists(waiting), retired_at__isnull=False).order_by("pk")


@transaction.atomic
def _reseal(old: SealingKey, new: SealingKey, limit: int, now: datetime) -> Resealed:
    waiting = WrappedKey.objects.filter(sealing_key=old, could_not_open_at=None).order_by("pk")
    rows = list(_locked(waiting.select_related("submission"))[:limit])
    opened: dict[object, bytes] = {}
    failed: list[int] = []
    for row in rows:
        row.sealing_key = old
        try:
            opened[row.submission_id] = sealing.data_key_of(row=row)
        except (keys.CannotUnseal, keys.NoSuchKey) as problem:
            log.warning("Wrapped key %d does not open: %s", row.pk, type(problem).__name__)
            failed.append(row.pk)
    _wrap([(row.submission, opened[row.submission_id]) for row in rows if row.submission_id in opened], new)
    WrappedKey.objects.filter(pk__in=[row.pk for row in rows if row.submission_id in opened]).delete()
    WrappedKey.objects.filter(pk__in=failed).update(could_not_open_at=now)
    return Resealed(done=len(opened), could_not=len(failed))


def _wrap_on(rows: Collection[WrapWanted], now: datetime) -> int:
    submissions = {row.submission_id for row in rows}
    worker = WrappedKey.objects.filter(submission__in=submissions, sealing_key__organisation=None)
    opened = sealing.data_keys(wraps=worker)
    standing = _standing(submissions)
    current = SealingKey.objects.current().filter(organisation__in={row.organisation_id for row in rows})
    by_owner = {key.organisation_id: key for key in current}
    failed, settled = [], []
    for row in rows:
        if (row.submission_id, row.organisation_id) not in standing:
            settled.append(row.pk)
        elif row.submission_id in opened:
            _wrap([(row.submission, opened[row.submission_id])], by_owner[row.organisation_id])
            settled.append(row.pk)
        else:
            failed.append(row.pk)
    WrapWanted.objects.filter(pk__in=settled).delete()
    WrapWanted.objects.filter(pk__in=failed).update(could_not_open_at=now)
    if failed:
        log.warning("%d submissions could not be wrapped on: the worker's key does not open them here.", len(failed))
    return len(settled)


def _standing(submissions: Collection[UUID]) -> set[tuple[UUID, int | None]]:
    """Return the pairs of submission and organisation with a consent that stands."""
    consents = Consent.objects.filter(
        piece__submission__in=submissions, recipient=Recipient.ORGANISATION, narrowed_at=None
    )
    return set(consents.values_list("piece__submission", "organisation"))


def _wrap(opened: Iterable[tuple[Submission, bytes]], key: SealingKey) -> None:
    WrappedKey.objects.bulk_create(
        [
            row
            for submission, data_key in opened
            for row in sealing.wrapped_keys(submission=submission, data_key=data_key, sealing_keys=[key])
        ],
        ignore_conflicts=True,
    )


def _locked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return the rows and their submissions, locked, leaving out what another transaction has in hand.

    The submission is locked too: what narrows a consent or erases locks it first, so that no wrap comes back behind it.
    """
    skips = connection.features.has_select_for_update_skip_locked
    return rows.select_for_update(of=("self", "submission"), skip_locked=skips, no_key=True)
