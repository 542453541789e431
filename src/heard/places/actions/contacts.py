"""Changing whom people are told to call."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.design.names import is_called
from heard.places.actions.loading.contacts import ContactDetails
from heard.places.models import UrgentContact
from heard.places.national_contacts import national_facts


class ContactTaken(Exception):
    """Another contact of the area has that kind and name."""


@transaction.atomic
def change_contact(*, contact: UrgentContact | None, given: ContactDetails, by: User | None, now: datetime) -> None:
    """Change a contact, or add one where there is none. Raises ContactTaken."""
    same = UrgentContact.objects.standing().filter(is_called(given.name), area=given.area, kind=given.kind)
    if (same.exclude(pk=contact.pk) if contact else same).exists():
        raise ContactTaken
    kept = contact or UrgentContact()
    for column, value in given.columns.items():
        setattr(kept, column, value)
    kept.save()
    record(code="places.contact.changed" if contact else "places.contact.added", subject=kept, by=by, now=now)


@transaction.atomic
def withdraw_contact(*, contact: UrgentContact, by: User, now: datetime) -> None:
    """Take a contact out: nobody is told of it any more, and its record stays."""
    contact.withdrawn_at = now
    contact.save(update_fields=["withdrawn_at"])
    record(code="places.contact.withdrawn", subject=contact, by=by, now=now)


@transaction.atomic
def ensure_national_contacts(*, now: datetime) -> int:
    """Keep the contacts that come with Heard, and return how many were new or renewed.

    One that staff changed or took out since is left alone: theirs was checked later.
    """
    changed = 0
    facts: list[dict[str, Any]] = [{**fact, "languages": list(fact["languages"])} for fact in national_facts()]
    for fact in facts:
        found = UrgentContact.objects.filter(area=None, kind=fact["kind"], name=fact["name"]).first()
        if found is None:
            UrgentContact.objects.create(**fact)
            changed += 1
        elif found.withdrawn_at is None and _is_newer(fact["checked_on"], than=found.checked_on):
            UrgentContact.objects.filter(pk=found.pk).update(**fact)
            changed += 1
    if changed:
        record(code="places.contacts.shipped", subject=UrgentContact(), by=None, now=now, added=changed)
    return changed


def _is_newer(checked_on: date | None, *, than: date | None) -> bool:
    return checked_on is not None and (than is None or than < checked_on)
