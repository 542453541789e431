"""Groups of similar pieces: asked for, found by the worker, kept where people name them."""

from datetime import timedelta

import pytest

from evidence.text import groups as finding
from heard.accounts.models import AuditLine
from heard.casework.actions import ask_for_groups, find_groups, grouping, name_group, open_cases
from heard.casework.models import Case, GroupMember, GroupSearch, PieceGroup
from heard.casework.queries.grouping import found_groups, spoken
from heard.casework.tasks import find_some_groups
from heard.feedback.models import Consent, Piece
from tests.factories.accounts import OrganisationFactory
from tests.factories.casework import CaseFactory, PieceGroupFactory, caseworker
from tests.factories.feedback import ARRIVED_AT, SubmissionFactory, consents_to, piece_in

pytestmark = pytest.mark.django_db

NOW = ARRIVED_AT + timedelta(days=30)
PARKING = "The car park was full and parking was expensive"
FOOD = "The food on the ward was cold and the meals came late"


@pytest.fixture
def organisation():
    return OrganisationFactory.create()


@pytest.fixture
def worker(organisation):
    return caseworker(organisation)


def tell(organisation, words: str, *, people: int, pieces: int = 5, at=ARRIVED_AT) -> None:
    for _ in range(people):
        sent = [piece_in(words, consents=consents_to(organisation))] * pieces
        SubmissionFactory.create(organisation=organisation, pieces=sent, redacted=True, received_at=at)
    Piece.objects.filter(read_at=None).update(read_at=at)
    open_cases(piece_ids=list(Piece.objects.filter(cases=None).values_list("pk", flat=True)), now=at)


def search_of(organisation, worker, now=NOW) -> GroupSearch:
    return ask_for_groups(organisation=organisation, campaign=None, by=worker, now=now)


@pytest.mark.slow
def test_what_is_asked_for_is_found_once(organisation, worker):
    tell(organisation, PARKING, people=9)
    tell(organisation, FOOD, people=8, at=NOW - timedelta(days=2))
    search = search_of(organisation, worker)

    assert find_some_groups() == 1
    assert find_some_groups() == 0

    food, parking = PieceGroup.objects.order_by("people")
    assert (food.people, parking.people) == (8, 9)
    assert (food.is_rising, food.recent) == (True, 40)
    assert not parking.is_rising
    assert GroupMember.objects.filter(group=food).count() == 40
    assert GroupSearch.objects.get(pk=search.pk).looked_at == 85


def test_asking_twice_asks_once(organisation, worker):
    assert search_of(organisation, worker) == search_of(organisation, worker)
    assert AuditLine.objects.filter(code="casework.groups.asked").count() == 1


def test_a_group_with_a_name_stays_and_the_others_go_with_the_next_search(organisation, worker):
    case = CaseFactory.create(organisation=organisation)
    named = PieceGroupFactory.create(search__organisation=organisation, cases=[case])
    PieceGroupFactory.create(search=named.search, ordinal=2, cases=[case])
    name_group(group=named, name="Long waits", by=worker, now=NOW)

    find_groups(search_id=search_of(organisation, worker).pk, now=NOW)

    assert PieceGroup.objects.get() == named
    found = found_groups(organisation=organisation, campaign=None)
    assert [one.group for one in found.named] == [named]
    assert "Long waits" not in str(AuditLine.objects.get(code="casework.group.named").detail)


def test_only_what_the_organisation_may_see_is_looked_at(organisation):
    seen = CaseFactory.create(organisation=organisation)
    shut = CaseFactory.create(organisation=organisation)
    CaseFactory.create(organisation=organisation, is_test=True)
    CaseFactory.create()
    Consent.objects.filter(piece=shut.piece).update(narrowed_at=NOW)

    assert [each.case_id for each in spoken(organisation=organisation, campaign=None)] == [seen.pk]


def test_a_case_whose_consent_went_is_shown_no_more(organisation):
    kept, gone = (CaseFactory.create(organisation=organisation) for _ in range(2))
    group = PieceGroupFactory.create(search__organisation=organisation, cases=[gone, kept])
    Consent.objects.filter(piece=gone.piece).update(narrowed_at=NOW)

    shown = found_groups(organisation=organisation, campaign=None).groups[0]

    assert shown.group == group
    assert (shown.cases, [row.case for row in shown.rows]) == (1, [kept])


def test_a_search_that_fails_says_so_and_is_done(organisation, worker, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(grouping, "group", fail)
    search = search_of(organisation, worker)

    assert find_groups(search_id=search.pk, now=NOW)

    assert GroupSearch.objects.get(pk=search.pk).has_failed
    assert finding.group is not fail


def test_with_the_case_its_place_in_a_group_goes(organisation):
    case = CaseFactory.create(organisation=organisation)
    PieceGroupFactory.create(search__organisation=organisation, cases=[case])

    Case.objects.filter(pk=case.pk).delete()

    assert not GroupMember.objects.exists()
