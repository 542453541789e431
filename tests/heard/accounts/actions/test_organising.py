"""Organisations are made once, by name, and the first of them from the command line."""

import pytest
from django.core.exceptions import ValidationError

from heard.accounts import actions, queries
from heard.accounts.actions.naming import refuse_taken
from heard.accounts.models import Organisation, OrganisationKind, Role, User
from tests.factories.accounts import A_DAY, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def found(**changes: str) -> User:
    told = {
        "organisation": "Harbour Voice",
        "full_name": "Ada Marsh",
        "email": "Ada@Example.org",
        "password": "quiet harbour lantern",
    }
    return actions.found(kind=OrganisationKind.NATIONAL_BODY, now=A_DAY, **{**told, **changes})


def test_the_first_administrator_can_sign_in_at_once() -> None:
    user = found()

    assert user.email == "ada@example.org"
    assert user.check_password("quiet harbour lantern")
    assert queries.has_role(user=user, roles=(Role.ADMINISTRATOR,))


def test_a_weak_password_founds_nothing() -> None:
    with pytest.raises(ValidationError):
        found(password="short")

    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("name", "same"), [("GŴYL GOFAL", "Gŵyl gofal"), ("Łódź (North)", "łódź (north)"), ("مراقبت‌ها", "مراقبت‌ها")]
)
def test_a_name_is_taken_in_capitals_of_any_language(name: str, same: str) -> None:
    OrganisationFactory.create(name=name)

    with pytest.raises(actions.NameTaken):
        refuse_taken(same)
    refuse_taken(f"{same}.")


def test_a_name_is_taken_once() -> None:
    OrganisationFactory.create(name="harbour voice")

    with pytest.raises(actions.NameTaken):
        found()


def test_an_address_is_taken_once() -> None:
    UserFactory.create(email="ada@example.org")

    with pytest.raises(actions.AddressTaken):
        found()


@pytest.mark.parametrize("name", ["New", "新しい", "Harbour Voice"])
def test_each_organisation_has_an_address_of_its_own(name: str) -> None:
    OrganisationFactory.create(slug="harbour-voice")
    OrganisationFactory.create(slug="organisation")

    slug = queries.memberships_of(user=found(organisation=name)).get().organisation.slug

    assert slug in {"new-2", "organisation-2", "harbour-voice-2"}
