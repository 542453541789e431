"""Offices follow their organisation."""

from datetime import timedelta

import pytest

from heard.accounts.actions import Heir
from heard.accounts.models import AuditLine
from heard.places import actions, tasks
from tests.factories.accounts import A_DAY, OrganisationFactory, hand_over
from tests.factories.places import AreaFactory, OfficeFactory

pytestmark = pytest.mark.django_db


def share(old, keeper, other, offices, *, at=A_DAY):
    heirs = [Heir(organisation=keeper, is_keeper=True), Heir(organisation=other)]
    return actions.split(predecessor=old, heirs=heirs, offices=offices, at=at, reason="Reform", by=None, now=A_DAY)


def test_the_worker_hands_the_offices_of_a_predecessor_over_with_their_areas():
    old, new = OrganisationFactory.create_batch(2)
    area = AreaFactory.create()
    office = OfficeFactory.create(organisation=old, areas=[area])
    closed = OfficeFactory.create(organisation=old, closed_at=A_DAY)
    hand_over(old, new)

    assert tasks.hand_over_some(holder="worker", limit=10) == 2
    assert tasks.hand_over_some(holder="worker", limit=10) == 0

    for each in (office, closed):
        each.refresh_from_db()
        assert each.organisation == new
    assert [covered.area for covered in office.coverage.all()] == [area]
    assert set(AuditLine.objects.filter(code="places.office.handed_over").values_list("organisation", flat=True)) == {
        old.pk,
        new.pk,
    }


def test_offices_of_those_who_work_stay():
    office = OfficeFactory.create()

    assert tasks.hand_over_some(holder="worker", limit=10) == 0
    assert actions.hand_over_offices(office_ids=[office.pk], by=None, now=A_DAY) == 0


def test_a_split_gives_each_office_to_the_successor_named_for_it_and_the_rest_to_the_keeper():
    old, keeper, other = OrganisationFactory.create_batch(3)
    north, south = OfficeFactory.create_batch(2, organisation=old)

    share(old, keeper, other, {south.pk: other})

    for office, organisation in ((north, keeper), (south, other)):
        office.refresh_from_db()
        assert office.organisation == organisation


def test_a_split_that_is_yet_to_come_shares_its_offices_out_on_its_day(monkeypatch):
    from heard.accounts import actions as accounts

    old, keeper, other = OrganisationFactory.create_batch(3)
    north, south = OfficeFactory.create_batch(2, organisation=old)
    later = A_DAY + timedelta(days=9)
    share(old, keeper, other, {south.pk: other}, at=later)
    south.refresh_from_db()
    assert south.organisation == old

    accounts.carry_out(predecessor=old.pk, by=None, now=later)
    tasks.hand_over_some(holder="worker", limit=10)

    for office, organisation in ((north, keeper), (south, other)):
        office.refresh_from_db()
        assert office.organisation == organisation


def test_nobody_shares_out_what_is_not_theirs():
    old, keeper, other = OrganisationFactory.create_batch(3)
    own, foreign = OfficeFactory.create(organisation=old), OfficeFactory.create()

    for offices in ({foreign.pk: other}, {own.pk: OrganisationFactory.create()}):
        with pytest.raises(actions.NotTheirOffice):
            share(old, keeper, other, offices)
    own.organisation.refresh_from_db()
    assert own.organisation.closed_at is None
