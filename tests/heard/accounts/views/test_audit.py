"""Reading the audit log."""

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts import actions
from heard.accounts.models import AuditLine, Organisation, Role, User
from tests.factories.accounts import A_DAY, member

pytestmark = pytest.mark.django_db


def test_the_audit_page_shows_its_own_organisations_lines_alone(
    client: Client, organisation: Organisation, administrator: User
) -> None:
    stranger = member(Role.ADMINISTRATOR)
    for person in (administrator, stranger):
        place = person.memberships.get().organisation
        actions.record(code="accounts.organisation.edited", subject=place, by=person, now=A_DAY, organisation=place)
    client.force_login(administrator)

    shown = client.get(reverse("accounts:audit_of", args=[organisation.slug])).content.decode()

    assert '<td data-label="Who">' + administrator.full_name in shown
    assert stranger.full_name not in shown


def test_the_audit_page_is_filtered_by_its_address(
    client: Client, organisation: Organisation, administrator: User
) -> None:
    actions.record(
        code="accounts.organisation.edited",
        subject=organisation,
        by=administrator,
        now=A_DAY,
        organisation=organisation,
    )
    client.force_login(administrator)
    href = reverse("accounts:audit_of", args=[organisation.slug])
    line = "organisation&#39;s name, mark or colour"

    def shown(query: str) -> str:
        return client.get(f"{href}?{query}").content.decode()

    assert line in shown("since_day=8&since_month=7&since_year=2026&part=accounts")
    assert line not in shown("since_day=9&since_month=7&since_year=2026")
    assert line not in shown("until_day=7&until_month=7&until_year=2026")
    assert line not in shown("part=campaigns")
    assert line in shown(f"person={administrator.pk}")


def test_days_in_the_wrong_order_are_refused(client: Client, organisation: Organisation, administrator: User) -> None:
    client.force_login(administrator)
    query = "since_day=9&since_month=7&since_year=2026&until_day=1&until_month=7&until_year=2026"

    assert client.get(f"{reverse('accounts:audit_of', args=[organisation.slug])}?{query}").status_code == 422


def test_the_audit_log_is_turned_page_by_page(client: Client, organisation: Organisation, administrator: User) -> None:
    for _ in range(51):
        actions.record(
            code="accounts.organisation.edited",
            subject=organisation,
            by=administrator,
            now=A_DAY,
            organisation=organisation,
        )
    client.force_login(administrator)
    href = reverse("accounts:audit_of", args=[organisation.slug])

    first = client.get(f"{href}?part=accounts").content.decode()
    second = client.get(f"{href}?part=accounts&page=2").content.decode()

    assert "?part=accounts&amp;page=2" in first
    assert AuditLine.objects.count() == 51
    assert second.count("<tr>") == 2
