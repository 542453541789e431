"""Who is found by whom."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from heard.accounts import queries
from heard.accounts.models import OrganisationKind, Role, User
from heard.design import clock
from heard.design.errors import NotFound
from tests.factories.accounts import A_DAY, MembershipFactory, OrganisationFactory, UserFactory, member

pytestmark = pytest.mark.django_db


def test_an_organisation_is_found_by_whoever_holds_the_role_there() -> None:
    organisation = OrganisationFactory.create()
    user = member(Role.ANALYST, organisation)

    assert queries.organisation_for(user=user, slug=organisation.slug, roles=(Role.ANALYST,)) == organisation


@pytest.mark.parametrize("slug", ["theirs", "missing"])
def test_a_strangers_and_a_missing_one_are_the_same(slug: str) -> None:
    OrganisationFactory.create(slug="theirs")

    with pytest.raises(NotFound):
        queries.organisation_for(user=member(Role.ANALYST), slug=slug, roles=tuple(Role))


def test_a_role_that_has_ended_opens_nothing() -> None:
    ended = MembershipFactory.create(role=Role.ANALYST, ended_at=A_DAY)

    assert not queries.has_role(user=ended.user, roles=(Role.ANALYST,))


def test_a_closed_organisation_opens_nothing() -> None:
    user = member(Role.ANALYST, OrganisationFactory.create(closed_at=A_DAY))

    assert not queries.has_role(user=user, roles=(Role.ANALYST,))


@pytest.mark.parametrize("kind", OrganisationKind)
def test_only_regulators_and_national_bodies_add_organisations(kind: OrganisationKind) -> None:
    user = member(Role.ADMINISTRATOR, OrganisationFactory.create(kind=kind))

    assert queries.may_found(user=user) == (kind in {OrganisationKind.REGULATOR, OrganisationKind.NATIONAL_BODY})


def test_colleagues_are_listed_once_with_every_role() -> None:
    organisation = OrganisationFactory.create()
    user = member(Role.ANALYST, organisation)
    MembershipFactory.create(user=user, organisation=organisation, role=Role.CASEWORKER)

    (found,) = queries.colleagues(organisation=organisation)

    assert found.roles == (Role.ANALYST, Role.CASEWORKER)
    assert found.has_second_factor


def session_key_of(client: Client, user: User) -> str:
    client.force_login(user)
    return str(client.session.session_key)


def test_a_session_leads_to_its_person(client: Client) -> None:
    user = member(Role.ANALYST)

    assert queries.signed_in_person(session_key=session_key_of(client, user), now=clock.now()) == user


def test_a_made_up_session_leads_to_nobody() -> None:
    assert queries.signed_in_person(session_key="made-up-made-up-made-up", now=clock.now()) is None


def test_an_old_session_leads_to_nobody(client: Client) -> None:
    key = session_key_of(client, member(Role.ANALYST))
    Session.objects.update(expire_date=A_DAY - timedelta(days=3650))

    assert queries.signed_in_person(session_key=key, now=clock.now()) is None


def test_an_ended_session_leads_to_nobody(client: Client) -> None:
    user = member(Role.ANALYST)
    key = session_key_of(client, user)
    User.objects.update(sessions_ended=1)

    assert queries.signed_in_person(session_key=key, now=clock.now()) is None


def test_a_session_without_second_factor_leads_to_nobody(client: Client) -> None:
    assert queries.signed_in_person(session_key=session_key_of(client, UserFactory.create()), now=clock.now()) is None


@pytest.mark.django_db
def test_who_founds_organisations_changes_none_that_others_administer() -> None:
    theirs = member(Role.ADMINISTRATOR, OrganisationFactory.create(kind=OrganisationKind.REGULATOR))
    own = OrganisationFactory.create(kind=OrganisationKind.NATIONAL_BODY)
    orphan = OrganisationFactory.create()
    found = queries.editable_organisations_for(user=member(Role.ADMINISTRATOR, own))
    assert set(found) == {own, orphan}
    assert theirs.memberships.get().organisation not in found
