"""Who reaches whose records once one organisation has followed another, and what each was called."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from heard.accounts import actions, queries
from heard.accounts.models import Organisation, Role
from tests.factories.accounts import A_DAY, OrganisationFactory, hand_over, member, split

YEAR = timedelta(days=365)


@pytest.mark.django_db
class TestReach:
    def test_staff_of_the_successor_reach_the_records_of_the_predecessor(self):
        old, new = OrganisationFactory.create_batch(2)
        reader = member(Role.CASEWORKER, new)
        hand_over(old, new)

        assert set(queries.organisations_for(user=reader, roles=(Role.CASEWORKER,))) == {old, new}
        assert (old.pk, Role.CASEWORKER) in queries.reach_of(user=reader)

    def test_in_their_own_roles_alone(self):
        old, new = OrganisationFactory.create_batch(2)
        reader = member(Role.ANALYST, new)
        hand_over(old, new)

        assert not queries.organisations_for(user=reader, roles=(Role.CASEWORKER,)).exists()

    def test_new_things_are_begun_only_where_they_work(self):
        old, new = OrganisationFactory.create_batch(2)
        administrator = member(Role.ADMINISTRATOR, new)
        hand_over(old, new)

        assert list(queries.workplaces_for(user=administrator, roles=(Role.ADMINISTRATOR,))) == [new]
        assert list(queries.editable_organisations_for(user=administrator)) == [new]

    def test_the_other_successor_of_a_split_reaches_nothing_of_it(self):
        old, keeper, other = OrganisationFactory.create_batch(3)
        reader = member(Role.CASEWORKER, other)
        split(old, keeper=keeper, other=other)

        assert list(queries.organisations_for(user=reader, roles=tuple(Role))) == [other]
        assert queries.reach_of(user=reader) == {(other.pk, Role.CASEWORKER)}

    def test_strangers_reach_neither(self):
        old, new = OrganisationFactory.create_batch(2)
        hand_over(old, new)
        stranger = member(Role.CASEWORKER)

        assert not {old, new} & set(queries.organisations_for(user=stranger, roles=tuple(Role)))

    def test_the_audit_log_goes_on_from_one_to_the_next(self):
        old, new = OrganisationFactory.create_batch(2)
        hand_over(old, new)

        organisations = queries.audit_lines(organisation=new).values_list("organisation", flat=True)
        assert set(organisations) == {old.pk, new.pk}


@pytest.mark.django_db
def test_the_public_is_told_the_name_that_they_may_know():
    old = OrganisationFactory.create(name="Voices of Dunmere", short_name="Dunmere")
    new = OrganisationFactory.create(name="Voices of the West", short_name="West")
    hand_over(old, new)
    old.refresh_from_db()

    assert queries.public_name(organisation=old) == "Voices of the West (formerly Voices of Dunmere)"
    assert queries.public_short_name(organisation=old) == "West (formerly Dunmere)"
    assert queries.public_name(organisation=new) == "Voices of the West"


@pytest.mark.django_db
def test_names_of_many_are_read_once(django_assert_num_queries):
    old, new = OrganisationFactory.create_batch(2)
    actions.rename(organisation=old, name="Other", short_name="", at=A_DAY, reason="Reform", by=None, now=A_DAY)

    with django_assert_num_queries(2):
        every = list(Organisation.objects.filter(pk__in=[old.pk, new.pk]).prefetch_related("past_names").order_by("pk"))
        named = [queries.name_at(organisation=each, moment=A_DAY - YEAR) for each in every]

    assert named == [old.name, new.name]


@pytest.mark.slow
class TestNames(TestCase):
    @given(st.lists(st.integers(min_value=1, max_value=3000), min_size=1, max_size=6, unique=True))
    def test_each_moment_has_the_name_of_its_time(self, days: list[int]) -> None:
        start = datetime(2015, 1, 1, tzinfo=UTC)
        organisation = OrganisationFactory.create(name="Name 0", created_at=start)
        moments = [start + timedelta(days=day) for day in sorted(days)]
        for number, at in enumerate(moments, start=1):
            actions.rename(
                organisation=organisation,
                name=f"Name {number}",
                short_name="",
                at=at,
                reason="Reform",
                by=None,
                now=at,
            )
        organisation = Organisation.objects.get(pk=organisation.pk)

        for number, at in enumerate([start, *moments]):
            assert queries.name_at(organisation=organisation, moment=at) == f"Name {number}"
        past = list(queries.past_names(organisation=organisation).order_by("until"))
        assert [(each.since, each.until) for each in past] == list(zip([start, *moments], moments, strict=False))
