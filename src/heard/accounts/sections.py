"""The sections of the staff side that a person's roles open. The list itself is a setting."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from heard.accounts.models import Membership


@dataclass(frozen=True, kw_only=True)
class StaffSection:
    """One section: what it is called, where it is, what it is for, and how much waits there for this person.

    `holds` are the addresses below which its pages stand, its own first.
    """

    label: str
    href: str
    purpose: str
    holds: tuple[str, ...]
    waiting: int = 0

    def reach(self, path: str) -> int:
        """Return how much of the path is an address below which the section's pages stand; nought where none is."""
        return max((len(each) for each in self.holds if path.startswith(each)), default=0)


def sections_of(memberships: Iterable[Membership]) -> tuple[StaffSection, ...]:
    """Return what the memberships' roles open, in the setting's order; sections that are not mounted are left out."""
    several = tuple(memberships)
    held = {each.role for each in several}
    return tuple(
        StaffSection(
            label=gettext(section.label),
            href=href,
            purpose=gettext(section.purpose) if section.purpose else "",
            holds=(href, *(f"{reverse('accounts:home')}{each}" for each in section.holds)),
            waiting=import_string(section.waiting)(user=several[0].user) if section.waiting else 0,
        )
        for section in settings.STAFF_NAVIGATION
        if held & {*section.roles} and (href := _address(section.url_name))
    )


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
