"""Whose key is which: the current key of the worker and of each organisation, made where it is missing.

Public halves are rows that anyone may read. A dump of the database holds no private key; a store holds no data.
"""

import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from heard.accounts.models import Organisation
from heard.design.errors import CannotKeep
from heard.feedback.keys.stores import CannotMake, StaysInside, store
from heard.feedback.models import SealingKey


class NoWorkerKey(CannotKeep):
    """There is no key to seal to: what arrives could be read by nobody, so nothing is taken."""


@dataclass(frozen=True, kw_only=True)
class KeysAtArrival:
    """The keys to seal to at this moment, and the organisations that have none yet."""

    keys: tuple[SealingKey, ...]
    without: tuple[Organisation, ...]


def ensure_keys(*, organisations: Iterable[Organisation], now: datetime) -> list[SealingKey]:
    """Return the worker's current key and one of each organisation, making those that are missing.

    Raises CannotMake where one is missing and this machine makes none.
    """
    wanted = _by_owner(organisations)
    found = _current(wanted)
    return [found.get(pk) or make_key(organisation=organisation, now=now) for pk, organisation in wanted.items()]


def keys_at_arrival(*, organisations: Iterable[Organisation], now: datetime) -> KeysAtArrival:
    """Return the keys to seal a submission to: the worker's, and those of the organisations that have one.

    Where this machine makes keys, missing ones are made. Where it makes none or cannot now, the organisation is named:
    the worker wraps the submission on once there is its key. Raises NoWorkerKey.
    """
    wanted = _by_owner(organisations)
    found = dict(_current(wanted))
    for pk in [pk for pk in wanted if pk not in found]:
        with suppress(CannotMake, OSError):
            found[pk] = make_key(organisation=wanted[pk], now=now)
    if None not in found:
        raise NoWorkerKey
    without = tuple(each for pk, each in wanted.items() if each is not None and pk not in found)
    return KeysAtArrival(keys=tuple(found[pk] for pk in wanted if pk in found), without=without)


def make_key(*, organisation: Organisation | None, now: datetime) -> SealingKey:
    """Make the key of an organisation (or of the worker) that has none, and return whichever is current.

    Raises CannotMake and OSError.
    """
    holder = store()
    key_id = new_id(organisation=organisation)
    # The private half comes first: a row whose private half was never kept would seal words that no one can open.
    public = holder.make(key_id=key_id)
    try:
        with transaction.atomic():
            return SealingKey.objects.create(
                key_id=key_id, organisation=organisation, public_key=public, created_at=now
            )
    except IntegrityError:
        with suppress(StaysInside):
            holder.forget(key_id=key_id)
        return SealingKey.objects.current().get(organisation=organisation)


def new_id(*, organisation: Organisation | None) -> str:
    """Return an id for a new key: whose it is, and chance."""
    return f"{'worker' if organisation is None else f'organisation-{organisation.pk}'}-{secrets.token_hex(6)}"


def _by_owner(organisations: Iterable[Organisation]) -> dict[int | None, Organisation | None]:
    return {None: None, **{each.pk: each for each in organisations}}


def _current(wanted: Mapping[int | None, Organisation | None]) -> Mapping[int | None, SealingKey]:
    owners = [pk for pk in wanted if pk is not None]
    return {key.organisation_id: key for key in SealingKey.objects.current().for_owners(organisations=owners)}
