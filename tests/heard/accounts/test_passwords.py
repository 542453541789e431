"""Which passwords staff may choose."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from heard.accounts.models import User


@pytest.mark.parametrize("password", ["quiet harbour lantern", "seven calm otters", "summer winter autumn"])
def test_three_random_words_are_taken(password: str) -> None:
    validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "Password2026!!",
        "Welcome12345!",
        "Manchester2024!",
        "qwertyuiop123",
        "healthwatchhealthwatch",
        "x" * 300,
        "eleven char",
    ],
)
def test_what_is_short_or_easily_guessed_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


def test_the_persons_own_name_and_address_are_refused() -> None:
    user = User(email="bartholomew.pennyfeather@example.org", full_name="Bartholomew Pennyfeather")

    with pytest.raises(ValidationError):
        validate_password("pennyfeather bartholomew", user)
