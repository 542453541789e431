"""Makes organisations, people and their roles for tests."""

from datetime import UTC, datetime
from time import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory

from heard.accounts import actions
from heard.accounts.models import Membership, Organisation, OrganisationKind, Role, Succession, User

A_DAY = datetime(2026, 7, 8, 9, 0, tzinfo=UTC)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """A fictional national body."""

    class Meta:
        model = Organisation

    name = Sequence(lambda n: f"Harbour Voice {n}")
    short_name = ""
    slug = Sequence(lambda n: f"harbour-voice-{n}")
    kind = OrganisationKind.NATIONAL_BODY
    accent_colour = "#005eb8"
    created_at = A_DAY


class UserFactory(DjangoModelFactory[User]):
    """A person without a role; they can sign in where `password` is given."""

    class Meta:
        model = User

    email = Sequence(lambda n: f"person{n}@example.org")
    full_name = Sequence(lambda n: f"Person Number {n}")
    joined_at = A_DAY
    password = None

    @classmethod
    def _create(cls, model_class: type[User], *_: Any, **kwargs: Any) -> User:
        password = kwargs.pop("password", None)
        user = model_class(**kwargs)
        if password is None:
            user.set_unusable_password()
        else:
            user.set_password(password)
        user.save()
        return user


class MembershipFactory(DjangoModelFactory[Membership]):
    """One role of one person in one organisation, from the day they joined."""

    class Meta:
        model = Membership

    user = SubFactory(UserFactory)
    organisation = SubFactory(OrganisationFactory)
    role = Role.CASEWORKER
    started_at = A_DAY


def give_second_factor(user: User) -> str:
    """Set up an authenticator app for the person, without which no staff page opens, and return its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def prove(client: Client, user: User, *, method: str = "mfa", at: float | None = None) -> None:
    """Let the person have shown just now, or at a moment, who they are, as signing in does."""
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": method, "at": time() if at is None else at}]
    session.save()


def member(role: Role, organisation: Organisation | None = None) -> User:
    """Return a new person who holds the role in the organisation (a new one where none is given).

    They have a second factor, so that `client.force_login` is enough to open staff pages.
    """
    user = MembershipFactory.create(role=role, organisation=organisation or OrganisationFactory.create()).user
    give_second_factor(user)
    return user


def hand_over(predecessor: Organisation, successor: Organisation, *, at: datetime = A_DAY) -> Succession:
    """Let one organisation take another's place, at once."""
    return actions.hand_over(predecessor=predecessor, successor=successor, at=at, reason="Reform", by=None, now=at)


def split(predecessor: Organisation, *, keeper: Organisation, other: Organisation, at: datetime = A_DAY) -> None:
    """Share an organisation's work out between the keeper of its records and another, at once."""
    heirs = [actions.Heir(organisation=keeper, is_keeper=True), actions.Heir(organisation=other)]
    actions.split(predecessor=predecessor, heirs=heirs, at=at, reason="Reform", by=None, now=at)
