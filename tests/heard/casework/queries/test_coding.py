"""Which pieces are drawn, what is hidden from whom until when, and how far coders agree."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.accounts.models import Organisation, User
from heard.casework.models import Case
from heard.casework.queries.coding import WholeSet, agreement, coding_sets_for, drawn, whole_set, whole_sets
from heard.feedback.models import Consent, Tone
from heard.insight.actions.coding import code_piece, end_coding
from heard.insight.models import Aspect, Choosing, CodingSet
from tests.factories.accounts import OrganisationFactory
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.insight import CodingSetFactory, SuggestionFactory, theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2020, 9, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


@pytest.fixture
def people(organisation) -> list[User]:
    return [caseworker(organisation), caseworker(organisation)]


def cases_of(organisation: Organisation, number: int) -> list[Case]:
    return [CaseFactory.create(organisation=organisation) for _ in range(number)]


def say(started: CodingSet, position: int, coder: User, *codes: str, tone: Tone = Tone.GOOD) -> None:
    code_piece(
        item=started.items.get(position=position),
        coder=started.coders.get(user=coder),
        present=[theme(code).pk for code in codes],
        tone=tone,
        now=NOW,
    )


def draw(organisation: Organisation, choosing: Choosing, number: int, seed: int = 1) -> tuple[int, ...]:
    return drawn(organisation=organisation, campaign="", choosing=choosing, number=number, seed=seed)


@pytest.mark.slow
def test_the_same_seed_draws_the_same_and_another_differs(organisation) -> None:
    cases_of(organisation, 12)
    first = draw(organisation, Choosing.RANDOM, 6)
    assert first == draw(organisation, Choosing.RANDOM, 6)
    assert len(set(first)) == 6
    assert any(draw(organisation, Choosing.RANDOM, 6, seed) != first for seed in range(2, 5))


def test_the_most_uncertain_are_drawn_in_their_order(organisation) -> None:
    sure, unsure, _unread = cases_of(organisation, 3)
    for case, score in ((sure, 0.9), (unsure, 0.52)):
        SuggestionFactory.create(piece=case.piece, aspect=Aspect.TONE, value="BAD", score=score)
    assert draw(organisation, Choosing.UNCERTAIN, 2) == (unsure.piece_id, sure.piece_id)


def test_what_another_set_holds_is_left_out_while_it_goes_on(organisation, people) -> None:
    taken, free = cases_of(organisation, 2)
    started = CodingSetFactory.create(cases=[taken], coders=people)
    assert draw(organisation, Choosing.RANDOM, 5) == (free.piece_id,)
    end_coding(coding_set=started, by=people[0], now=NOW)
    assert set(draw(organisation, Choosing.RANDOM, 5)) == {taken.piece_id, free.piece_id}


def test_what_others_said_is_hidden_from_a_coder_until_they_have_coded_all(organisation, people) -> None:
    started = CodingSetFactory.create(cases=cases_of(organisation, 2), coders=people)
    one, other = people
    say(started, 1, one)
    assert whole(started).is_hidden_from(one)
    say(started, 2, one)
    assert not whole(started).is_hidden_from(one)
    assert whole(started).is_hidden_from(other)
    assert not whole(started).is_hidden_from(caseworker(organisation))


@pytest.mark.slow
def test_nothing_is_settled_before_all_have_coded_it_or_the_set_has_ended(organisation, people) -> None:
    (one, other), third = people, caseworker(organisation)
    started = CodingSetFactory.create(cases=cases_of(organisation, 3), coders=[one, other, third])
    for coder in (one, other):
        say(started, 1, coder, "timeliness")
        say(started, 2, coder, "timeliness", tone=Tone.BAD if coder == one else Tone.GOOD)
    say(started, 3, one)
    assert positions(started, agreed=True) == positions(started, agreed=False) == []
    end_coding(coding_set=started, by=one, now=NOW)
    assert positions(started, agreed=True) == [1]
    assert positions(started, agreed=False) == [2]


def test_what_a_person_took_back_leaves_the_set(organisation, people) -> None:
    gone, kept = cases_of(organisation, 2)
    started = CodingSetFactory.create(cases=[gone, kept], coders=people)
    Consent.objects.filter(piece=gone.piece).update(narrowed_at=NOW)
    assert [item.case.pk for item in whole(started).items] == [kept.pk]
    assert whole(started).lost == 1


@pytest.mark.slow
def test_agreement_is_told_of_tone_and_of_each_theme_that_anyone_found(organisation, people) -> None:
    started = CodingSetFactory.create(cases=cases_of(organisation, 4), coders=people)
    for position, codes in enumerate((("timeliness",), ("timeliness", "food-drink"), (), ()), start=1):
        say(started, position, people[0], *codes, tone=list(Tone)[position])
        say(started, position, people[1], *(code for code in codes if code == "timeliness"), tone=list(Tone)[position])

    told = agreement(whole=whole(started))

    assert told.pieces == 4
    assert told.tone.value == 1
    assert {one.theme.code: (one.found, one.alpha.value) for one in told.themes} == {
        "timeliness": (2, 1.0),
        "food-drink": (1, pytest.approx(0.0)),
    }


def whole(started: CodingSet) -> WholeSet:
    return whole_set(coding_set=CodingSet.objects.get(pk=started.pk))


def positions(started: CodingSet, *, agreed: bool) -> list[int]:
    return [one.item.position for one in whole(started).to_settle(agreed=agreed)]


@pytest.mark.slow
def test_a_list_of_sets_is_read_with_as_few_queries_as_one(organisation, people, django_assert_num_queries) -> None:
    for cases in ([one] for one in cases_of(organisation, 3)):
        say(CodingSetFactory.create(cases=cases, coders=people), 1, people[0], "parking")
    sets = list(coding_sets_for(user=people[0]))
    with CaptureQueriesContext(connection) as one:
        whole_sets(coding_sets=sets[:1])
    with django_assert_num_queries(len(one)):
        found = whole_sets(coding_sets=sets)

    assert [(whole.coding_set, len(whole.items), len(whole.items[0].said)) for whole in found] == [
        (each, 1, 1) for each in sets
    ]
