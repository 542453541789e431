"""Whether a password is easily guessed: by words, names, dates, patterns and 30,000 passwords that others use."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

SAFE = 4
"""Of 0 to 4: at least ten thousand million guesses, so that a stolen table of hashes helps little."""

_LOOKED_AT = 72
_OURS = ("heard", "feedback", "campaign", "healthwatch", "nhs")


class HardToGuess:
    """Refuses a password that is long and easily guessed, such as `Password2026!` or the person's own name."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password that is easily guessed."""
        own = [*_OURS, *_parts(getattr(user, "email", "")), *_parts(getattr(user, "full_name", ""))]
        if zxcvbn(password[:_LOOKED_AT], user_inputs=own)["score"] < SAFE:
            raise ValidationError(
                _("This password is easily guessed. Use three random words that do not belong together"),
                code="password_easily_guessed",
            )

    def get_help_text(self) -> str:
        """Return what Django shows beside the field."""
        return _("Your password must not be easily guessed.")


def _parts(told: str) -> list[str]:
    return [part for part in told.replace("@", " ").replace(".", " ").split() if part]
