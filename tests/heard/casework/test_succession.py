"""The queue of an organisation that took another's place: the old cases are in it, and stay whose they were."""

from datetime import timedelta

import pytest

from heard.accounts.models import Role
from heard.casework.actions import assign_case
from heard.casework.models import CaseStatus, RiskState
from heard.casework.queries import (
    QueueFilter,
    case_for,
    cases_for,
    caseworkers_of,
    choices_of,
    neighbours,
    queue,
    search,
    tally,
)
from heard.design.errors import NotFound
from tests.factories.accounts import OrganisationFactory, hand_over, member, split
from tests.factories.campaigns import FormFactory
from tests.factories.casework import OPENED_AT, CaseFactory, caseworker

pytestmark = pytest.mark.django_db


def rows(organisation, user, **asked):
    found = search(organisation=organisation, asked=QueueFilter(**asked), user=user)
    return [row.case for row in queue(found=found).rows]


@pytest.fixture
def two():
    return OrganisationFactory.create_batch(2)


def test_cases_of_both_stand_in_one_queue_risk_first_and_then_the_newest(two):
    old, new = two
    worker = caseworker(new)
    made = [
        CaseFactory.create(organisation=each, received_at=OPENED_AT - timedelta(hours=hours))
        for hours, each in enumerate((old, new, old, new))
    ]
    at_risk = CaseFactory.create(organisation=old, received_at=OPENED_AT - timedelta(days=2), risk=RiskState.OPEN)
    hand_over(old, new)

    assert rows(new, worker) == [at_risk, *made]
    found = search(organisation=new, asked=QueueFilter(), user=worker)
    assert neighbours(case=made[1], found=found) == (made[0].pk, made[2].pk)
    counted = tally(found=found)
    assert (counted.by_status[CaseStatus.NEW], counted.open_risk) == (5, 1)


def test_pages_of_a_joint_queue_join_without_a_gap(two, monkeypatch):
    monkeypatch.setattr("heard.casework.queries.queueing.PAGE", 2)
    old, new = two
    made = [
        CaseFactory.create(organisation=two[number % 2], received_at=OPENED_AT - timedelta(hours=number))
        for number in range(5)
    ]
    worker = caseworker(new)
    hand_over(old, new)
    found = search(organisation=new, asked=QueueFilter(), user=worker)

    first = queue(found=found)
    second = queue(found=found, after=first.after)
    third = queue(found=found, after=second.after)

    assert [row.case for page in (first, second, third) for row in page.rows] == made
    assert queue(found=found, before=third.before).rows == second.rows


def test_a_case_stays_with_whoever_had_it_and_can_go_to_a_new_colleague(two):
    old, new = two
    moved, colleague = caseworker(old), caseworker(new)
    case = CaseFactory.create(organisation=old, assigned_to=moved)
    hand_over(old, new)

    seen = case_for(user=moved, case_id=case.pk)
    assert seen.assigned_to == moved
    assert set(caseworkers_of(organisation=seen.organisation)) == {moved, colleague}
    assert (
        assign_case(case=seen, to=colleague, by=moved, revision=seen.revision, now=OPENED_AT).assigned_to == colleague
    )


def test_the_other_successor_of_a_split_is_told_the_same_as_of_a_case_that_is_not_there(two):
    old, keeper = two
    other = OrganisationFactory.create()
    case = CaseFactory.create(organisation=old)
    reader = caseworker(other)
    split(old, keeper=keeper, other=other)

    assert not cases_for(user=reader).exists()
    with pytest.raises(NotFound):
        case_for(user=reader, case_id=case.pk)
    assert rows(other, reader) == []
    assert case_for(user=caseworker(keeper), case_id=case.pk) == case


def test_strangers_see_neither(two):
    case = CaseFactory.create(organisation=two[0])
    hand_over(*two)

    with pytest.raises(NotFound):
        case_for(user=caseworker(), case_id=case.pk)


def test_the_filters_offer_the_campaigns_of_a_predecessor(two):
    form = FormFactory.create(organisation=two[0])
    hand_over(*two)

    assert choices_of(organisation=two[1]).campaigns == (form.campaign,)


@pytest.mark.slow
def test_the_page_reads_under_the_old_name_and_leads_back_to_the_new_queue(two, client):
    old, new = two
    case = CaseFactory.create(organisation=old)
    client.force_login(member(Role.CASEWORKER, new))
    hand_over(old, new)

    html = client.get(f"/staff/cases/{case.pk}/").content.decode()

    assert old.name in html
    assert f"/staff/queue/{new.slug}/" in html
