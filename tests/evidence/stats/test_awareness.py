"""A change between survey waves has an interval that holds the truth, and says what it leaves out."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from evidence.stats import SurveyWave, awareness_change, describe_awareness


def wave(name: str, percent: float, *, base: int = 1000, month: int = 6, effect: float | None = 1.0) -> SurveyWave:
    return SurveyWave(
        name=name, first_day=date(2020, month, 1), last_day=date(2020, month, 9), base=base, percent=percent,
        design_effect=effect,
    )  # fmt: skip


def test_newcombes_own_example_comes_out() -> None:
    """56/70 against 48/80: 0.0524 to 0.3339 (Newcombe 1998, table II, method 10)."""
    change = awareness_change(before=wave("b", 100 * 48 / 80, base=80), after=wave("a", 100 * 56 / 70, base=70))

    assert (round(change.interval.low, 2), round(change.interval.high, 2)) == (5.24, 33.39)


def test_the_interval_holds_the_true_change_about_95_times_in_100() -> None:
    chance = np.random.default_rng(7)
    held = 0
    for _each in range(1000):
        before, after = chance.binomial(500, 0.2) / 5, chance.binomial(500, 0.26) / 5
        change = awareness_change(before=wave("b", before, base=500), after=wave("a", after, base=500))
        held += change.interval.low <= 6 <= change.interval.high

    assert 930 <= held <= 970


def test_a_design_effect_widens_the_interval() -> None:
    plain = awareness_change(before=wave("b", 20), after=wave("a", 24)).interval
    wider = awareness_change(before=wave("b", 20, effect=2.0), after=wave("a", 24, effect=2.0)).interval

    assert (wider.high - wider.low) / (plain.high - plain.low) == pytest.approx(2**0.5, rel=0.01)


def test_what_rose_is_said_so_and_what_chance_could_do_is_not() -> None:
    rose = describe_awareness(waves=[wave("June", 20), wave("August", 30, month=8)], question="Heard of it")
    flat = describe_awareness(waves=[wave("June", 20), wave("August", 21, month=8)], question="Heard of it")

    assert rose.sentence.startswith("It rose from 20.0 % (June) to 30.0 % (August): by 10.0 points, between +6.")
    assert "chance alone could have done it" in flat.sentence


def test_an_unknown_design_effect_is_said_to_be_ignored() -> None:
    finding = describe_awareness(waves=[wave("June", 20, effect=None), wave("August", 30, month=8)], question="Q")

    assert "are not known for June and are ignored" in finding.caveats[0]


def test_one_wave_says_nothing_of_a_change() -> None:
    assert "One wave says nothing" in describe_awareness(waves=[wave("June", 20)], question="Q").sentence


@pytest.mark.parametrize("wrong", [{"base": 0}, {"percent": 101}, {"effect": 0.5}])
def test_what_no_survey_can_say_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"nobody|percentage|1 or more"):
        wave("June", **{"percent": 20, **wrong})
