"""How this app's pages write days, roles and links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from heard.accounts.models import Role
from heard.design.clock import day_of
from heard.design.dates import said_day


@dataclass(frozen=True, kw_only=True)
class Link:
    """Words that lead somewhere, and what is found there."""

    text: str
    href: str
    purpose: str = ""


def day(moment: datetime) -> str:
    """Return the day, as people write it."""
    return said_day(day_of(moment))


def last_seen(at: datetime | None) -> str:
    """Return the day of the last sign-in."""
    return day(at) if at else _("Never")


def roles(held: Iterable[Role]) -> str:
    """Return roles as one line."""
    return ", ".join(str(role.label) for role in held)
