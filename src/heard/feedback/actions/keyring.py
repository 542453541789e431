"""Keys that come and go: a new one takes the current one's place; an old one is forgotten once nothing needs it."""

from datetime import datetime, timedelta

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation
from heard.feedback import keys
from heard.feedback.models import SealingKey
from heard.feedback.queries.keyring import wrapped_to

SETTLED_AFTER = timedelta(hours=1)
"""How long after a key was retired something that was being sent may still be sealed to it."""


class NoSuchKeyHere(Exception):
    """There is no key of that id."""


class StillCurrent(Exception):
    """The key is the owner's current one: rotate it first."""


class StillWrapped(Exception):
    """Submissions, or messages that the worker has not taken in, are still wrapped to the key."""

    def __init__(self, wrapped: int) -> None:
        super().__init__(wrapped)
        self.wrapped = wrapped


class NotSettled(Exception):
    """The key was retired so lately that something being sent may still be sealed to it."""


def rotate_key(*, organisation: Organisation | None, now: datetime) -> SealingKey:
    """Give the organisation (none: the worker) a new current key, and return it.

    What arrives from now on is sealed to it. The key before it is retired, and opens what it sealed until that is
    wrapped anew. Raises heard.feedback.keys.CannotMake and OSError; then the key before it stays.
    """
    key_id = keys.new_id(organisation=organisation)
    public = keys.store().make(key_id=key_id)
    with transaction.atomic():
        before = SealingKey.objects.select_for_update(no_key=True).filter(retired_at=None, organisation=organisation)
        for each in before:
            each.retired_at = now
            each.save(update_fields=["retired_at"])
        new = SealingKey.objects.create(key_id=key_id, organisation=organisation, public_key=public, created_at=now)
        record(code="feedback.key.rotated", subject=new, by=None, now=now, organisation=organisation, key=key_id)
    return new


def may_be_forgotten(*, key_id: str, now: datetime) -> None:
    """Return where a key may be forgotten now.

    Raises NoSuchKeyHere, StillCurrent, NotSettled and StillWrapped.
    """
    _to_forget(SealingKey.objects.filter(key_id=key_id).first(), now=now)


def forget_key(*, key_id: str, now: datetime) -> SealingKey:
    """Mark a retired key as forgotten, destroy its private half where it lies here, and return it.

    Back-ups made while something was wrapped to it can no longer be opened with it. The row is marked first, so that
    a cut in between leaves a private half that is destroyed by the next try, never a key that is gone unsaid. Raises
    NoSuchKeyHere, StillCurrent, NotSettled, StillWrapped, and heard.feedback.keys.StaysInside where the private half
    is to be destroyed elsewhere (the key is marked all the same).
    """
    with transaction.atomic():
        key = _to_forget(SealingKey.objects.select_for_update().filter(key_id=key_id).first(), now=now)
        if key.forgotten_at is None:
            key.forgotten_at = now
            key.save(update_fields=["forgotten_at"])
            owner = key.organisation
            record(code="feedback.key.forgotten", subject=key, by=None, now=now, organisation=owner, key=key_id)
    keys.store().forget(key_id=key_id)
    return key


def _to_forget(key: SealingKey | None, *, now: datetime) -> SealingKey:
    if key is None:
        raise NoSuchKeyHere
    if key.retired_at is None:
        raise StillCurrent
    wrapped = wrapped_to(key=key)
    if wrapped:
        raise StillWrapped(wrapped)
    if now - key.retired_at < SETTLED_AFTER:
        raise NotSettled
    return key
