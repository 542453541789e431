"""Conversions: shares where they are shares, ratios where they are not, and what one event cost."""

from math import inf

import pytest

from evidence.stats import conversion, cost_each, wilson


def test_a_share_has_wilsons_interval():
    found = conversion(events=30, of=120)

    assert found is not None
    assert found.value == 0.25
    assert found.is_share
    assert found.interval == wilson(events=30, of=120)


def test_more_events_than_came_before_are_a_ratio_and_no_share():
    found = conversion(events=150, of=120)

    assert found is not None
    assert not found.is_share
    assert found.interval.low < 1.25 < found.interval.high


def test_things_of_two_kinds_are_a_ratio_even_where_they_are_fewer():
    found = conversion(events=30, of=120, is_share=False)

    assert found is not None
    assert not found.is_share
    assert found.interval.low < 0.25 < found.interval.high


def test_where_nothing_came_before_there_is_no_conversion():
    assert conversion(events=3, of=0) is None


def test_the_cost_of_one_lies_within_its_interval():
    each, interval = cost_each(spend=100_00, events=50)

    assert each == 200
    assert interval.low == pytest.approx(100_00 / 65.918, abs=0.1)
    assert interval.high == pytest.approx(100_00 / 37.111, abs=0.1)


def test_without_any_event_only_the_least_cost_is_known():
    each, interval = cost_each(spend=100_00, events=0)

    assert each is None
    assert interval.high == inf
    assert interval.low > 0


@pytest.mark.parametrize("wrong", [{"events": -1, "of": 3}, {"events": 1, "of": -3}])
def test_negative_counts_are_refused(wrong):
    with pytest.raises(ValueError, match="negative"):
        conversion(**wrong)
