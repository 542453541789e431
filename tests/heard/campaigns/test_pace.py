"""Who comes faster than people do, and that people at their busiest never do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from heard.campaigns import pace
from heard.campaigns.models import VisitClass, VisitKind
from heard.campaigns.pace import Pace
from heard.campaigns.visiting import VisitRow

BEGAN = datetime(2020, 7, 8, 12, 0, tzinfo=UTC)


def a_visit(
    seconds: float,
    *,
    kind: VisitKind = VisitKind.LANDING,
    visitor: bytes = b"one",
    visitor_class: VisitClass = VisitClass.HUMAN,
) -> VisitRow:
    at = BEGAN + timedelta(seconds=seconds)
    return VisitRow(at, 1, None, None, None, kind.value, visitor_class.value, "", visitor, is_test=False)


def suspects(times: Iterator[float] | list[float]) -> int:
    """Return how many of one visitor-day's visits are suspect."""
    judge = Pace()
    return sum(judge.judged(a_visit(at)).visitor_class == VisitClass.SUSPECT for at in times)


def arrivals(*, expected: float, seconds: int, seed: int) -> list[float]:
    """Return when so many people come by chance, all of one visitor-day."""
    chance = Random(seed)
    return sorted(chance.uniform(0, seconds) for _ in range(round(expected)))


@pytest.mark.parametrize("kind", list(VisitKind))
def test_everything_that_visitors_do_is_judged_by_one_rule(kind: VisitKind) -> None:
    judge = Pace()
    judged = [judge.judged(a_visit(number / 100, kind=kind)) for number in range(pace.MOST + 1)]
    assert {visit.visitor_class for visit in judged[:-1]} == {VisitClass.HUMAN}
    assert (judged[-1].visitor_class, judged[-1].reason) == (VisitClass.SUSPECT, "pace")


def test_what_one_visitor_does_is_not_added_up_over_kinds() -> None:
    judge = Pace()
    judged = [judge.judged(a_visit(1, kind=kind)) for kind in VisitKind for _ in range(pace.MOST)]
    assert {visit.visitor_class for visit in judged} == {VisitClass.HUMAN}


def test_a_script_that_stays_just_below_ten_seconds_limit_is_found_within_the_hour() -> None:
    four_a_second = [number / 4 for number in range(4 * 3600)]
    assert suspects(four_a_second) == 4 * 3600 - pace.MOST_IN_AN_HOUR


def test_the_next_hour_begins_anew() -> None:
    judge = Pace()
    for number in range(4 * 3600):
        judge.judged(a_visit(number / 4))
    assert judge.judged(a_visit(3600)).visitor_class == VisitClass.HUMAN


def test_a_letter_to_all_staff_of_a_trust_behind_one_address_makes_no_one_suspect() -> None:
    """Of 10,000 at one kind of browser, fifteen in a hundred come within the hour, half of them in ten minutes."""
    for seed in range(20):
        at_once = arrivals(expected=750, seconds=600, seed=seed)
        later = [600 + at for at in arrivals(expected=750, seconds=3000, seed=seed)]
        assert suspects(at_once + later) == 0


def test_a_mobile_network_that_sends_all_its_customers_from_one_address_makes_no_one_suspect() -> None:
    """An hour with 20,000 landings, a third by one network, a quarter of them by one browser."""
    for seed in range(20):
        assert suspects(arrivals(expected=20_000 / 3 / 4, seconds=3600, seed=seed)) == 0


def test_no_more_visitor_days_are_remembered_than_memory_was_given_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "KEPT", 2)
    monkeypatch.setattr(pace, "MOST_IN_AN_HOUR", 1)
    judge = Pace()
    known, another, beyond = (
        [judge.judged(a_visit(seconds, visitor=who)).visitor_class for seconds in (0, 20)]
        for who in (b"known", b"another", b"beyond")
    )
    assert known == another == [VisitClass.HUMAN, VisitClass.SUSPECT]
    assert beyond == [VisitClass.HUMAN, VisitClass.HUMAN]


def test_who_is_known_for_a_bot_stays_one() -> None:
    judge = Pace()
    judged = [judge.judged(a_visit(0, visitor_class=VisitClass.BOT)) for _ in range(pace.MOST + 1)]
    assert {visit.visitor_class for visit in judged} == {VisitClass.BOT}
