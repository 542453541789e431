"""How allauth signs our people in: nobody signs up by themselves, and its mail goes out by our adapter.

Failed attempts are counted in Django's cache, which is a table of the database (heard.accounts.models.Attempt): all
processes share one count.
"""

import base64
import hashlib
from io import BytesIO
from time import time
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from heard.accounts import actions, known_browsers, mail, queries
from heard.accounts.models import User
from heard.design import clock

_STAFF = "/staff/"
_FORGOTTEN = "account/email/password_reset_key"


class StaffAdapter(DefaultAccountAdapter):
    """Closes sign-up, since people come by invitation, and says in our words what went wrong."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The email address or the password is not right"),
        "too_many_login_attempts": _("There were too many attempts. Wait 5 minutes, then try again"),
        "rate_limited": _("There were too many attempts. Wait 5 minutes, then try again"),
        "incorrect_code": _("The code is not right. Wait for the next one, then try again"),
        "incorrect_password": _("The password is not right"),
        "enter_current_password": _("The password you use now is not right"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False, always."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Return False, always: every answer is a page."""
        return False

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Lead on whoever has shown all that is asked for, and let their browser be known again."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if isinstance(user, User):
            known_browsers.remember(response, email=user.email)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Return the name under which failed attempts are counted: a browser that is known has a count of its own."""
        known = known_browsers.is_known_as(request, email=str(credentials.get("email", "")))
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{known}" if known else key

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return whether nothing proved within the last minutes who sits here; signing in proves it too."""
        latest = max(
            (record["at"] for record in get_authentication_records(self.request, self.request.user)), default=0
        )
        return time() - float(latest) > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Return how a person shows once more that it is they.

        On the way to a staff page that is by the second factor alone, where they have one (`doors.prove_again`).
        """
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        asked = {**self.request.GET.dict(), **self.request.POST.dict()}.get(REDIRECT_FIELD_NAME, "")
        if asked.startswith(_STAFF) and isinstance(user, User) and queries.has_second_factor(user=user):
            return [way for way in ways if str(way["id"]).startswith("mfa")]
        return ways

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return the reader's account, which asks to sign in with the new password."""
        return reverse("accounts:account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of allauth's letters; when it cannot be sent, the page goes on and the audit log says so.

        The link for a forgotten password is sent while the page answers: how long the answer takes must not tell
        whether somebody has an account.
        """
        person = context.get("user") or self.request.user

        def send() -> None:
            message = self.render_mail(template_prefix, email, {"request": self.request, **context})
            if not mail.deliver(message) and isinstance(person, User):
                actions.record(code="accounts.mail.failed", subject=person, by=None, now=clock.now())

        if template_prefix == _FORGOTTEN:
            mail.meanwhile(send)
        else:
            send()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps encrypted under the site's secret key."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": StaffAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """Return the secret as it is stored."""
        return _boxes().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret."""
        return _boxes().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code that an authenticator app reads."""
        drawn = BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=5, border=4, light="#ffffff")
        return drawn.getvalue().decode()


def _boxes() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str | bytes) -> bytes:
    told = b"heard.accounts.second-factor:" + force_bytes(secret)
    return base64.urlsafe_b64encode(hashlib.sha256(told).digest())
