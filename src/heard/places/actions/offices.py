"""Changing how an office can be reached."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.places.models import Office


@dataclass(frozen=True, kw_only=True)
class OfficeDetails:
    """How an office is called and reached."""

    name: str
    phone: str
    text_relay: str
    email: str
    web: str
    hours: str


@transaction.atomic
def change_office(*, office: Office, details: OfficeDetails, by: User | None, now: datetime) -> None:
    """Change an office's name and the ways to reach it."""
    for name, value in asdict(details).items():
        setattr(office, name, value)
    office.save(update_fields=list(asdict(details)))
    record(code="places.office.changed", subject=office, by=by, now=now, organisation=office.organisation)
