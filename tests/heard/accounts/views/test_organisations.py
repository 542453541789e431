"""Adding organisations, and how they present themselves."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from heard.accounts.models import Invitation, Organisation, OrganisationKind, Role, User
from tests.factories.accounts import OrganisationFactory, member

pytestmark = pytest.mark.django_db


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
