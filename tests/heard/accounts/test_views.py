"""What staff see and do about people, and what a stranger never sees."""

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts.models import Role
from tests.factories.accounts import MembershipFactory, member

pytestmark = pytest.mark.django_db


def test_every_page_opens(client: Client) -> None:
    administrator = member(Role.ADMINISTRATOR)
    place = administrator.memberships.get().organisation
    client.force_login(administrator)
    colleague = MembershipFactory.create(organisation=place).user
    for href in (
        reverse("accounts:home"),
        reverse("accounts:account"),
        reverse("accounts:account_leave", args=[place.slug]),
        reverse("accounts:people_of", args=[place.slug]),
        reverse("accounts:invite", args=[place.slug]),
        reverse("accounts:person", args=[place.slug, colleague.pk]),
        reverse("accounts:person_leave", args=[place.slug, colleague.pk]),
        reverse("accounts:person_second_factor", args=[place.slug, colleague.pk]),
        reverse("accounts:organisations"),
        reverse("accounts:organisation_new"),
        reverse("accounts:organisation", args=[place.slug]),
        reverse("accounts:audit_of", args=[place.slug]),
    ):
        assert client.get(href).status_code == 200, href
