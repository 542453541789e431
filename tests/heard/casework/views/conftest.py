"""Someone at work, signed in."""

import pytest
from django.test import Client

from heard.accounts.models import Role, User
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.casework import caseworker


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.HEARD_DEMO = True


@pytest.fixture
def organisation():
    return OrganisationFactory.create(slug="harbour-voice")


@pytest.fixture
def worker(organisation) -> User:
    return caseworker(organisation)


@pytest.fixture
def signed_in():
    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def desk(worker, signed_in) -> Client:
    return signed_in(worker)


@pytest.fixture
def reader(organisation, signed_in) -> Client:
    return signed_in(member(Role.ANALYST, organisation))


@pytest.fixture
def stranger(signed_in) -> Client:
    return signed_in(caseworker())
