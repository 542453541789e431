"""What people may do in an organisation, how they leave it, and what happens when a second factor is lost."""

from collections.abc import Collection
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from heard.accounts import letters, mail, queries
from heard.accounts.actions.recording import record
from heard.accounts.models import Membership, MembershipQuerySet, Organisation, Role, User


class LastAdministrator(Exception):
    """The organisation would be left without an administrator."""


class NoRole(Exception):
    """A person keeps at least one role; to take the last one away, let them leave."""


class OwnSecondFactor(Exception):
    """Nobody removes their own second factor this way: someone else has to check who they are."""


class NothingToRemove(Exception):
    """The person has no second factor."""


def change_roles(*, user: User, organisation: Organisation, roles: Collection[Role], by: User, now: datetime) -> None:
    """Give the person exactly these roles in the organisation. Raises NoRole and LastAdministrator."""
    if not roles:
        raise NoRole
    with transaction.atomic():
        held = _held(user, organisation)
        before = {Role(each.role) for each in held}
        wanted = set(roles)
        held.exclude(role__in=wanted).update(ended_at=now)
        Membership.objects.bulk_create(
            Membership(user=user, organisation=organisation, role=role, started_at=now) for role in wanted - before
        )
        _keep_an_administrator(organisation, was=Role.ADMINISTRATOR in before)
        for role in sorted(wanted - before):
            record(code="accounts.role.given", subject=user, by=by, now=now, organisation=organisation, role=role.value)
        for role in sorted(before - wanted):
            record(code="accounts.role.taken", subject=user, by=by, now=now, organisation=organisation, role=role.value)


def leave(*, user: User, organisation: Organisation, by: User, now: datetime) -> None:
    """End the person's work in the organisation. Whoever is left with none loses their account and every session.

    Raises LastAdministrator.
    """
    with transaction.atomic():
        held = _held(user, organisation)
        was_administrator = held.filter(role=Role.ADMINISTRATOR).exists()
        held.update(ended_at=now)
        _keep_an_administrator(organisation, was=was_administrator)
        record(code="accounts.person.left", subject=user, by=by, now=now, organisation=organisation)
        if not queries.memberships_of(user=user).exists():
            _close_account(user)
            record(code="accounts.person.closed", subject=user, by=by, now=now, organisation=organisation)


def remove_second_factor(*, user: User, organisation: Organisation, reason: str, by: User, now: datetime) -> bool:
    """Remove a lost second factor after its owner was recognised, end their sessions, and tell them by email.

    Every organisation the person works in gets the audit line. `reason` is one of the codes of
    heard.accounts.audit_sentences.RECOGNISED. Returns whether the email went out. Raises OwnSecondFactor and
    NothingToRemove.
    """
    if user.pk == by.pk:
        raise OwnSecondFactor
    with transaction.atomic():
        removed, _ = Authenticator.objects.filter(user=user).delete()
        if not removed:
            raise NothingToRemove
        _end_sessions(user)
        for each in Organisation.objects.filter(memberships__in=queries.memberships_of(user=user)).distinct():
            record(
                code="accounts.second_factor.removed",
                subject=user,
                by=by,
                now=now,
                organisation=each,
                reason=reason,
            )
    letter = letters.second_factor_removed(
        full_name=user.full_name,
        organisation=organisation.name,
        href=settings.HEARD_BASE_URL + reverse("account_login"),
    )
    is_sent = mail.send(to=user.email, subject=letter.subject, body=letter.body, now=now)
    if not is_sent:
        record(code="accounts.mail.failed", subject=user, by=None, now=now, organisation=organisation)
    return is_sent


def _held(user: User, organisation: Organisation) -> MembershipQuerySet:
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    return Membership.objects.filter(user=user, organisation=organisation, ended_at=None)


def _keep_an_administrator(organisation: Organisation, *, was: bool) -> None:
    if was and not queries.is_administered(organisation=organisation):
        raise LastAdministrator


def _close_account(user: User) -> None:
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    _end_sessions(user)


def _end_sessions(user: User) -> None:
    user.sessions_ended += 1
    user.save(update_fields=["sessions_ended"])
