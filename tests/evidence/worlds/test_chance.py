from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.worlds.chance import Chance, Weights


@given(st.integers(min_value=0, max_value=2**32), st.integers(min_value=0, max_value=1000))
def test_the_same_keys_give_the_same_draws(seed: int, stream: int) -> None:
    one, other = Chance(seed, stream), Chance(seed, stream)
    assert [one.draw() for _ in range(600)] == [other.draw() for _ in range(600)]


def test_streams_of_one_seed_differ() -> None:
    assert Chance(1, 1).draw() != Chance(1, 2).draw()


@given(st.dictionaries(st.text(max_size=3), st.floats(min_value=0.01, max_value=1e6), min_size=1), st.integers(0, 9999))
def test_a_weighted_draw_is_always_one_of_the_options(weights: dict[str, float], seed: int) -> None:
    assert Chance(seed).weighted(weights) in weights


def test_an_option_of_weight_zero_is_never_drawn() -> None:
    ready = Weights({"never": 0.0, "always": 1.0})
    chance = Chance(5)
    assert {chance.weighted(ready) for _ in range(500)} == {"always"}


def test_weights_come_out_as_shares() -> None:
    chance, ready = Chance(6), Weights({"a": 3.0, "b": 1.0})
    drawn = Counter(chance.weighted(ready) for _ in range(8000))
    assert drawn["a"] / 8000 == pytest.approx(0.75, abs=0.02)


def test_overdispersed_counts_vary_as_asked() -> None:
    chance = Chance(7)
    counts = [chance.overdispersed(12, 2.5) for _ in range(20_000)]
    mean = sum(counts) / len(counts)
    variance = sum((count - mean) ** 2 for count in counts) / len(counts)
    assert mean == pytest.approx(12, rel=0.03)
    assert variance / mean == pytest.approx(2.5, rel=0.06)


def test_nothing_is_counted_where_nothing_is_expected() -> None:
    assert Chance(8).overdispersed(0, 3) == 0
