"""The people of an organisation and what may be done about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import Invitation, Organisation, Role
from heard.accounts.pages import words
from heard.accounts.queries import Colleague
from heard.design.forms import Form
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class ChooserPage(Page):
    """Several organisations to choose from."""

    template: ClassVar[str] = "accounts/chooser.jinja"

    choices: tuple[words.Link, ...]

    @classmethod
    def of(cls, *, title: str, organisations: Iterable[Organisation], url_name: str) -> Self:
        """Return the page that leads to each organisation's own."""
        return cls(
            title=title,
            choices=tuple(
                words.Link(
                    text=each.name, href=reverse(url_name, args=[each.slug]), purpose=str(each.get_kind_display())
                )
                for each in organisations
            ),
        )


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One line of the people page."""

    name: str
    href: str
    roles: str
    has_second_factor: bool
    last_seen: str


@dataclass(frozen=True, kw_only=True)
class InvitationRow:
    """One invitation that waits."""

    email: str
    role: str
    invited_by: str
    expires: str
    has_expired: bool
    resend_href: str
    withdraw_href: str


@dataclass(frozen=True, kw_only=True)
class PeoplePage(Page):
    """Everyone who works in an organisation, and everyone who is invited."""

    template: ClassVar[str] = "accounts/people.jinja"

    organisation: str
    invite_href: str
    people: tuple[PersonRow, ...]
    invitations: tuple[InvitationRow, ...]

    @classmethod
    def of(
        cls,
        *,
        organisation: Organisation,
        colleagues: Iterable[Colleague],
        invitations: Iterable[Invitation],
        now: datetime,
    ) -> Self:
        """Return the page of one organisation."""
        return cls(
            title=_("People"),
            organisation=organisation.name,
            invite_href=reverse("accounts:invite", args=[organisation.slug]),
            people=tuple(_person(each, organisation=organisation) for each in colleagues),
            invitations=tuple(_invitation(each, organisation=organisation, now=now) for each in invitations),
        )


def _person(colleague: Colleague, *, organisation: Organisation) -> PersonRow:
    return PersonRow(
        name=colleague.user.full_name,
        href=reverse("accounts:person", args=[organisation.slug, colleague.user.pk]),
        roles=words.roles(colleague.roles),
        has_second_factor=colleague.has_second_factor,
        last_seen=words.last_seen(colleague.user.last_login),
    )


def _invitation(invitation: Invitation, *, organisation: Organisation, now: datetime) -> InvitationRow:
    place = [organisation.slug, invitation.pk]
    return InvitationRow(
        email=invitation.email,
        role=str(Role(invitation.role).label),
        invited_by=invitation.invited_by.full_name,
        expires=words.day(invitation.expires_at),
        has_expired=invitation.expires_at <= now,
        resend_href=reverse("accounts:resend", args=place),
        withdraw_href=reverse("accounts:withdraw", args=place),
    )


@dataclass(frozen=True, kw_only=True)
class InvitePage(Page):
    """Asks whom to invite."""

    template: ClassVar[str] = "accounts/invite.jinja"

    organisation: str
    form: Form

    @classmethod
    def of(cls, *, organisation: Organisation, form: Form) -> Self:
        """Return the page for a new colleague."""
        return cls(
            title=_("Invite someone"),
            organisation=organisation.name,
            form=form,
            has_errors=bool(form.errors),
            back_href=reverse("accounts:people_of", args=[organisation.slug]),
        )


@dataclass(frozen=True, kw_only=True)
class PersonPage(Page):
    """One person in one organisation."""

    template: ClassVar[str] = "accounts/person.jinja"

    organisation: str
    email: str
    since: str
    last_seen: str
    has_second_factor: bool
    is_reader: bool
    form: Form
    leave_href: str
    second_factor_href: str

    @classmethod
    def of(cls, *, organisation: Organisation, colleague: Colleague, form: Form, reader: int) -> Self:
        """Return the page; `reader` is the primary key of whoever looks at it."""
        place = [organisation.slug, colleague.user.pk]
        return cls(
            title=colleague.user.full_name,
            organisation=organisation.name,
            email=colleague.user.email,
            since=words.day(colleague.since),
            last_seen=words.last_seen(colleague.user.last_login),
            has_second_factor=colleague.has_second_factor,
            is_reader=colleague.user.pk == reader,
            form=form,
            has_errors=bool(form.errors),
            leave_href=reverse("accounts:person_leave", args=place),
            second_factor_href=reverse("accounts:person_second_factor", args=place),
            back_href=reverse("accounts:people_of", args=[organisation.slug]),
        )


@dataclass(frozen=True, kw_only=True)
class LeavePage(Page):
    """Asks once more before someone's work in an organisation ends."""

    template: ClassVar[str] = "accounts/leave.jinja"

    sentences: tuple[str, ...]
    button: str
    problem: str

    @classmethod
    def of_colleague(cls, *, organisation: Organisation, colleague: Colleague, problem: str = "") -> Self:
        """Return the page on which an administrator ends somebody's work."""
        names = {"name": colleague.user.full_name, "organisation": organisation.name}
        return cls(
            title=_("End the work of %(name)s") % names,
            sentences=(
                _("%(name)s will no longer see anything of %(organisation)s.") % names,
                _("What they did stays in the records and in the audit log."),
                _("If they work nowhere else on Heard, their account is closed and they are signed out everywhere."),
            ),
            button=_("End their work here"),
            problem=problem,
            has_errors=bool(problem),
            back_href=reverse("accounts:person", args=[organisation.slug, colleague.user.pk]),
        )

    @classmethod
    def of_reader(cls, *, organisation: Organisation, problem: str = "") -> Self:
        """Return the page on which people leave by themselves."""
        names = {"organisation": organisation.name}
        return cls(
            title=_("Leave %(organisation)s") % names,
            sentences=(
                _("You will no longer see anything of %(organisation)s.") % names,
                _("If you work nowhere else on Heard, your account is closed and you are signed out everywhere."),
                _("To come back, you would need a new invitation."),
            ),
            button=_("Leave %(organisation)s") % names,
            problem=problem,
            has_errors=bool(problem),
            back_href=reverse("accounts:account"),
        )


@dataclass(frozen=True, kw_only=True)
class SecondFactorRemovalPage(Page):
    """Asks how the administrator made sure, before a lost second factor is removed."""

    template: ClassVar[str] = "accounts/second_factor_removal.jinja"

    name: str
    form: Form

    @classmethod
    def of(cls, *, organisation: Organisation, colleague: Colleague, form: Form) -> Self:
        """Return the page about one colleague."""
        return cls(
            title=_("Remove a lost second factor"),
            name=colleague.user.full_name,
            form=form,
            has_errors=bool(form.errors),
            back_href=reverse("accounts:person", args=[organisation.slug, colleague.user.pk]),
        )
