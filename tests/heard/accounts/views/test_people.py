"""What administrators see and do about people, and what a stranger never sees."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from heard.accounts import actions, queries
from heard.accounts.models import Invitation, Organisation, OrganisationKind, Role, User
from tests.factories.accounts import A_DAY, MembershipFactory, OrganisationFactory, member

pytestmark = pytest.mark.django_db


def pages_about(organisation: Organisation, colleague: User) -> list[str]:
    return [
        reverse("accounts:account_leave", args=[organisation.slug]),
        reverse("accounts:people_of", args=[organisation.slug]),
        reverse("accounts:invite", args=[organisation.slug]),
        reverse("accounts:person", args=[organisation.slug, colleague.pk]),
        reverse("accounts:person_leave", args=[organisation.slug, colleague.pk]),
        reverse("accounts:person_second_factor", args=[organisation.slug, colleague.pk]),
        reverse("accounts:organisation", args=[organisation.slug]),
        reverse("accounts:audit_of", args=[organisation.slug]),
    ]


def test_an_administrator_opens_every_page_about_their_organisation(
    client: Client, organisation: Organisation, administrator: User
) -> None:
    client.force_login(administrator)
    colleague = MembershipFactory.create(organisation=organisation).user

    statuses = {href: client.get(href).status_code for href in pages_about(organisation, colleague)}

    assert set(statuses.values()) == {200}, statuses


def test_a_stranger_finds_none_of_them(client: Client, organisation: Organisation) -> None:
    colleague = MembershipFactory.create(organisation=organisation).user
    stranger = member(Role.ADMINISTRATOR, OrganisationFactory.create(kind=OrganisationKind.CHARITY_PARTNER))
    client.force_login(stranger)

    statuses = {href: client.get(href).status_code for href in pages_about(organisation, colleague)}

    assert set(statuses.values()) == {404}, statuses


def test_someone_without_the_role_finds_none_of_them(client: Client, organisation: Organisation) -> None:
    caseworker = member(Role.CASEWORKER, organisation)
    client.force_login(caseworker)

    statuses = {href: client.get(href).status_code for href in pages_about(organisation, caseworker)[1:]}

    assert set(statuses.values()) == {404}, statuses


def test_someone_not_signed_in_is_asked_to(client: Client, organisation: Organisation) -> None:
    href = reverse("accounts:people_of", args=[organisation.slug])

    answer = client.get(href)

    assert answer.headers["Location"] == f"{reverse('account_login')}?next={href}"


def test_a_stranger_cannot_withdraw_an_invitation(
    client: Client, organisation: Organisation, administrator: User
) -> None:
    invitation = actions.invite(
        organisation=organisation, email="ada@example.org", role=Role.ANALYST, by=administrator, now=A_DAY
    ).invitation
    client.force_login(member(Role.ADMINISTRATOR))

    answer = client.post(reverse("accounts:withdraw", args=[organisation.slug, invitation.pk]))

    assert answer.status_code == 404
    assert Invitation.objects.waiting().exists()


def test_a_colleague_of_another_organisation_is_not_found(
    client: Client, organisation: Organisation, administrator: User
) -> None:
    client.force_login(administrator)
    elsewhere = member(Role.CASEWORKER)

    answer = client.get(reverse("accounts:person", args=[organisation.slug, elsewhere.pk]))

    assert answer.status_code == 404


def test_the_person_with_one_organisation_is_led_there(
    client: Client, organisation: Organisation, administrator: User
) -> None:
    client.force_login(administrator)

    answer = client.get(reverse("accounts:people"))

    assert answer.headers["Location"] == reverse("accounts:people_of", args=[organisation.slug])


def test_the_person_with_two_chooses(client: Client, organisation: Organisation, administrator: User) -> None:
    other = MembershipFactory.create(user=administrator, role=Role.ADMINISTRATOR).organisation
    client.force_login(administrator)

    shown = client.get(reverse("accounts:people")).content.decode()

    assert organisation.name in shown
    assert other.name in shown


def test_inviting_nobody_comes_back_with_422(client: Client, organisation: Organisation, administrator: User) -> None:
    client.force_login(administrator)

    answer = client.post(reverse("accounts:invite", args=[organisation.slug]), {"email": "nobody", "role": ""})

    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_a_failed_letter_is_said_to_whoever_invited(
    client: Client, organisation: Organisation, administrator: User, settings: object
) -> None:
    settings.EMAIL_BACKEND = "tests.heard.accounts.test_mail.Unreachable"  # type: ignore[attr-defined]
    client.force_login(administrator)

    answer = client.post(
        reverse("accounts:invite", args=[organisation.slug]), {"email": "ada@example.org", "role": Role.ANALYST}
    )

    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["The invitation is made, but its email could not be sent. Send it again later."]


@pytest.mark.parametrize("button", ["resend", "withdraw"])
def test_an_invitation_accepted_in_the_meantime_is_said_to_be(
    client: Client, organisation: Organisation, administrator: User, monkeypatch: pytest.MonkeyPatch, button: str
) -> None:
    invitation = actions.invite(
        organisation=organisation, email="ada@example.org", role=Role.ANALYST, by=administrator, now=A_DAY
    ).invitation
    Invitation.objects.update(accepted_at=A_DAY)
    monkeypatch.setattr(queries, "waiting_invitation", lambda **_: invitation)
    client.force_login(administrator)

    answer = client.post(reverse(f"accounts:{button}", args=[organisation.slug, invitation.pk]))

    assert answer.headers["Location"] == reverse("accounts:people_of", args=[organisation.slug])
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["The invitation was accepted or withdrawn in the meantime. Nothing was changed."]
    assert not Invitation.objects.filter(withdrawn_at__isnull=False).exists()
