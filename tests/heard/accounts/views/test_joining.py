"""Following an invitation."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from heard.accounts import actions
from heard.accounts.models import Invitation, Membership, Organisation, Role, User
from heard.design import clock
from tests.factories.accounts import A_DAY

pytestmark = pytest.mark.django_db


def test_an_invitation_is_followed_to_the_end(client: Client, organisation: Organisation, administrator: User) -> None:
    client.force_login(administrator)
    client.post(
        reverse("accounts:invite", args=[organisation.slug]), {"email": "ada@example.org", "role": Role.ANALYST}
    )
    link = re.search(r"/accounts/invitation/[\w-]+/", str(mail.outbox[-1].body))
    assert link
    client.logout()

    landed = client.get(link[0], follow=True)
    assert landed.redirect_chain == [(reverse("accounts:join"), 302)]
    joined = client.post(reverse("accounts:join"), {"full_name": "Ada Marsh", "password": "quiet harbour lantern"})

    assert joined.headers["Location"] == reverse("account_login")
    assert Membership.objects.get(user__email="ada@example.org").organisation == organisation


def test_wrong_answers_to_an_invitation_come_back_with_their_errors(
    client: Client, organisation: Organisation, administrator: User
) -> None:
    actions.invite(organisation=organisation, email="ada@example.org", role=Role.ANALYST, by=administrator, now=A_DAY)
    Invitation.objects.update(expires_at="2999-01-01T00:00Z")
    link = re.search(r"/accounts/invitation/[\w-]+/", str(mail.outbox[-1].body))
    assert link
    client.get(link[0])

    answer = client.post(reverse("accounts:join"), {"full_name": "", "password": "ada"})

    assert answer.status_code == 422
    assert "<title>Error: " in " ".join(answer.content.decode().split())


def test_a_made_up_link_says_what_to_do(client: Client) -> None:
    answer = client.get(reverse("accounts:invitation", args=["made-up"]), follow=True)

    assert answer.status_code == 404
    assert "This link no longer works" in answer.content.decode()


def test_the_wrong_person_is_asked_to_sign_out(client: Client, organisation: Organisation, administrator: User) -> None:
    client.force_login(administrator)
    client.post(
        reverse("accounts:invite", args=[organisation.slug]), {"email": "ada@example.org", "role": Role.ANALYST}
    )
    link = re.search(r"/accounts/invitation/[\w-]+/", str(mail.outbox[-1].body))
    assert link

    answer = client.get(link[0], follow=True)

    assert "another address" in answer.content.decode()
    assert Invitation.objects.waiting().exists()


def test_who_got_an_account_in_another_window_meanwhile_is_asked_to_sign_in(
    client: Client, organisation: Organisation, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitations = [
        actions.invite(organisation=organisation, email="ada@example.org", role=role, by=administrator, now=clock.now())
        for role in (Role.ANALYST, Role.CASEWORKER)
    ]
    link = re.search(r"/accounts/invitation/[\w-]+/", str(mail.outbox[-1].body))
    assert link
    client.get(link[0])
    said = {"full_name": "Ada Marsh", "password": "quiet harbour lantern"}
    accept = actions.accept_as_new

    def accept_after_another(**answers: Any) -> User:
        accept(invitation=invitations[0].invitation, now=clock.now(), **said)
        return accept(**answers)

    monkeypatch.setattr(actions, "accept_as_new", accept_after_another)
    answer = client.post(reverse("accounts:join"), said, follow=True)

    assert answer.redirect_chain == [(reverse("accounts:join"), 302)]
    assert "You already have an account. Sign in to join." in answer.content.decode()
    assert Membership.objects.get(user__email="ada@example.org").role == Role.ANALYST
