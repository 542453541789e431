"""Inviting people, what they may do, and joining."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heard.accounts.audit_sentences import RECOGNISED
from heard.accounts.models import Role, User
from heard.design import fields, forms

_PURPOSES = {
    Role.CAMPAIGN_MANAGER: _("Plans campaigns, their questions, partners and links"),
    Role.ANALYST: _("Reads the figures and what people said, and imports records"),
    Role.CASEWORKER: _("Reads what people said, decides what it is about and acts on it"),
    Role.PARTNER: _("Sees how a partner's own links do"),
    Role.RESPONDER: _("Answers the issues that are sent to their organisation"),
    Role.ADMINISTRATOR: _("Invites people, changes roles, and looks after the organisation's name and mark"),
    Role.PRIVACY_LEAD: _("Looks after what people were promised, and reads the audit log"),
}
_ROLES = tuple(fields.Choice(value=role.value, label=role.label, hint=_PURPOSES[role]) for role in Role)


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = fields.EmailField(
        label=_("Email address"),
        hint=_("We send them a link that works for 7 days."),
        autocomplete="off",
        max_length=254,
    )
    role = fields.RadiosField(
        label=_("What will they do?"),
        hint=_("You can give them more roles once they have joined."),
        choices=_ROLES,
        coerce=Role,
        error_messages={"required": _("Choose what they will do")},
    )


class FirstAdministratorForm(forms.Form):
    """Whom to invite to look after an organisation that nobody looks after yet."""

    email = fields.EmailField(
        label=_("Email address"),
        hint=_("We send them a link that works for 7 days."),
        autocomplete="off",
        max_length=254,
    )


class RolesForm(forms.Form):
    """Everything a person does in one organisation."""

    roles = fields.CheckboxesField(
        label=_("Roles"),
        choices=_ROLES,
        coerce=Role,
        small=True,
        error_messages={"required": _("Choose at least one role. To take them all away, end their work here.")},
    )


class SecondFactorRemovalForm(forms.Form):
    """How the administrator made sure who is asking."""

    reason = fields.RadiosField(
        label=_("How did you check who they are?"),
        choices=tuple(RECOGNISED.items()),
        error_messages={"required": _("Choose how you checked who they are")},
    )


class NewPersonForm(forms.Form):
    """The name and password of someone who has no account yet."""

    full_name = fields.NameField(
        label=_("Full name"),
        hint=_("The people you work with will see it."),
        autocomplete="name",
        max_length=150,
        error_messages={"required": _("Enter your full name")},
    )
    password = fields.PasswordField(
        label=_("Password"),
        hint=_("Use at least 12 characters. Three random words make a good password."),
        autocomplete="new-password",
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean(self) -> dict[str, Any]:
        """Refuse a password that is short, common, or says who they are."""
        answers = super().clean() or self.cleaned_data
        if password := answers.get("password"):
            try:
                validate_password(password, User(email=self._email, full_name=answers.get("full_name", "")))
            except ValidationError as weak:
                self.add_error("password", weak)
        return answers
