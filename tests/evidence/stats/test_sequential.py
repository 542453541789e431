"""The sequential test: rarely wrong however often one looks, and right about a real difference."""

from datetime import date, timedelta

import numpy as np
import pytest

from evidence.stats import Look, describe_compared, sequential
from evidence.stats.sequential import LEAST


def looks(*, ratio: float, seed: int, clicks: int = 100, share: float = 0.1, days: int = 60) -> list[Look]:
    generator = np.random.default_rng(seed)
    a = np.cumsum(generator.binomial(clicks, share * ratio, days))
    b = np.cumsum(generator.binomial(clicks, share, days))
    first = date(2020, 7, 8)
    return [
        Look(first + timedelta(days=day), int(a[day]), clicks * (day + 1), int(b[day]), clicks * (day + 1))
        for day in range(days)
    ]


def test_looked_at_daily_it_calls_no_difference_one_in_at_most_one_of_twenty():
    wrong = sum(sequential(looks(ratio=1, seed=seed)).differs for seed in range(200))

    assert wrong <= 10


def test_it_finds_a_difference_and_its_interval_holds_the_truth():
    found = [sequential(looks(ratio=1.5, seed=seed)) for seed in range(20)]

    assert all(each.differs for each in found)
    assert sum(1.5 in each.interval for each in found) >= 18


def test_the_p_value_never_rises_with_another_look():
    series = looks(ratio=1.2, seed=1)
    values = [sequential(series[:upto]).p_value for upto in range(1, len(series) + 1)]

    assert values == sorted(values, reverse=True)


def test_p_value_and_interval_agree():
    for seed in range(20):
        found = sequential(looks(ratio=1.3, seed=seed, days=30))
        assert found.differs == (1.0 not in found.interval)


def test_before_there_is_enough_nothing_is_concluded():
    found = sequential([Look(None, LEAST - 1, 10, 0, 500)])

    assert found.p_value == 1
    assert "too little" in describe_compared(found, a="One", b="Other", what="forms", of="clicks").sentence


def test_the_sentence_names_the_better_one_and_the_caveat_says_that_nobody_was_assigned():
    finding = describe_compared(sequential(looks(ratio=0.5, seed=3)), a="One", b="Other", what="forms", of="clicks")

    assert finding.sentence.startswith("“Other” turned a larger share of its clicks into forms than “One”: ")
    assert any("not assigned by chance" in caveat for caveat in finding.caveats)


def test_more_events_than_trials_and_falling_trials_are_refused():
    with pytest.raises(ValueError, match="no fewer trials"):
        Look(None, 5, 4, 0, 1)
    with pytest.raises(ValueError, match="cannot be fewer"):
        sequential([Look(None, 1, 9, 1, 9), Look(None, 1, 8, 1, 9)])
