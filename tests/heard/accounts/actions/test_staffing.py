"""Roles, leaving, and lost second factors."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from heard.accounts import actions, queries
from heard.accounts.models import AuditLine, Membership, Organisation, Role, User
from tests.factories.accounts import A_DAY, MembershipFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(organisation: Organisation) -> User:
    return member(Role.CASEWORKER, organisation)


def roles_of(user: User) -> set[str]:
    return set(queries.memberships_of(user=user).values_list("role", flat=True))


def test_roles_become_exactly_what_was_chosen(organisation: Organisation, administrator: User, colleague: User) -> None:
    actions.change_roles(
        user=colleague, organisation=organisation, roles=[Role.ANALYST, Role.PRIVACY_LEAD], by=administrator, now=A_DAY
    )

    assert roles_of(colleague) == {Role.ANALYST, Role.PRIVACY_LEAD}


def test_a_role_that_was_taken_stays_on_record(
    organisation: Organisation, administrator: User, colleague: User
) -> None:
    actions.change_roles(user=colleague, organisation=organisation, roles=[Role.ANALYST], by=administrator, now=A_DAY)

    ended = Membership.objects.get(user=colleague, role=Role.CASEWORKER)
    assert ended.ended_at == A_DAY


def test_each_role_given_or_taken_is_audited(organisation: Organisation, administrator: User, colleague: User) -> None:
    actions.change_roles(user=colleague, organisation=organisation, roles=[Role.ANALYST], by=administrator, now=A_DAY)

    lines = AuditLine.objects.filter(organisation=organisation).values_list("code", "detail__role")
    assert set(lines) == {("accounts.role.given", "ANALYST"), ("accounts.role.taken", "CASEWORKER")}


def test_nobody_is_left_without_a_role(organisation: Organisation, administrator: User, colleague: User) -> None:
    with pytest.raises(actions.NoRole):
        actions.change_roles(user=colleague, organisation=organisation, roles=[], by=administrator, now=A_DAY)


def test_the_last_administrator_cannot_give_it_up(organisation: Organisation, administrator: User) -> None:
    with pytest.raises(actions.LastAdministrator):
        actions.change_roles(
            user=administrator, organisation=organisation, roles=[Role.ANALYST], by=administrator, now=A_DAY
        )

    assert roles_of(administrator) == {Role.ADMINISTRATOR}


def test_the_last_administrator_cannot_leave(organisation: Organisation, administrator: User) -> None:
    with pytest.raises(actions.LastAdministrator):
        actions.leave(user=administrator, organisation=organisation, by=administrator, now=A_DAY)

    assert roles_of(administrator) == {Role.ADMINISTRATOR}
    assert not AuditLine.objects.exists()


def test_an_administrator_leaves_where_there_is_another(organisation: Organisation, administrator: User) -> None:
    member(Role.ADMINISTRATOR, organisation)

    actions.leave(user=administrator, organisation=organisation, by=administrator, now=A_DAY)

    assert roles_of(administrator) == set()


def test_whoever_works_nowhere_is_signed_out_and_cannot_sign_in(
    organisation: Organisation, administrator: User, colleague: User, client: Client
) -> None:
    client.force_login(colleague)
    assert client.get(reverse("accounts:home")).status_code == 200

    actions.leave(user=colleague, organisation=organisation, by=administrator, now=A_DAY)

    assert client.get(reverse("accounts:home")).status_code == 302
    colleague.refresh_from_db()
    assert not colleague.is_active
    assert not colleague.has_usable_password()


def test_whoever_works_elsewhere_too_keeps_their_account(
    organisation: Organisation, administrator: User, colleague: User
) -> None:
    MembershipFactory.create(user=colleague)

    actions.leave(user=colleague, organisation=organisation, by=administrator, now=A_DAY)

    colleague.refresh_from_db()
    assert colleague.is_active


def test_a_lost_second_factor_is_removed_and_every_session_ends(
    organisation: Organisation, administrator: User, colleague: User, client: Client
) -> None:
    client.force_login(colleague)

    actions.remove_second_factor(
        user=colleague, organisation=organisation, reason="IN_PERSON", by=administrator, now=A_DAY
    )

    assert not queries.has_second_factor(user=colleague)
    assert "/accounts/login/" in client.get(reverse("accounts:home")).headers["Location"]


def test_whoever_lost_it_is_told(organisation: Organisation, administrator: User, colleague: User) -> None:
    actions.remove_second_factor(
        user=colleague, organisation=organisation, reason="IN_PERSON", by=administrator, now=A_DAY
    )

    assert mail.outbox[-1].to == [colleague.email]


def test_every_organisation_they_work_in_has_it_on_record(
    organisation: Organisation, administrator: User, colleague: User
) -> None:
    other = MembershipFactory.create(user=colleague).organisation

    actions.remove_second_factor(user=colleague, organisation=organisation, reason="VIDEO", by=administrator, now=A_DAY)

    lines = AuditLine.objects.filter(code="accounts.second_factor.removed", actor=administrator)
    assert set(lines.values_list("organisation", "detail__reason")) == {
        (organisation.pk, "VIDEO"),
        (other.pk, "VIDEO"),
    }


def test_nobody_removes_their_own(organisation: Organisation, administrator: User) -> None:
    with pytest.raises(actions.OwnSecondFactor):
        actions.remove_second_factor(
            user=administrator, organisation=organisation, reason="IN_PERSON", by=administrator, now=A_DAY
        )

    assert queries.has_second_factor(user=administrator)


def test_where_there_is_none_nothing_is_removed(organisation: Organisation, administrator: User) -> None:
    colleague = MembershipFactory.create(organisation=organisation).user

    with pytest.raises(actions.NothingToRemove):
        actions.remove_second_factor(
            user=colleague, organisation=organisation, reason="IN_PERSON", by=administrator, now=A_DAY
        )
