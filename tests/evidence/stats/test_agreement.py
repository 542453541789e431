"""Agreement is that of the published example and of the definition, and covers a known truth."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.stats import Scale, alpha, match

FOUR_OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
"""Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), part C: four observers, twelve units."""

VALUES = st.none() | st.integers(1, 4)
UNITS = st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=12)


@pytest.mark.parametrize(("scale", "published"), [(Scale.NOMINAL, 0.743), (Scale.ORDINAL, 0.815)])
def test_the_published_example_comes_out(scale: Scale, published: float):
    told = alpha(ratings=Counter(zip(*FOUR_OBSERVERS, strict=True)), scale=scale)

    assert told.value == pytest.approx(published, abs=5e-4)
    assert (told.units, told.values) == (11, 40)
    assert told.interval is not None
    assert told.interval.low < published < told.interval.high


@pytest.mark.parametrize("scale", Scale)
@given(units=UNITS)
def test_alpha_is_one_minus_the_mean_distance_within_units_over_that_between_any_two_values(
    units: list[tuple[int | None, ...]], scale: Scale
):
    told = alpha(ratings=Counter(units), scale=scale, draws=1).value

    assert told == pytest.approx(_by_definition(units, scale))


def _by_definition(units: list[tuple[int | None, ...]], scale: Scale) -> float | None:
    several = [given for given in ([value for value in unit if value is not None] for unit in units) if len(given) > 1]
    pool = [value for given in several for value in given]
    if len(set(pool)) < 2:
        return None

    def apart(one: int, other: int) -> float:
        if scale is Scale.NOMINAL:
            return float(one != other)
        low, high = min(one, other), max(one, other)
        between = sum(low <= value <= high for value in pool)
        return (between - (pool.count(low) + pool.count(high)) / 2) ** 2 if low != high else 0.0

    within = sum(apart(one, other) / (len(given) - 1) for given in several for one in given for other in given)
    anywhere = sum(apart(one, other) for one in pool for other in pool)
    return 1 - within / len(pool) / (anywhere / (len(pool) * (len(pool) - 1)))


def test_what_one_coder_alone_said_counts_for_nothing():
    shared = Counter({(1, 1): 6, (0, 0): 5, (1, 0): 2})

    told = alpha(ratings=shared | Counter({(1, None): 40, (None, 0): 30}), scale=Scale.NOMINAL)

    assert told == alpha(ratings=shared, scale=Scale.NOMINAL)


@pytest.mark.parametrize("ratings", [{}, {(1, None): 9}, {(1, 1): 9}])
def test_nothing_is_claimed_where_nothing_can_be_told(ratings: dict[tuple[int | None, ...], int]):
    told = alpha(ratings=ratings, scale=Scale.NOMINAL)

    assert told.value is None
    assert told.interval is None


def test_agreement_without_an_exception_has_no_interval():
    told = alpha(ratings={(1, 1): 5, (0, 0): 5}, scale=Scale.NOMINAL)

    assert told.value == 1
    assert told.interval is None


def test_a_value_that_hardly_comes_has_no_interval():
    told = alpha(ratings={(0, 0): 99, (1, 0): 1}, scale=Scale.NOMINAL)

    assert told.value == pytest.approx(0)
    assert told.interval is None


def test_near_misses_count_less_on_a_scale_with_an_order():
    near = {(1, 2): 10, (2, 2): 10, (4, 5): 10, (5, 5): 10, (3, 3): 10}

    nominal, ordinal = (alpha(ratings=near, scale=scale).value for scale in Scale)

    assert nominal is not None
    assert ordinal is not None
    assert ordinal > nominal + 0.3


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_that_is_none_is_refused(level: float):
    with pytest.raises(ValueError, match=r"between 0 and 1"):
        alpha(ratings={(1, 0): 1}, scale=Scale.NOMINAL, level=level)


@pytest.mark.slow
def test_the_interval_covers_a_known_truth_and_none_where_there_is_no_agreement():
    chance = np.random.default_rng(7)
    covered = covered_nought = 0
    for seed in range(200):
        truth = chance.random(300) < 0.3
        coders = np.where(chance.random((2, 300)) < 0.1, ~truth, truth).astype(int)
        blind = (chance.random((2, 300)) < 0.3).astype(int)
        told, none = (
            alpha(ratings=Counter(map(tuple, made.T.tolist())), scale=Scale.NOMINAL, draws=500, seed=seed).interval
            for made in (coders, blind)
        )
        assert told is not None
        assert none is not None
        covered += _truth() in told
        covered_nought += 0 in none

    assert 180 <= covered <= 200
    assert 180 <= covered_nought <= 200


def _truth() -> float:
    """What α tends to: two coders who each err once in ten times about what is there three times in ten."""
    yes = 0.3 * 0.9 + 0.7 * 0.1
    differ = 2 * 0.9 * 0.1
    return 1 - differ / (2 * yes * (1 - yes))


def test_a_machine_is_matched_with_people():
    told = match(hits=30, needless=10, missed=20, neither=140)

    assert told.units == 200
    assert told.precision == 0.75
    assert told.recall == 0.6
    assert told.precision_interval is not None
    assert 0.75 in told.precision_interval
    assert told.alpha.value == pytest.approx(1 - 399 * 2 * 30 / (2 * 90 * 310))


def test_a_machine_that_never_said_yes_has_no_precision():
    told = match(hits=0, needless=0, missed=4, neither=6)

    assert told.precision is None
    assert told.precision_interval is None
    assert told.recall == 0
