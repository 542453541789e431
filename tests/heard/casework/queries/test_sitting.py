"""Which pieces a sitting reads, in which order, and that it stays the same while one decides."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from heard.accounts.models import Organisation
from heard.casework.actions import decide_case
from heard.casework.models import Case
from heard.casework.queries.sitting import Asked, Order, Sitting, sitting
from heard.feedback.models import Tone
from heard.insight.actions.coding import settle
from heard.insight.models import Aspect, DrawnPiece, RandomDraw
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.insight import CodingSetFactory, SuggestionFactory, theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BEGUN = datetime(2020, 9, 15, 9, 0, tzinfo=UTC)
LATER = BEGUN + timedelta(minutes=1)


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


def case_of(organisation: Organisation, *scores: float, day: int = 10, code: str = "timeliness", **fields) -> Case:
    """A case of which a method holds a theme probable by each of the scores."""
    case = CaseFactory.create(organisation=organisation, received_at=datetime(2020, 9, day, tzinfo=UTC), **fields)
    for score in scores:
        SuggestionFactory.create(piece=case.piece, aspect=Aspect.THEME, theme=theme(code), value="", score=score)
    return case


def found(organisation: Organisation, order: Order = Order.UNCERTAIN, **asked) -> Sitting:
    return sitting(organisation=organisation, asked=Asked(order=order, begun=BEGUN, **asked))


def decided(case: Case, *codes: str, now: datetime = LATER) -> None:
    present = [theme(code).pk for code in codes]
    by = caseworker(case.organisation)
    decide_case(case=case, present=present, tone=Tone.GOOD, by=by, revision=case.revision, now=now)


def test_the_piece_about_which_a_method_is_least_sure_comes_first(organisation) -> None:
    sure, unsure = case_of(organisation, 0.97), case_of(organisation, 0.9, 0.45, 0.1)
    middling, unread = case_of(organisation, 0.7), case_of(organisation)

    assert found(organisation).cases == (unsure.pk, middling.pk, sure.pk, unread.pk)


def test_a_sign_of_harm_says_nothing_about_how_sure_a_theme_is(organisation) -> None:
    sure, at_risk = case_of(organisation, 0.8), case_of(organisation, 0.9)
    SuggestionFactory.create(piece=at_risk.piece, score=0.5)

    assert found(organisation).cases == (sure.pk, at_risk.pk)


def test_pieces_that_seem_to_be_about_the_same_stand_together(organisation) -> None:
    last = case_of(organisation, 0.9, code="food-drink", day=1)
    first = case_of(organisation, 0.9, code="funding", day=3)
    second = case_of(organisation, 0.9, code="funding", day=4)

    assert found(organisation, Order.THEME).cases == (first.pk, second.pk, last.pk)


def test_the_oldest_comes_first_where_that_is_asked(organisation) -> None:
    newer, older = case_of(organisation, 0.5, day=9), case_of(organisation, 0.99, day=2)

    assert found(organisation, Order.OLDEST).cases == (older.pk, newer.pk)


def test_what_was_decided_before_is_not_read_again_and_what_is_decided_meanwhile_stays(organisation) -> None:
    before, meanwhile, waiting = (case_of(organisation, score) for score in (0.5, 0.6, 0.7))
    decided(before, now=BEGUN - timedelta(days=1))
    decided(meanwhile)

    set_ = found(organisation)
    assert set_.cases == (meanwhile.pk, waiting.pk)
    assert set_.decided == {meanwhile.pk}
    assert set_.to_decide() == waiting.pk


def test_a_decision_that_is_changed_meanwhile_brings_nothing_back_into_the_set(organisation) -> None:
    case = case_of(organisation, 0.5)
    decided(case, now=BEGUN - timedelta(days=1))
    case.refresh_from_db()
    decide_case(case=case, present=[], tone=Tone.BAD, by=caseworker(organisation), revision=case.revision, now=LATER)

    assert found(organisation).cases == ()


def test_another_organisations_decision_is_not_ours(organisation) -> None:
    ours = case_of(organisation, 0.5)
    theirs = CaseFactory.create(piece=ours.piece, organisation=ours.organisation)
    assert theirs.pk == ours.pk
    decided(CaseFactory.create(words="Elsewhere"), now=BEGUN - timedelta(days=1))

    assert found(organisation).cases == (ours.pk,)


def test_a_theme_and_a_campaign_leave_only_what_has_them(organisation) -> None:
    campaign = CampaignFactory.create(owner=organisation)
    wanted = case_of(organisation, campaign=campaign)
    other = case_of(organisation)
    decided(wanted, "food-drink")
    decided(other, "food-drink")

    assert set(found(organisation, theme="food-drink").cases) == {wanted.pk, other.pk}
    assert found(organisation, theme="food-drink", campaign=campaign.slug).cases == (wanted.pk,)
    assert found(organisation, theme="funding").cases == ()


def test_a_theme_that_is_taken_away_keeps_its_piece_in_the_set(organisation) -> None:
    case = case_of(organisation)
    decided(case, "food-drink")
    case.refresh_from_db()
    decided(case, now=LATER + timedelta(minutes=1))

    assert found(organisation, theme="food-drink").cases == (case.pk,)


def test_tests_and_what_has_no_words_to_read_are_left_out(organisation) -> None:
    case_of(organisation, is_test=True)
    case_of(organisation, words="")
    unread = case_of(organisation)
    Case.objects.filter(pk=unread.pk).update(read_at=None)

    assert found(organisation).cases == ()


def test_one_goes_back_forth_and_round_to_what_was_passed_over(organisation) -> None:
    first, second, third = (case_of(organisation, score).pk for score in (0.5, 0.6, 0.7))
    set_ = found(organisation)

    assert set_.beside(first) == (None, second)
    assert set_.beside(third) == (second, None)
    assert set_.beside(0) == (None, None)
    assert set_.to_decide(after=third) == first
    assert Sitting(asked=set_.asked, cases=(first,), decided=frozenset()).to_decide(after=first) is None


def test_what_others_code_apart_is_left_to_them_until_it_is_settled(organisation) -> None:
    case = case_of(organisation, 0.5)
    people = [caseworker(organisation), caseworker(organisation)]
    started = CodingSetFactory.create(cases=[case], coders=people)
    assert found(organisation).cases == ()
    settle(items=list(started.items.all()), by=people[0], now=LATER)
    assert found(organisation).cases == (case.pk,)


def test_only_what_was_drawn_at_random_is_read_where_that_is_asked(organisation) -> None:
    campaign = CampaignFactory.create(owner=organisation)
    drawn, _other = case_of(organisation, campaign=campaign), case_of(organisation, campaign=campaign)
    draw = RandomDraw.objects.create(campaign=campaign, seed="1", share=0.5, drawn_at=BEGUN)
    DrawnPiece.objects.create(draw=draw, piece=drawn.piece)
    assert found(organisation, Order.DRAWN).cases == (drawn.pk,)


def test_what_people_decided_of_a_piece_is_sought_by_the_piece(organisation, django_assert_max_num_queries) -> None:
    case_of(organisation, 0.9)
    with django_assert_max_num_queries(10) as asked:
        found(organisation)
    if connection.vendor == "sqlite":  # PostgreSQL scans a table as small as this one
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked.captured_queries[-2]['sql']}")
            plan = " ".join(str(row[-1]) for row in cursor.fetchall())
        assert "tone_decision_by_piece" in plan
