"""Files are refused unread, but where a view takes them from somebody who may open it."""

from typing import Any

import pytest
from django.http.multipartparser import MultiPartParser
from django.test import Client
from django.urls import reverse

from heard.accounts.models import Role
from tests.factories.accounts import OrganisationFactory, member

pytestmark = pytest.mark.django_db

BOUNDARY = "a-boundary"
BODY = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="words.csv"\r\n\r\n'
    f"words\r\n--{BOUNDARY}--\r\n"
)


@pytest.fixture(autouse=True)
def _nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(_: MultiPartParser) -> None:
        raise AssertionError("The body was read.")

    monkeypatch.setattr(MultiPartParser, "parse", parse)


def send(path: str, client: Client | None = None, **more: Any) -> Any:
    return (client or Client()).post(path, BODY, content_type=f"multipart/form-data; boundary={BOUNDARY}", **more)


@pytest.mark.parametrize("path", ["/accounts/login/", "/c/care/form/start/", "/staff/", "/accounts/invitation/"])
def test_a_page_that_takes_no_file_refuses_it_unread(path: str) -> None:
    assert send(path).status_code == 415


def test_a_page_that_is_not_there_reads_nothing() -> None:
    assert send("/no/such/page/").status_code == 404


def test_a_visitor_is_led_to_the_door_and_their_file_is_not_read() -> None:
    assert send(reverse("feedback:import_new")).status_code == 302


def test_somebody_without_the_role_gets_the_page_for_what_is_missing() -> None:
    client = Client()
    client.force_login(member(Role.CASEWORKER))

    assert send(reverse("feedback:import_new"), client).status_code == 404


def test_a_file_that_is_too_large_is_refused_by_its_length() -> None:
    client = Client()
    client.force_login(member(Role.ADMINISTRATOR))

    answer = send(reverse("places:load_offices"), client, CONTENT_LENGTH=str(11 * 1024 * 1024))

    assert answer.status_code == 413


def test_whoever_may_open_the_page_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    organisation = OrganisationFactory.create()
    client = Client()
    client.force_login(member(Role.ADMINISTRATOR, organisation))

    assert send(reverse("accounts:organisation", args=[organisation.slug]), client).status_code == 422
