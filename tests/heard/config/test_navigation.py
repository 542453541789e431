"""The staff navigation holds every staff page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse

from heard.accounts.sections import StaffSection, sections_of
from tests.factories.accounts import MembershipFactory

OF_NO_SECTION = {"staff/", "staff/account/", "staff/account/leave/<slug:slug>/", "staff/patterns/"}
"""The front page, one's own account, and the patterns for those who build."""


def addresses(resolver: Any, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        here = f"{before}{one.pattern}"
        yield from addresses(one, here) if isinstance(one, URLResolver) else (here,)


@pytest.fixture
def sections(db) -> tuple[StaffSection, ...]:
    roles = {role for section in settings.STAFF_NAVIGATION for role in section.roles}
    return sections_of([MembershipFactory.create(role=role) for role in sorted(roles)])


def test_every_staff_page_stands_in_a_section(sections):
    staff_pages = [each for each in addresses(get_resolver()) if each.startswith("staff/")]

    lost = [each for each in staff_pages if not any(section.reach(f"/{each}") for section in sections)]

    assert len(staff_pages) > 100
    assert set(lost) == OF_NO_SECTION


@pytest.mark.parametrize(
    ("name", "arguments", "label"),
    [
        ("measurement:mentions", ["care"], "Live figures"),
        ("measurement:counts", [], "Live figures"),
        ("casework:case", [7], "Queue"),
        ("places:services", [], "Services"),
        ("places:contacts", [], "Services"),
        ("measurement:engagements", ["care"], "Stakeholders"),
    ],
)
def test_a_page_lights_the_section_it_lives_under(sections, name, arguments, label):
    here = reverse(name, args=arguments)

    assert max(sections, key=lambda section: section.reach(here)).label == label
