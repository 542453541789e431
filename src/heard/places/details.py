"""What makes the details of an office or a contact right, for a form and for a file alike.

Each function takes what was written and returns what is kept; what cannot be right raises NotRight, whose message
says why and how to mend it.
"""

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from heard.design.phones import NotANumber, national, text_code
from heard.places.hours import NotUnderstood, read_hours
from heard.places.languages import UnknownLanguage, codes_of

T = TypeVar("T")

MAIL_HOSTS = (
    *("gmail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "yahoo.com", "yahoo.co.uk", "icloud.com"),
    *("btinternet.com", "nhs.net", "nhs.uk"),
)
_WRONG_ENDINGS = (".con", ".cmo", ".comm", ".ogr", ".orgg", ".gov", ".couk", ".co.ukk", ".co.uk.", ".nhs.co.uk")


class NotRight(ValueError):
    """What was written cannot be right; the message says why and how to mend it."""


def phone(text: str, *, keeps_spacing: bool = False) -> str:
    """Return a number to call as the country spaces it."""
    return _tried(lambda: national(text, keeps_spacing=keeps_spacing), NotANumber)


def text_number(text: str) -> str:
    """Return a number to send texts to."""
    return _tried(lambda: text_code(text), NotANumber)


def text_relay(text: str) -> str:
    """Return a number of text relay: 18001 or 18002, and the number to reach by it."""
    found = re.fullmatch(r"(1800[12])[\s-]*(.+)", text.strip())
    if not found:
        raise NotRight(
            _("“%(number)s” is no text relay number. Write 18001 before the phone number, or leave it empty.")
            % {"number": text[:40]}
        )
    return f"{found[1]} {phone(found[2])}"


def email(text: str) -> str:
    """Return an email address."""
    wanted = text.strip().removeprefix("mailto:")
    shown = {"email": wanted[:80]}
    if wanted.count("@") != 1:
        raise NotRight(_("“%(email)s” needs one @, like hello@example.org.") % shown)
    if wrong := re.search(r"[\s,;<>()]", wanted):
        raise NotRight(
            _("“%(email)s” holds “%(sign)s”, which no email address does. Write one address alone.")
            % {**shown, "sign": wrong.group()}
        )
    host = wanted.rpartition("@")[2].lower()
    near = [] if host in MAIL_HOSTS else get_close_matches(host, MAIL_HOSTS, n=1, cutoff=0.88)
    if near or host.endswith(_WRONG_ENDINGS):
        raise NotRight(
            _("“%(email)s” ends in “%(host)s”. Do you mean %(near)s?") % {**shown, "host": host, "near": near[0]}
            if near
            else _("“%(email)s” ends in “%(host)s”, as no address here does. Check how it ends.")
            % {**shown, "host": host}
        )
    return _valid(wanted, validate_email, _("“%(email)s” is not an email address, like hello@example.org.") % shown)


def web(text: str) -> str:
    """Return the address of a website."""
    wanted, shown = text.strip(), {"web": text.strip()[:80]}
    if not re.match(r"https?://", wanted, re.IGNORECASE):
        raise NotRight(
            _("“%(web)s” does not begin with https://. Write the address as it stands in a browser.") % shown
        )
    return _valid(
        wanted,
        URLValidator(schemes=["https", "http"]),
        _("“%(web)s” is not the address of a website, like https://www.example.org/.") % shown,
    )


def hours(text: str) -> str:
    """Return hours as they were written, where they can be read."""
    _tried(lambda: read_hours(text), NotUnderstood)
    return text.strip()


def languages(names: Iterable[str]) -> list[str]:
    """Return the codes of languages."""
    return _tried(lambda: codes_of(names), UnknownLanguage)


def _tried(check: Callable[[], T], wrong: type[ValueError]) -> T:
    try:
        return check()
    except wrong as error:
        raise NotRight(str(error)) from error


def _valid(text: str, check: Callable[[str], None], reason: str) -> str:
    try:
        check(text)
    except ValidationError as error:
        raise NotRight(reason) from error
    return text
