"""Intervals agree with published values and with the distributions they come from."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evidence.stats import byar, count_interval, exact_ratio, poisson_exact, wilson

COUNTS = st.integers(0, 2000)
FEW_COUNTS = st.integers(0, 60)
EXPOSURES = st.floats(0.1, 400)


def test_wilson_gives_newcombes_published_limits():
    interval = wilson(events=15, of=148)

    assert interval.low == pytest.approx(0.0624, abs=5e-5)
    assert interval.high == pytest.approx(0.1605, abs=5e-5)


def test_exact_poisson_gives_the_tabled_limits_for_ten_events():
    interval = poisson_exact(events=10)

    assert interval.low == pytest.approx(4.795, abs=5e-4)
    assert interval.high == pytest.approx(18.390, abs=5e-4)


def test_exact_poisson_of_none_has_the_rule_of_three_as_its_upper_limit():
    interval = poisson_exact(events=0)

    assert interval.low == 0
    assert interval.high == pytest.approx(3.689, abs=5e-4)


@given(st.integers(10, 2000))
def test_byar_stays_close_to_the_exact_limits_from_ten_events(events: int):
    approximate, exact = byar(events=events), poisson_exact(events=events)

    assert approximate.low == pytest.approx(exact.low, rel=0.01)
    assert approximate.high == pytest.approx(exact.high, rel=0.01)


def test_counts_below_ten_get_the_exact_interval():
    assert count_interval(events=9) == poisson_exact(events=9)
    assert count_interval(events=10) == byar(events=10)


@given(events=FEW_COUNTS, more=COUNTS)
def test_wilson_holds_the_share_and_stays_between_nought_and_one(events: int, more: int):
    of = events + more + 1

    interval = wilson(events=events, of=of)

    assert 0 <= interval.low <= events / of <= interval.high <= 1


@given(FEW_COUNTS, FEW_COUNTS, EXPOSURES, EXPOSURES)
def test_swapping_the_counts_inverts_the_exact_ratio(a: int, b: int, exposure_a: float, exposure_b: float):
    forward = exact_ratio(a=a, b=b, exposure_a=exposure_a, exposure_b=exposure_b)
    backward = exact_ratio(a=b, b=a, exposure_a=exposure_b, exposure_b=exposure_a)

    assert forward.low == pytest.approx(0 if backward.high == inf else 1 / backward.high, rel=1e-6)
    assert (forward.high == inf) == (backward.low == 0)


@given(st.integers(1, 60), st.integers(1, 60))
def test_the_exact_ratio_is_the_binomial_test_turned_round(a: int, b: int):
    interval = exact_ratio(a=a, b=b, exposure_a=1, exposure_b=1)
    share = stats.binomtest(a, a + b).proportion_ci(method="exact")

    assert interval.low == pytest.approx(share.low / (1 - share.low), rel=1e-6)
    assert interval.high == pytest.approx(share.high / (1 - share.high), rel=1e-6)


def test_no_events_at_all_set_no_limits():
    interval = exact_ratio(a=0, b=0, exposure_a=1, exposure_b=1)

    assert (interval.low, interval.high) == (0, inf)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: wilson(events=2, of=1),
        lambda: wilson(events=0, of=0),
        lambda: poisson_exact(events=-1),
        lambda: byar(events=1, level=1),
        lambda: exact_ratio(a=1, b=1, exposure_a=0, exposure_b=1),
    ],
)
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\w+ .*\."):
        wrong()
