"""Browsers that somebody has signed in with: strangers' wrong guesses do not keep them out.

Failed attempts are counted by email address, wherever they come from. So that nobody can be locked out by guesses of
someone else's, a browser in which a person has signed in before, by all that was asked of them, has a count of its own.
Its cookie holds a random number, and a keyed hash of the address that it is for: it lets nobody in by itself.
"""

import secrets
from datetime import timedelta
from hmac import compare_digest

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from heard.design.cookies import named

COOKIE_NAME = "heard_known"
LIFETIME = timedelta(days=180)
_SALT = "heard.accounts.known-browser"


def is_known_as(request: HttpRequest, *, email: str) -> str:
    """Return the browser's own number where somebody has signed in with this address there; nothing elsewhere."""
    try:
        told = TimestampSigner(salt=_SALT).unsign(request.COOKIES.get(_cookie(), ""), max_age=LIFETIME)
    except BadSignature:
        return ""
    number, _, whose = told.partition(".")
    return number if compare_digest(whose.encode(), _whose(email).encode()) else ""


def remember(response: HttpResponse, *, email: str) -> None:
    """Let the browser keep that somebody signed in with this address."""
    response.set_cookie(
        _cookie(),
        TimestampSigner(salt=_SALT).sign(f"{secrets.token_hex(16)}.{_whose(email)}"),
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _whose(email: str) -> str:
    return salted_hmac(_SALT, email.lower(), algorithm="sha256").hexdigest()


def _cookie() -> str:
    return named(COOKIE_NAME, is_secure=settings.SESSION_COOKIE_SECURE)
