"""Numbers to call: read as people write them, shown as the country spaces them, and dialled as telephones want them."""

import re

import phonenumbers
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType, ValidationResult

COUNTRY = "GB"
RELAY_PREFIX = "18001"
"""Dialled before any number, it brings in Relay UK, which turns speech into text and text into speech."""

_SIGNS = re.compile(r"[\d\s()+.\-–/]*")
_EXTENSION = re.compile(r"\s*(?:;|,|\b)\s*(?:ext(?:ension)?\.?|x)\s*(?P<extension>\d{1,6})\s*$", re.IGNORECASE)
_SHORT = frozenset({"999", "112", "111", "119", "101", "105", "116123", "116000", "116006", "116111", "116117"})
_DRAMA = re.compile(
    r"1632960\d{3}|2079460\d{3}|1134960\d{3}|1144960\d{3}|1154960\d{3}|1164960\d{3}|1174960\d{3}|1184960\d{3}"
    r"|1214960\d{3}|1314960\d{3}|1414960\d{3}|1514960\d{3}|1614960\d{3}|1914980\d{3}|2079460\d{3}|2896496\d{3}"
    r"|2920180\d{3}|7700900\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3}"
)
"""The ranges that Ofcom keeps for drama; the demonstration and the tests use them, and nobody is ever reached."""


class NotANumber(ValueError):
    """What was written is no number that anyone here can call; the message says why and how to mend it."""


def phone_href(phone: str) -> str:
    """Return the link that calls a number as people write it; empty where it holds no digits."""
    digits = re.sub(r"[^\d+]", "", _EXTENSION.sub("", phone))
    return f"tel:{digits}" if digits else ""


def relay_number(phone: str) -> str:
    """Return what to dial to reach a number by text relay, as it is shown."""
    national = re.sub(r"^\+44\s*\(?0?\)?\s*", "0", phone.strip())
    return f"{RELAY_PREFIX} {national}" if national else ""


def national(text: str, *, keeps_spacing: bool = False) -> str:
    """Return a number of this country as it is spaced here, such as 0113 496 0001. Raises NotANumber.

    With `keeps_spacing` the writer's own groups stay: a helpline is known as 0808 2000 247, however others space it.
    """
    written = " ".join(text.replace("\u00a0", " ").split())
    bare = _EXTENSION.sub("", written)
    _refuse_letters(bare)
    digits = re.sub(r"\D", "", bare)
    if digits in _SHORT:
        return written
    number = _parsed(bare, digits)
    national_digits = str(number.national_number)
    if not _DRAMA.fullmatch(national_digits):
        _refuse_unreal(number, written)
    found = _EXTENSION.search(written)
    extension = f" ext. {found['extension']}" if found else ""
    if keeps_spacing and re.fullmatch(r"0\d+(?: \d+)+", bare):
        return bare + extension
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL) + extension


def text_code(text: str) -> str:
    """Return a number to send texts to, a short code of five or six digits among them. Raises NotANumber."""
    digits = re.sub(r"\s", "", text)
    return digits if re.fullmatch(r"[6-8]\d{4,5}", digits) or digits in _SHORT else national(text)


def is_costly(text: str) -> bool:
    """Return whether calling the number costs more than an ordinary call."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(text, COUNTRY))
    except phonenumbers.NumberParseException:
        return False
    return kind in {PhoneNumberType.SHARED_COST, PhoneNumberType.PREMIUM_RATE}


def _refuse_letters(written: str) -> None:
    if _SIGNS.fullmatch(written):
        return
    wrong = next(sign for sign in written if not _SIGNS.fullmatch(sign))
    if re.fullmatch(r"[\d.]+e\+?\d+", written, re.IGNORECASE):
        raise NotANumber(
            _("“%(number)s” is what a spreadsheet makes of a number. Set the column to text, and write it again.")
            % {"number": written[:40]}
        )
    raise NotANumber(
        _("“%(sign)s” in “%(number)s” is no part of a phone number. Write digits and spaces, like 0113 496 0001.")
        % {"sign": wrong, "number": written[:40]}
    )


def _parsed(bare: str, digits: str) -> PhoneNumber:
    if len(digits) > 15:
        raise NotANumber(_("“%(number)s” is too long for one number. Write one number alone.") % {"number": bare[:40]})
    try:
        number = phonenumbers.parse(bare, COUNTRY)
    except phonenumbers.NumberParseException as error:
        raise NotANumber(
            _("“%(number)s” is not a phone number. Write it like 0113 496 0001.") % {"number": bare[:40]}
        ) from error
    if number.country_code != 44:
        raise NotANumber(
            _("“%(number)s” is not a number of the United Kingdom. Write one that people here can call.")
            % {"number": bare[:40]}
        )
    return number


def _refuse_unreal(number: PhoneNumber, written: str) -> None:
    shown = {"number": written[:40], "count": len(str(number.national_number)) + 1}
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == ValidationResult.TOO_LONG:
        raise NotANumber(_("“%(number)s” has %(count)s digits, too many for a phone number. Check each digit.") % shown)
    is_valid = phonenumbers.is_valid_number(number)
    if reason != ValidationResult.IS_POSSIBLE or (len(str(number.national_number)) < 10 and not is_valid):
        raise NotANumber(_("“%(number)s” has %(count)s digits, too few for a phone number. Check each digit.") % shown)
    if not is_valid:
        raise NotANumber(
            _("“%(number)s” cannot be a number: no place or service here has numbers that begin so. Check each digit.")
            % shown
        )
    if str(number.national_number).startswith("9"):
        raise NotANumber(_("“%(number)s” costs callers a premium. Give an ordinary number.") % shown)
