"""A letter that cannot be sent stops nothing, and is never forgotten."""

import logging
import threading

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings

from heard.accounts import actions, mail
from heard.accounts.models import AuditLine, Invitation, Role
from tests.factories.accounts import A_DAY, member


class Unreachable(BaseEmailBackend):
    def send_messages(self, email_messages: object) -> int:
        raise ConnectionRefusedError("someone@example.org")


def unreachable() -> override_settings:
    return override_settings(EMAIL_BACKEND="tests.heard.accounts.test_mail.Unreachable")


def test_a_letter_goes_out_with_its_date(mailoutbox: list[object]) -> None:
    from django.core import mail as django_mail

    assert mail.send(to="ada@example.org", subject="One\nline", body="Words", now=A_DAY)

    sent = django_mail.outbox[-1]
    assert sent.subject == "One line"
    assert sent.extra_headers["Date"] == "Wed, 08 Jul 2026 09:00:00 +0000"


def test_a_failure_is_returned_and_logged_without_the_address(caplog: pytest.LogCaptureFixture) -> None:
    with unreachable(), caplog.at_level(logging.WARNING):
        assert not mail.send(to="ada@example.org", subject="Hello", body="Words", now=A_DAY)

    assert "ConnectionRefusedError" in caplog.text
    assert "example.org" not in caplog.text


@pytest.mark.django_db
def test_an_invitation_stands_though_its_letter_failed() -> None:
    administrator = member(Role.ADMINISTRATOR)
    organisation = administrator.memberships.get().organisation

    with unreachable():
        invited = actions.invite(
            organisation=organisation, email="ada@example.org", role=Role.ANALYST, by=administrator, now=A_DAY
        )

    assert not invited.is_sent
    assert Invitation.objects.waiting().get() == invited.invitation
    assert AuditLine.objects.filter(code="accounts.mail.failed", organisation=organisation).exists()


def test_what_is_sent_meanwhile_is_sent_and_its_failure_names_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.undo()
    done = threading.Event()

    def fails() -> None:
        done.set()
        raise ValueError("somebody@example.org")

    mail.meanwhile(fails)

    assert done.wait(5)
    for thread in [each for each in threading.enumerate() if each.name == "letter"]:
        thread.join(5)
    assert "An email could not be made (ValueError)." in caplog.text
    assert "somebody" not in caplog.text
