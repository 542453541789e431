"""The audit log cannot be rewritten, not even past the application."""

import pytest
from django.db import DatabaseError, connection, transaction

from heard.accounts import actions, audit_guard
from heard.accounts.models import AuditLine
from tests.factories.accounts import A_DAY, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> AuditLine:
    organisation = OrganisationFactory.create()
    actions.record(
        code="accounts.organisation.edited",
        subject=organisation,
        by=UserFactory.create(),
        now=A_DAY,
        organisation=organisation,
    )
    return AuditLine.objects.get()


def test_a_line_cannot_be_changed(line: AuditLine) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditLine.objects.update(code="accounts.nothing.happened")

    assert AuditLine.objects.get().code == "accounts.organisation.edited"


def test_a_line_cannot_be_deleted(line: AuditLine) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_auditline")

    assert AuditLine.objects.count() == 1


def test_the_guard_can_be_installed_again(line: AuditLine) -> None:
    audit_guard.install(connection)

    with pytest.raises(DatabaseError), transaction.atomic():
        line.delete()


@pytest.mark.django_db(transaction=True)
def test_a_test_can_still_empty_the_log_when_it_ends(line: AuditLine) -> None:
    assert AuditLine.objects.count() == 1
