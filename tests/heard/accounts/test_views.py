"""What staff see and do about people, and what a stranger never sees."""

import re
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from heard.accounts import actions
from heard.accounts.models import AuditLine, Invitation, Membership, Organisation, OrganisationKind, Role, User
from tests.factories.accounts import A_DAY, MembershipFactory, OrganisationFactory, UserFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


@pytest.fixture
def administrator(organisation: Organisation) -> User:
    return member(Role.ADMINISTRATOR, organisation)


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


def test_inviting_nobody_comes_back_with_422(client: Client, organisation: Organisation, administrator: User) -> None:
    client.force_login(administrator)

    answer = client.post(reverse("accounts:invite", args=[organisation.slug]), {"email": "nobody", "role": ""})

    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_the_last_administrator_is_told_why_they_cannot_leave(
    client: Client, organisation: Organisation, administrator: User
) -> None:
    client.force_login(administrator)

    answer = client.post(reverse("accounts:account_leave", args=[organisation.slug]))

    assert answer.status_code == 422
    assert "You are the last administrator" in answer.content.decode()


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


def test_a_national_body_adds_an_organisation_and_invites_its_first_administrator(
    client: Client, administrator: User
) -> None:
    client.force_login(administrator)
    added = client.post(
        reverse("accounts:organisation_new"),
        {"name": "Saltmarsh Voices", "kind": OrganisationKind.LOCAL_OFFICE, "accent_colour": "#7c2855"},
    )
    saltmarsh = Organisation.objects.get(name="Saltmarsh Voices")
    assert added.headers["Location"] == reverse("accounts:first_administrator", args=[saltmarsh.slug])

    client.post(added.headers["Location"], {"email": "bea@example.org"})

    assert Invitation.objects.get(organisation=saltmarsh).role == Role.ADMINISTRATOR


def test_once_administered_it_is_left_to_its_own_administrator(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    theirs = member(Role.ADMINISTRATOR).memberships.get().organisation

    assert client.get(reverse("accounts:first_administrator", args=[theirs.slug])).status_code == 404
    assert client.get(reverse("accounts:people_of", args=[theirs.slug])).status_code == 404


def test_a_charity_cannot_add_organisations(client: Client) -> None:
    charity = OrganisationFactory.create(kind=OrganisationKind.CHARITY_PARTNER)
    client.force_login(member(Role.ADMINISTRATOR, charity))

    assert client.get(reverse("accounts:organisation_new")).status_code == 404


def test_two_organisations_never_share_a_name(client: Client, organisation: Organisation, administrator: User) -> None:
    client.force_login(administrator)

    answer = client.post(
        reverse("accounts:organisation_new"),
        {"name": organisation.name.upper(), "kind": OrganisationKind.LOCAL_OFFICE, "accent_colour": "#7c2855"},
    )

    assert answer.status_code == 422


def picture(size: tuple[int, int] = (1200, 300), kind: str = "JPEG") -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, "#7c2855").save(drawn, format=kind)
    return drawn.getvalue()


def give_mark(client: Client, organisation: Organisation, content: bytes, name: str = "mark.jpg") -> int:
    answer = client.post(
        reverse("accounts:organisation", args=[organisation.slug]),
        {"name": organisation.name, "accent_colour": "#7c2855", "mark": SimpleUploadedFile(name, content)},
    )
    return answer.status_code


def test_a_mark_is_served_as_a_png_of_our_own_making(
    client: Client, organisation: Organisation, administrator: User
) -> None:
    client.force_login(administrator)
    assert give_mark(client, organisation, picture() + b"<script>") == 302
    shown = client.get(reverse("accounts:organisation", args=[organisation.slug])).content.decode()
    href = re.search(r"/marks/\w+\.png", shown)
    assert href

    answer = Client().get(href[0])

    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert b"script" not in answer.content
    assert Image.open(BytesIO(answer.content)).size == (640, 160)


def test_what_is_no_picture_is_refused(client: Client, organisation: Organisation, administrator: User) -> None:
    client.force_login(administrator)

    assert give_mark(client, organisation, b"<svg onload=alert(1)>", name="mark.png") == 422


def test_a_mark_that_nobody_shows_is_not_found(client: Client) -> None:
    assert client.get("/marks/abc.png").status_code == 404


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


def test_home_offers_what_the_roles_open(client: Client, organisation: Organisation) -> None:
    client.force_login(member(Role.PRIVACY_LEAD, organisation))

    shown = client.get(reverse("accounts:home")).content.decode()

    assert reverse("accounts:audit") in shown
    assert reverse("accounts:people") not in shown


def test_someone_who_works_nowhere_finds_nothing(client: Client) -> None:
    client.force_login(UserFactory.create())

    assert client.get(reverse("accounts:home")).status_code in {302, 404}
