"""How someone can be reached: an office or a campaign's own line, with every way in and whether it is open now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from evidence.journey import Number
from heard.design.phones import phone_href, relay_number
from heard.places.hours import hours_of, open_state, said, standing
from heard.places.languages import names_of
from heard.places.models import Office


@dataclass(frozen=True, kw_only=True)
class OpenNow:
    """Whether the phone is answered now, in words; `is_open` and `is_closed` are both False where it is not known."""

    words: str
    is_open: bool
    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class NumberShown:
    """Someone to call, text or write to."""

    name: str
    phone: str
    href: str
    note: str
    link: str
    text: str
    text_href: str
    open_now: OpenNow | None


def numbers_shown(numbers: Iterable[Number]) -> tuple[NumberShown, ...]:
    """Return whom to call as a page shows it."""
    return tuple(
        NumberShown(
            name=number.name,
            phone=number.phone,
            href=phone_href(number.phone),
            note=number.note,
            link=number.link,
            text=number.text,
            text_href=number.text_link,
            open_now=OpenNow(words=number.open_now, is_open=number.is_open, is_closed=not number.is_open)
            if number.open_now
            else None,
        )
        for number in numbers
    )


@dataclass(frozen=True, kw_only=True)
class Reach:
    """One office or line and every way to reach it, each with its link. What it does not have is empty."""

    name: str
    phone: str = ""
    phone_href: str = ""
    open_now: OpenNow | None = None
    hours: tuple[str, ...] = ()
    relay: str = ""
    relay_href: str = ""
    email: str = ""
    web: str = ""
    web_name: str = ""
    languages: str = ""
    address: tuple[str, ...] = ()

    @property
    def has_more(self) -> bool:
        """Whether there is any way but the phone."""
        return bool(self.email or self.web or self.address)


def reach_of(office: Office, *, now: datetime) -> Reach:
    """Return how an office can be reached, and whether it is open now."""
    return Reach(
        name=office.name,
        phone=office.phone,
        phone_href=phone_href(office.phone),
        open_now=open_now(office.hours, now=now),
        hours=_hours(office.hours),
        relay=office.text_relay or relay_number(office.phone),
        relay_href=phone_href(office.text_relay or relay_number(office.phone)),
        email=office.email,
        web=office.web,
        web_name=_web_name(office.web),
        languages=_languages(office.languages),
        address=tuple(line.strip() for line in office.address.splitlines() if line.strip()),
    )


def reach_of_line(*, name: str, phone: str, hours: str = "", now: datetime) -> Reach:
    """Return how a line is reached that is no office, such as a campaign's own number."""
    return Reach(
        name=name,
        phone=phone,
        phone_href=phone_href(phone),
        open_now=open_now(hours, now=now),
        hours=_hours(hours),
        relay=relay_number(phone),
        relay_href=phone_href(relay_number(phone)),
    )


def open_now(hours: str, *, now: datetime) -> OpenNow | None:
    """Return whether the hours, in words, are open now; None where they say nothing that can be read."""
    read = hours_of(hours)
    words = open_state(read, now)
    if not words:
        return None
    is_open = standing(read, now).is_open
    return OpenNow(words=words, is_open=is_open is True, is_closed=is_open is False)


def _hours(hours: str) -> tuple[str, ...]:
    """Return the hours as lines; words that cannot be read are shown as they were written."""
    read = hours_of(hours)
    return said(read) if read else tuple(line.strip() for line in hours.split(";") if line.strip())


def _web_name(web: str) -> str:
    """Return an address without what people do not read out."""
    parts = urlsplit(web)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"


def _languages(codes: list[str]) -> str:
    names = names_of(codes)
    return _("They speak %(languages)s.") % {"languages": ", ".join(names)} if names else ""
