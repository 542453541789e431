"""An organisation with its administrator, and attempts to sign in that start from none."""

import pytest
from django.core.cache import cache

from heard.accounts.models import Organisation, Role, User
from tests.factories.accounts import OrganisationFactory, member


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> None:
    """Attempts are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


@pytest.fixture
def administrator(organisation: Organisation) -> User:
    return member(Role.ADMINISTRATOR, organisation)
