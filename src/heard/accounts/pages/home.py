"""The start page, and the reader's own account."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Self

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import Membership, Organisation, Role, User
from heard.accounts.pages import words
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class Place:
    """What the reader does in one organisation, and the way out of it."""

    organisation: str
    roles: str
    leave_href: str


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """What the reader can do."""

    template: ClassVar[str] = "accounts/home.jinja"

    places: tuple[Place, ...]
    sections: tuple[words.Link, ...]

    @classmethod
    def of(cls, *, user: User, memberships: Iterable[Membership], sections: tuple[words.Link, ...]) -> Self:
        """Return the reader's start page."""
        return cls(
            title=_("Hello, %(name)s") % {"name": user.full_name}, places=_places(memberships), sections=sections
        )


@dataclass(frozen=True, kw_only=True)
class AccountPage(Page):
    """The reader's own account."""

    template: ClassVar[str] = "accounts/account.jinja"

    name: str
    email: str
    places: tuple[Place, ...]
    password_href: str
    second_factor_href: str

    @classmethod
    def of(cls, *, user: User, memberships: Iterable[Membership]) -> Self:
        """Return the reader's account."""
        return cls(
            title=_("Your account"),
            name=user.full_name,
            email=user.email,
            places=_places(memberships),
            password_href=reverse("account_change_password"),
            second_factor_href=reverse("mfa_index"),
        )


def _places(memberships: Iterable[Membership]) -> tuple[Place, ...]:
    held: dict[Organisation, list[Role]] = {}
    for each in memberships:
        held.setdefault(each.organisation, []).append(Role(each.role))
    return tuple(
        Place(
            organisation=organisation.name,
            roles=words.roles(role for role in Role if role in theirs),
            leave_href=reverse("accounts:account_leave", args=[organisation.slug]),
        )
        for organisation, theirs in held.items()
    )
