"""An organisation with its administrator, and letters that are sent at once."""

import pytest

from heard.accounts import mail
from heard.accounts.models import Organisation, Role, User
from tests.factories.accounts import OrganisationFactory, member


@pytest.fixture(autouse=True)
def _send_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that is sent beside its request would come too late for a test to look at it."""
    monkeypatch.setattr(mail, "meanwhile", lambda send: send())


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


@pytest.fixture
def administrator(organisation: Organisation) -> User:
    return member(Role.ADMINISTRATOR, organisation)
