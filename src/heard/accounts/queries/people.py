"""The people of an organisation, and what guards their accounts."""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from heard.accounts.models import Membership, Organisation, Role, User
from heard.accounts.queries.sessions import has_lapsed
from heard.design.errors import NotFound

_SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A person in an organisation: what they do there, since when, and whether a second factor guards them."""

    user: User
    roles: tuple[Role, ...]
    since: datetime
    has_second_factor: bool


def colleagues(*, organisation: Organisation) -> tuple[Colleague, ...]:
    """Return everyone who works in the organisation, by name."""
    memberships = (
        Membership.objects.current().filter(organisation=organisation).select_related("user").order_by("started_at")
    )
    held: dict[User, list[Membership]] = {}
    for membership in memberships:
        held.setdefault(membership.user, []).append(membership)
    secured = set(_second_factors().filter(user__in=held).values_list("user_id", flat=True))
    return tuple(
        Colleague(
            user=user,
            roles=tuple(role for role in Role if role in {each.role for each in theirs}),
            since=theirs[0].started_at,
            has_second_factor=user.pk in secured,
        )
        for user, theirs in sorted(held.items(), key=lambda pair: pair[0].full_name.casefold())
    )


def colleague(*, organisation: Organisation, person: int) -> Colleague:
    """Return one person who works in the organisation. Raises NotFound."""
    for each in colleagues(organisation=organisation):
        if each.user.pk == person:
            return each
    raise NotFound


def has_second_factor(*, user: User) -> bool:
    """Return whether the person has set up a second factor; recovery codes alone are none."""
    return _second_factors().filter(user=user).exists()


def may_enter(*, user: User) -> bool:
    """Return whether the person has proved enough to see staff pages: a second factor, but for the demo."""
    return bool(settings.HEARD_DEMO) or has_second_factor(user=user)


def signed_in_person(*, session_key: str, now: datetime) -> User | None:
    """Return who is signed in by a session cookie, for code that stands ahead of Django's middleware.

    Asks all that a staff page asks: the session lasts, nothing ended it, the person is active, and may enter.
    """
    session: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user = User.objects.filter(pk=session.get(SESSION_KEY) or 0, is_active=True).first()
    if user is None or not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return None
    if has_lapsed(session=session, user=user, now=now):
        return None
    return user if may_enter(user=user) else None


def person_by_email(*, email: str) -> User | None:
    """Return whoever has the address, active or not."""
    return User.objects.filter(email=email.strip().lower()).first()


def _second_factors() -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(type__in=_SECOND_FACTORS)
