"""Inviting people, and what becomes of an invitation."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.urls import reverse

from heard.accounts import letters, mail, queries
from heard.accounts.actions.recording import record
from heard.accounts.models import Invitation, Membership, Organisation, Role, User
from heard.design.once import once

LASTS = timedelta(days=7)
KEPT = timedelta(days=90)


class AlreadyThere(Exception):
    """The person already holds that role in that organisation."""


class AlreadyInvited(Exception):
    """An invitation to that address for that role still waits."""


class InvitationClosed(Exception):
    """The invitation was accepted, withdrawn or has expired."""


class NotTheirs(Exception):
    """The invitation was sent to somebody else's address."""


class HasAccount(Exception):
    """The address belongs to an account: its owner signs in to accept."""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """An invitation, and whether its letter went out."""

    invitation: Invitation
    is_sent: bool


def invite(*, organisation: Organisation, email: str, role: Role, by: User, now: datetime) -> Invited:
    """Offer a role by email. Raises AlreadyThere and AlreadyInvited."""
    address = email.strip().lower()
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        _hold(organisation)
        if Membership.objects.current().filter(user__email=address, organisation=organisation, role=role).exists():
            raise AlreadyThere
        same = Invitation.objects.open_at(now).filter(email=address, organisation=organisation, role=role)
        if same.exists():
            raise AlreadyInvited
        invitation = Invitation.objects.create(
            email=address,
            organisation=organisation,
            role=role,
            token_hash=queries.hash_of(token),
            invited_by=by,
            invited_at=now,
            expires_at=now + LASTS,
        )
        _record(invitation, code="accounts.invitation.sent", by=by, now=now)
    return Invited(invitation=invitation, is_sent=_send(invitation, token, now=now))


def resend(*, invitation: Invitation, by: User, now: datetime) -> Invited:
    """Send a waiting invitation again under a new secret, with its full time; the old link stops.

    Raises InvitationClosed.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation = _waiting(invitation)
        invitation.token_hash = queries.hash_of(token)
        invitation.expires_at = now + LASTS
        invitation.save(update_fields=["token_hash", "expires_at"])
        _record(invitation, code="accounts.invitation.resent", by=by, now=now)
    return Invited(invitation=invitation, is_sent=_send(invitation, token, now=now))


def withdraw(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Take an invitation back; its link stops. Raises InvitationClosed."""
    with transaction.atomic():
        invitation = _waiting(invitation)
        invitation.withdrawn_at = now
        invitation.save(update_fields=["withdrawn_at"])
        _record(invitation, code="accounts.invitation.withdrawn", by=by, now=now)


def accept_as_new(*, invitation: Invitation, full_name: str, password: str, now: datetime) -> User:
    """Give the invited person an account with that name and password, and the role.

    Someone who left every organisation starts afresh in the account they had. Raises InvitationClosed, HasAccount,
    and django.core.exceptions.ValidationError where the password is weak.
    """
    with transaction.atomic():
        invitation = _open(invitation, now=now)
        user = queries.person_by_email(email=invitation.email)
        if user is None:
            user = User(email=invitation.email, joined_at=now)
        elif user.is_active:
            raise HasAccount
        user.full_name = full_name
        user.is_active = True
        validate_password(password, user)
        user.set_password(password)
        with once(HasAccount):
            user.save()
        Authenticator.objects.filter(user=user).delete()
        _accept(invitation, user=user, now=now)
    return user


def accept_as(*, invitation: Invitation, user: User, now: datetime) -> None:
    """Give the role to the signed-in person whom the invitation names. Raises InvitationClosed and NotTheirs."""
    with transaction.atomic():
        invitation = _open(invitation, now=now)
        if invitation.email != user.email:
            raise NotTheirs
        _accept(invitation, user=user, now=now)


def erase_old_invitations(*, now: datetime) -> int:
    """Delete invitations, and the addresses in them, 90 days after they ran out; return how many."""
    deleted, _ = Invitation.objects.filter(expires_at__lt=now - KEPT).delete()
    return deleted


def _accept(invitation: Invitation, *, user: User, now: datetime) -> None:
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    Membership.objects.get_or_create(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        ended_at=None,
        defaults={"started_at": now},
    )
    _record(invitation, code="accounts.invitation.accepted", by=user, now=now)


def _waiting(invitation: Invitation) -> Invitation:
    held = Invitation.objects.waiting().select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if held is None:
        raise InvitationClosed
    return held


def _open(invitation: Invitation, *, now: datetime) -> Invitation:
    held = _waiting(invitation)
    if held.expires_at <= now or held.token_hash != invitation.token_hash:
        raise InvitationClosed
    return held


def _hold(organisation: Organisation) -> None:
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _record(invitation: Invitation, *, code: str, by: User | None, now: datetime) -> None:
    record(code=code, subject=invitation, by=by, now=now, organisation=invitation.organisation, role=invitation.role)


def _send(invitation: Invitation, token: str, *, now: datetime) -> bool:
    letter = letters.invitation(
        organisation=invitation.organisation.name,
        role=Role(invitation.role),
        invited_by=invitation.invited_by.full_name,
        href=settings.HEARD_BASE_URL + reverse("accounts:invitation", args=[token]),
        days=LASTS.days,
    )
    is_sent = mail.send(to=invitation.email, subject=letter.subject, body=letter.body, now=now)
    if not is_sent:
        _record(invitation, code="accounts.mail.failed", by=None, now=now)
    return is_sent
