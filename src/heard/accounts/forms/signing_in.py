"""allauth's forms in our words: each label says what to write, each error what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_NEW_PASSWORD = _("Use at least 12 characters. Three random words make a good password.")


def _say(
    field: forms.Field, *, label: str | _StrPromise, empty: str | _StrPromise, hint: str | _StrPromise = ""
) -> None:
    field.label = label
    field.help_text = hint
    field.error_messages["required"] = empty
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["spellcheck"] = "false"


def _ask_for_email(field: forms.Field) -> None:
    _say(field, label=_("Email address"), empty=_("Enter your email address"))
    field.error_messages["invalid"] = _("Enter an email address like name@example.org")
    field.widget.attrs["autocomplete"] = "username"


def _ask_for_code(field: forms.Field, *, hint: str | _StrPromise) -> None:
    _say(field, label=_("Code"), empty=_("Enter the code"), hint=hint)
    field.widget.attrs.update({"inputmode": "numeric", "class": "nhsuk-input--width-10"})


def _ask_for_new_password(form: forms.Form) -> None:
    _say(form.fields["password1"], label=_("New password"), empty=_("Enter a new password"), hint=_NEW_PASSWORD)
    _say(form.fields["password2"], label=_("New password again"), empty=_("Enter the new password again"))


class SignInForm(account.LoginForm):
    """Email address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_email(self.fields["login"])
        _say(self.fields["password"], label=_("Password"), empty=_("Enter your password"))


class ForgottenPasswordForm(account.ResetPasswordForm):
    """The address that the link for a new password goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_email(self.fields["email"])


class NewPasswordForm(account.ResetPasswordKeyForm):
    """A new password, reached by a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_new_password(self)


class ChangePasswordForm(account.ChangePasswordForm):
    """A new password, chosen while signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], label=_("Password you use now"), empty=_("Enter the password you use now"))
        _ask_for_new_password(self)


class ConfirmPasswordForm(account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], label=_("Password"), empty=_("Enter your password"))


class SecondFactorForm(second_factor.AuthenticateForm):
    """A code from the app or one of the recovery codes, at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(
            self.fields["code"],
            hint=_("The 6 digits that your authenticator app shows, or one of your recovery codes."),
        )


class ConfirmSecondFactorForm(second_factor.ReauthenticateForm):
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"], hint=_("The 6 digits that your authenticator app shows."))


class SetUpSecondFactorForm(totp.ActivateTOTPForm):
    """The first code, which proves that the app is set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"], hint=_("The 6 digits that your authenticator app shows now."))
