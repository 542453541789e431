"""When contact details have had their time, which hangs on the cases; and the copies that people asked for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from heard.casework.models import Case, CaseStatus, OwnCopy
from heard.feedback.keeping import Rows
from heard.feedback.models import Contact, WrappedKey


def _contacts_due(*, before: datetime) -> QuerySet[Contact]:
    """Return contact details of which every case was closed before the moment; without a case their arrival counts."""
    cases = Case.objects.filter(piece__submission=OuterRef("submission"))
    working = cases.exclude(status=CaseStatus.CLOSED, closed_at__lt=before)
    return Contact.objects.filter(~Exists(working), submission__received_at__lt=before)


@transaction.atomic
def _erase_contacts(*, keys: Sequence[Any], now: datetime) -> int:
    """Erase contact details; and the keys, where the words that they open have gone before."""
    bare = Contact.objects.filter(pk__in=keys, submission__originals_erased_at__isnull=False)
    WrappedKey.objects.filter(submission__in=bare.values("submission")).delete()
    return Contact.objects.filter(pk__in=keys).delete()[0]


def _copies_due(*, before: datetime) -> QuerySet[OwnCopy]:
    return OwnCopy.objects.filter(made_at__lte=before)


@transaction.atomic
def _erase_copies(*, keys: Sequence[Any], now: datetime) -> int:
    return OwnCopy.objects.filter(pk__in=keys).delete()[0]


CONTACTS = Rows(due=_contacts_due, erase=_erase_contacts, owner="submission__organisation", submission="submission")
COPIES = Rows(due=_copies_due, erase=_erase_copies, owner="submission__organisation")
