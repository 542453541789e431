"""The life of an invitation."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from heard.accounts import actions, queries
from heard.accounts.models import AuditLine, Invitation, Membership, Organisation, Role, User
from heard.design.errors import NotFound
from tests.factories.accounts import A_DAY, MembershipFactory, UserFactory, member

pytestmark = pytest.mark.django_db

GOOD_PASSWORD = "quiet harbour lantern"


def invite(organisation: Organisation, by: User, email: str = "New.Person@Example.org") -> tuple[Invitation, str]:
    invited = actions.invite(organisation=organisation, email=email, role=Role.CASEWORKER, by=by, now=A_DAY)
    return invited.invitation, token_in_last_email()


def token_in_last_email() -> str:
    link = next(line for line in str(mail.outbox[-1].body).splitlines() if "/accounts/invitation/" in line)
    return link.rstrip("/").rsplit("/", 1)[1]


@pytest.mark.slow
def test_the_letter_goes_to_the_invited_address_alone(organisation: Organisation, administrator: User) -> None:
    invite(organisation, administrator)

    assert mail.outbox[-1].to == ["new.person@example.org"]


def test_the_secret_is_never_stored(organisation: Organisation, administrator: User) -> None:
    invitation, token = invite(organisation, administrator)

    stored = [str(value) for row in Invitation.objects.values() for value in row.values()]
    assert token not in "".join(stored)
    assert invitation.token_hash == queries.hash_of(token)


def test_neither_address_nor_secret_is_audited(organisation: Organisation, administrator: User) -> None:
    _, token = invite(organisation, administrator)

    told = "".join(str(row) for row in AuditLine.objects.values())
    assert "example.org" not in told
    assert token not in told


def test_a_new_person_joins_with_a_name_and_a_password(organisation: Organisation, administrator: User) -> None:
    invitation, _ = invite(organisation, administrator)

    user = actions.accept_as_new(invitation=invitation, full_name="Ada Marsh", password=GOOD_PASSWORD, now=A_DAY)

    assert user.email == "new.person@example.org"
    assert user.check_password(GOOD_PASSWORD)
    assert queries.has_role(user=user, roles=(Role.CASEWORKER,))


def test_a_weak_password_joins_nobody(organisation: Organisation, administrator: User) -> None:
    invitation, _ = invite(organisation, administrator)

    with pytest.raises(ValidationError):
        actions.accept_as_new(invitation=invitation, full_name="Ada Marsh", password="password1234", now=A_DAY)

    assert not User.objects.filter(email=invitation.email).exists()


def test_it_cannot_be_accepted_twice(organisation: Organisation, administrator: User) -> None:
    invitation, _ = invite(organisation, administrator)
    actions.accept_as_new(invitation=invitation, full_name="Ada Marsh", password=GOOD_PASSWORD, now=A_DAY)

    with pytest.raises(actions.InvitationClosed):
        actions.accept_as_new(invitation=invitation, full_name="Eve Marsh", password=GOOD_PASSWORD, now=A_DAY)


@pytest.mark.parametrize(("after", "opens"), [(timedelta(days=7, seconds=-1), True), (timedelta(days=7), False)])
def test_it_works_for_seven_days(
    organisation: Organisation, administrator: User, after: timedelta, *, opens: bool
) -> None:
    invitation, token = invite(organisation, administrator)

    if opens:
        assert queries.offer_by_token(token=token, reader=None, now=A_DAY + after).invitation == invitation
    else:
        with pytest.raises(NotFound):
            queries.offer_by_token(token=token, reader=None, now=A_DAY + after)


def test_an_expired_one_cannot_be_accepted(organisation: Organisation, administrator: User) -> None:
    invitation, _ = invite(organisation, administrator)

    with pytest.raises(actions.InvitationClosed):
        actions.accept_as_new(
            invitation=invitation, full_name="Ada Marsh", password=GOOD_PASSWORD, now=A_DAY + actions.inviting.LASTS
        )


def test_a_withdrawn_one_opens_nothing(organisation: Organisation, administrator: User) -> None:
    invitation, token = invite(organisation, administrator)
    actions.withdraw(invitation=invitation, by=administrator, now=A_DAY)

    with pytest.raises(NotFound):
        queries.offer_by_token(token=token, reader=None, now=A_DAY)
    with pytest.raises(actions.InvitationClosed):
        actions.resend(invitation=invitation, by=administrator, now=A_DAY)


def test_sending_again_gives_a_new_secret_and_its_full_time(organisation: Organisation, administrator: User) -> None:
    invitation, old = invite(organisation, administrator)
    later = A_DAY + timedelta(days=6)

    actions.resend(invitation=invitation, by=administrator, now=later)

    with pytest.raises(NotFound):
        queries.offer_by_token(token=old, reader=None, now=later)
    in_time = later + timedelta(days=6)
    assert queries.offer_by_token(token=token_in_last_email(), reader=None, now=in_time).invitation == invitation


def test_the_same_offer_waits_only_once(organisation: Organisation, administrator: User) -> None:
    invite(organisation, administrator)

    with pytest.raises(actions.AlreadyInvited):
        invite(organisation, administrator, email="new.person@example.org")


def test_nobody_is_invited_to_what_they_already_do(organisation: Organisation, administrator: User) -> None:
    colleague = MembershipFactory.create(organisation=organisation, role=Role.CASEWORKER).user

    with pytest.raises(actions.AlreadyThere):
        invite(organisation, administrator, email=colleague.email)


def test_someone_with_an_account_joins_with_it(organisation: Organisation, administrator: User) -> None:
    person = member(Role.ANALYST)
    invitation, _ = invite(organisation, administrator, email=person.email)

    actions.accept_as(invitation=invitation, user=person, now=A_DAY)

    assert Membership.objects.current().filter(user=person).count() == 2


def test_someone_with_an_account_cannot_be_given_a_new_password(
    organisation: Organisation, administrator: User
) -> None:
    person = member(Role.ANALYST)
    invitation, _ = invite(organisation, administrator, email=person.email)

    with pytest.raises(actions.HasAccount):
        actions.accept_as_new(invitation=invitation, full_name="Eve Marsh", password=GOOD_PASSWORD, now=A_DAY)


def test_nobody_joins_by_somebody_elses_invitation(organisation: Organisation, administrator: User) -> None:
    invitation, _ = invite(organisation, administrator)

    with pytest.raises(actions.NotTheirs):
        actions.accept_as(invitation=invitation, user=member(Role.ANALYST), now=A_DAY)


def test_someone_who_had_left_starts_afresh_in_the_account_they_had(
    organisation: Organisation, administrator: User
) -> None:
    returning = UserFactory.create(is_active=False)
    invitation, _ = invite(organisation, administrator, email=returning.email)

    user = actions.accept_as_new(invitation=invitation, full_name="Ada Marsh", password=GOOD_PASSWORD, now=A_DAY)

    assert user == returning
    assert user.is_active
    assert not queries.has_second_factor(user=user)


def test_an_invitation_is_erased_ninety_days_after_it_ran_out(organisation: Organisation, administrator: User) -> None:
    invite(organisation, administrator)
    ran_out = A_DAY + actions.inviting.LASTS

    assert actions.erase_old_invitations(now=ran_out + timedelta(days=90)) == 0
    assert actions.erase_old_invitations(now=ran_out + timedelta(days=90, seconds=1)) == 1
