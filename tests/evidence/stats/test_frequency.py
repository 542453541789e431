"""The one-point curve goes through its point, never grows beyond its limit, and splits those reached by how often."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.stats import OnePoint

CURVES = st.tuples(st.integers(1, 10**7), st.floats(1, 40)).map(
    lambda pair: OnePoint(impressions=pair[0] * pair[1], reach=pair[0])
)


@given(CURVES)
def test_the_curve_goes_through_the_known_point(curve: OnePoint):
    assert curve.reach_of(curve.impressions) == pytest.approx(curve.reach)
    assert curve.reached_at_least(1) == curve.reach


@given(CURVES, st.floats(0, 1e9))
def test_more_impressions_never_reach_fewer_people_nor_more_than_there_are_impressions(curve: OnePoint, more: float):
    assert curve.reach_of(more) <= more * (1 + 1e-9)
    assert curve.reach_of(more) <= curve.reach_of(more * 2 + 1)


@given(CURVES)
def test_how_often_people_were_reached_adds_up_to_the_impressions(curve: OnePoint):
    shown, times = 0.0, 1
    while (more := curve.reached_at_least(times)) > curve.reach * 1e-9:
        shown += more
        times += 1

    assert shown == pytest.approx(curve.impressions, rel=1e-4)


def test_two_showings_a_head_reach_half_of_them_again():
    curve = OnePoint(impressions=2_000_000, reach=1_000_000)

    assert curve.mean == 2
    assert curve.reached_at_least(2) == 500_000
    assert curve.reach_of(10**15) == pytest.approx(2_000_000)


def test_an_export_that_was_shown_to_nobody_reached_nobody():
    nothing = OnePoint(impressions=0, reach=0)

    assert (nothing.mean, nothing.reached_at_least(1), nothing.reach_of(1000)) == (0, 0, 0)


@pytest.mark.parametrize(("impressions", "reach"), [(9, 10), (5, -1)])
def test_fewer_impressions_than_people_cannot_be(impressions: int, reach: int):
    with pytest.raises(ValueError, match="at least as many"):
        OnePoint(impressions=impressions, reach=reach)
