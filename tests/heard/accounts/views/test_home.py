"""The start page and leaving by oneself."""

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts.models import Organisation, Role, User
from tests.factories.accounts import UserFactory, member

pytestmark = pytest.mark.django_db


def test_the_last_administrator_is_told_why_they_cannot_leave(
    client: Client, organisation: Organisation, administrator: User
) -> None:
    client.force_login(administrator)

    answer = client.post(reverse("accounts:account_leave", args=[organisation.slug]))

    assert answer.status_code == 422
    assert "You are the last administrator" in answer.content.decode()


def test_home_offers_what_the_roles_open(client: Client, organisation: Organisation) -> None:
    client.force_login(member(Role.PRIVACY_LEAD, organisation))

    shown = client.get(reverse("accounts:home")).content.decode()

    assert reverse("accounts:audit") in shown
    assert reverse("accounts:people") not in shown


def test_someone_who_works_nowhere_finds_nothing(client: Client) -> None:
    client.force_login(UserFactory.create())

    assert client.get(reverse("accounts:home")).status_code in {302, 404}
