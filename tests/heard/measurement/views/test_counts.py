"""The page that takes counts from elsewhere."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heard.accounts.models import Role
from heard.measurement.models import CountImport, DailyCount
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.measurement import CountImportFactory

pytestmark = pytest.mark.django_db

HEADER = "organisation,office,outcome,day,count,source,definition\n"


@pytest.fixture
def network():
    return OrganisationFactory.create(name="The network", slug="the-network")


@pytest.fixture
def analyst(client, network):
    user = member(Role.ANALYST, network)
    client.force_login(user)
    return user


def send(client, rows: str, *, step: str = "take", name: str = "counts.csv"):
    file = SimpleUploadedFile(name, (HEADER + rows).encode())
    return client.post(reverse("measurement:counts"), {"file": file, "step": step}, follow=True)


def test_a_good_file_is_taken_in_and_listed(client, analyst):
    response = send(client, "The network,,forms,2019-07-08,94,CRM,Web forms\n")

    assert response.status_code == 200
    assert "Counts taken: 1." in response.content.decode()
    assert "counts.csv" in response.content.decode()
    assert DailyCount.objects.get().count == 94
    assert CountImport.objects.get().imported_by == analyst


def test_checking_only_says_what_would_happen(client, analyst):
    response = send(client, "The network,,forms,2019-07-08,94,CRM,Web forms\n", step="check")

    assert "Counts that can be taken: 1." in response.content.decode()
    assert not DailyCount.objects.exists()


def test_rows_that_cannot_be_used_are_named_with_422(client, analyst):
    response = send(client, "The network,,forms,2019-07-08,-4,CRM,Web forms\n")

    assert response.status_code == 422
    assert "Row 2: A count cannot be below zero: “-4”." in response.content.decode()
    assert not DailyCount.objects.exists()


def test_another_organisations_counts_cannot_be_brought_in(client, analyst):
    OrganisationFactory.create(name="A stranger", slug="a-stranger")

    response = send(client, "A stranger,,forms,2019-07-08,94,CRM,Web forms\n")

    assert response.status_code == 422
    assert "You have no organisation “A stranger”." in response.content.decode()


@pytest.mark.parametrize("name", ["counts.pdf", "counts.xlsx"])
def test_a_file_of_the_wrong_kind_is_refused_in_a_sentence(client, analyst, name):
    response = send(client, "", name=name)

    assert response.status_code == 422
    assert BeautifulSoup(response.content, "html.parser").select_one(".nhsuk-error-summary")


def test_the_example_can_be_brought_in_as_it_is(client, analyst):
    example = client.get(reverse("measurement:counts_example"))
    file = SimpleUploadedFile("example.csv", example.content)

    client.post(reverse("measurement:counts"), {"file": file, "step": "take"})

    assert DailyCount.objects.count() == 3


def test_a_file_can_be_taken_out_again(client, analyst, network):
    counts = CountImportFactory.create(organisation=network)
    address = reverse("measurement:remove_counts", args=[counts.pk])

    asked = client.get(address)
    client.post(address)

    assert "will be taken out" in asked.content.decode()
    assert not CountImport.objects.exists()


def test_a_strangers_file_is_neither_listed_nor_removable(client, analyst):
    other = CountImportFactory.create(file_name="secret.csv")

    assert "secret.csv" not in client.get(reverse("measurement:counts")).content.decode()
    assert client.post(reverse("measurement:remove_counts", args=[other.pk])).status_code == 404
    assert CountImport.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("role", [Role.PARTNER, Role.CASEWORKER])
def test_other_roles_find_nothing(client, network, role):
    client.force_login(member(role, network))

    assert client.get(reverse("measurement:counts")).status_code == 404
