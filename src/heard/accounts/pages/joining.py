"""What people see who follow an invitation."""

from dataclasses import dataclass
from typing import ClassVar, Self
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import Invitation, Role
from heard.design.forms import Form
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class NewPersonPage(Page):
    """Asks the name and password of someone who has no account yet."""

    template: ClassVar[str] = "accounts/new_person.jinja"

    role: str
    invited_by: str
    email: str
    form: Form

    @classmethod
    def of(cls, *, invitation: Invitation, form: Form) -> Self:
        """Return the page of one invitation."""
        return cls(
            title=_("Join %(organisation)s") % {"organisation": invitation.organisation.name},
            role=str(Role(invitation.role).label),
            invited_by=invitation.invited_by.full_name,
            email=invitation.email,
            form=form,
            has_errors=bool(form.errors),
        )


@dataclass(frozen=True, kw_only=True)
class JoinPage(Page):
    """Offers a role to someone who has an account: to accept, or first to sign in as the right person."""

    template: ClassVar[str] = "accounts/join.jinja"

    role: str
    invited_by: str
    may_accept: bool
    must_sign_out: bool
    sign_in_href: str

    @classmethod
    def to_accept(cls, *, invitation: Invitation) -> Self:
        """Return the page for whoever it was sent to."""
        return cls._of(invitation, may_accept=True)

    @classmethod
    def to_sign_in(cls, *, invitation: Invitation) -> Self:
        """Return the page for someone who has an account but is not signed in."""
        query = urlencode({"next": reverse("accounts:join")})
        return cls._of(invitation, sign_in_href=f"{reverse('account_login')}?{query}")

    @classmethod
    def to_sign_out(cls, *, invitation: Invitation) -> Self:
        """Return the page for somebody else."""
        return cls._of(invitation, must_sign_out=True)

    @classmethod
    def _of(
        cls, invitation: Invitation, *, may_accept: bool = False, must_sign_out: bool = False, sign_in_href: str = ""
    ) -> Self:
        return cls(
            title=_("Join %(organisation)s") % {"organisation": invitation.organisation.name},
            role=str(Role(invitation.role).label),
            invited_by=invitation.invited_by.full_name,
            may_accept=may_accept,
            must_sign_out=must_sign_out,
            sign_in_href=sign_in_href,
        )


@dataclass(frozen=True, kw_only=True)
class NoInvitationPage(Page):
    """Says that a link no longer works, and what to do; the same for every reason."""

    template: ClassVar[str] = "accounts/no_invitation.jinja"

    @classmethod
    def of(cls) -> Self:
        """Return the page."""
        return cls(title=_("This link no longer works"))
