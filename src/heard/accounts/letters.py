"""Every letter this app sends: plain words, no answer's text, nothing that helps a stranger who reads it later."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from heard.accounts.models import Role


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A subject and a body in plain text."""

    subject: str
    body: str


def invitation(*, organisation: str, role: Role, invited_by: str, href: str, days: int) -> Letter:
    """Return the letter that offers a role and carries its link."""
    words = {
        "organisation": organisation,
        "role": str(role.label),
        "invited_by": invited_by,
        "href": href,
        "days": days,
    }
    return Letter(
        subject=_("Join %(organisation)s on Heard") % words,
        body=_(
            "%(invited_by)s invites you to join %(organisation)s on Heard.\n"
            "Your role will be: %(role)s.\n"
            "\n"
            "To join, open this link within %(days)s days:\n"
            "%(href)s\n"
            "\n"
            "The link works once and is meant for you alone. If you did not expect it, you can ignore this email.\n"
        )
        % words,
    )


def second_factor_removed(*, full_name: str, organisation: str, href: str) -> Letter:
    """Return the letter that tells a person that their second factor was removed."""
    words = {"full_name": full_name, "organisation": organisation, "href": href}
    return Letter(
        subject=_("Your second factor on Heard was removed"),
        body=_(
            "Hello %(full_name)s,\n"
            "\n"
            "An administrator of %(organisation)s removed the second factor of your account, because it was lost.\n"
            "You are signed out everywhere. When you next sign in, you will set up a new one:\n"
            "%(href)s\n"
            "\n"
            "If you did not ask for this, tell your administrator at once and choose a new password.\n"
        )
        % words,
    )
