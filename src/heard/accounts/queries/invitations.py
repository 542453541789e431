"""Invitations, and what their links open."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from heard.accounts.models import Invitation, Organisation, User
from heard.accounts.queries.finding import only
from heard.accounts.queries.people import person_by_email


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An open invitation: whether its address has an account, and whether the reader is signed in to that one."""

    invitation: Invitation
    has_account: bool
    is_readers: bool


def waiting_invitations(*, organisation: Organisation) -> QuerySet[Invitation]:
    """Return the organisation's invitations that nobody has accepted or withdrawn, newest first."""
    return Invitation.objects.waiting().filter(organisation=organisation).order_by("-invited_at", "-pk")


def waiting_invitation(*, organisation: Organisation, invitation: int) -> Invitation:
    """Return one of them. Raises NotFound."""
    return only(waiting_invitations(organisation=organisation).filter(pk=invitation))


def offer_by_token(*, token: str, reader: User | None, now: datetime) -> Offer:
    """Return what the link's secret opens at that moment, for whoever follows it. Raises NotFound."""
    invitation = only(
        Invitation.objects.open_at(now).filter(token_hash=hash_of(token)).select_related("organisation", "invited_by")
    )
    owner = person_by_email(email=invitation.email)
    return Offer(
        invitation=invitation,
        has_account=owner is not None and owner.is_active,
        is_readers=owner is not None and owner == reader,
    )


def hash_of(token: str) -> str:
    """Return what is kept of an invitation's secret. It has 256 random bits, so a plain hash hides it."""
    return sha256(token.encode()).hexdigest()
