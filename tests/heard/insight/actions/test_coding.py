"""Coding apart: who starts a set, what a coder says and may change, and that it decides nothing by itself."""

from datetime import UTC, datetime

import pytest

from heard.accounts.models import AuditLine, Organisation, User
from heard.feedback.models import Tone
from heard.insight.actions import NoSuchTheme
from heard.insight.actions.coding import (
    CodingOver,
    NothingToCode,
    SetIn,
    TooFewCoders,
    code_piece,
    end_coding,
    settle,
    start_coding,
)
from heard.insight.models import Choosing, Coding, CodingSet, ThemeDecision, ToneDecision
from tests.factories.accounts import OrganisationFactory
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.insight import CodingSetFactory, theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2020, 9, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


@pytest.fixture
def people(organisation) -> list[User]:
    return [caseworker(organisation), caseworker(organisation)]


@pytest.fixture
def started(organisation, people) -> CodingSet:
    return CodingSetFactory.create(cases=[CaseFactory.create(organisation=organisation)], coders=people)


def wanted(organisation: Organisation, coders: list[User], pieces: list[int]) -> SetIn:
    return SetIn(
        organisation=organisation, campaign=None, choosing=Choosing.RANDOM, seed=1, pieces=pieces, coders=coders
    )


def say(started: CodingSet, coder: int, *codes: str, tone: Tone = Tone.GOOD) -> None:
    item, who = started.items.get(), started.coders.order_by("pk")[coder]
    code_piece(item=item, coder=who, present=[theme(code).pk for code in codes], tone=tone, now=NOW)


def test_one_coder_alone_cannot_be_compared(organisation, people) -> None:
    with pytest.raises(TooFewCoders):
        start_coding(wanted=wanted(organisation, people[:1], [1]), by=people[0], now=NOW)


def test_a_set_of_nothing_is_refused(organisation, people) -> None:
    with pytest.raises(NothingToCode):
        start_coding(wanted=wanted(organisation, people, []), by=people[0], now=NOW)


def test_coders_do_not_overwrite_each_other_and_decide_nothing(started) -> None:
    say(started, 0, "timeliness")
    say(started, 1, "food-drink", tone=Tone.BAD)
    assert {(one.tone, one.themes.get().code) for one in Coding.objects.all()} == {
        ("GOOD", "timeliness"),
        ("BAD", "food-drink"),
    }
    assert not ThemeDecision.objects.exists()
    assert not ToneDecision.objects.exists()


def test_a_coder_may_change_what_they_said(started) -> None:
    say(started, 0, "timeliness")
    say(started, 0, "food-drink", tone=Tone.BAD)
    assert Coding.objects.get().themes.get().code == "food-drink"


def test_each_coding_is_written_down_without_what_was_said(started, people) -> None:
    say(started, 0, "timeliness", tone=Tone.VERY_BAD)
    line = AuditLine.objects.get(code="insight.coding.coded")
    assert line.actor == people[0]
    assert line.detail == {"position": 1}


def test_a_theme_that_is_not_there_is_refused(started) -> None:
    with pytest.raises(NoSuchTheme):
        code_piece(item=started.items.get(), coder=started.coders.all()[0], present=[0], tone=Tone.GOOD, now=NOW)


def test_nothing_is_coded_once_the_set_has_ended(started, people) -> None:
    end_coding(coding_set=started, by=people[0], now=NOW)
    end_coding(coding_set=started, by=people[0], now=NOW)
    with pytest.raises(CodingOver):
        say(started, 0)
    assert AuditLine.objects.filter(code="insight.coding.ended").count() == 1


def test_nothing_is_coded_or_settled_again_once_it_is_settled(started, people) -> None:
    settle(items=[started.items.get()], by=people[0], now=NOW)
    with pytest.raises(CodingOver):
        say(started, 0)
    with pytest.raises(CodingOver):
        settle(items=[started.items.get()], by=people[1], now=NOW)
