"""Surprise and projection: rare where nothing changed, sure where it did."""

import numpy as np
import pytest

from evidence.stats.watch import projection, too_few, too_many


def test_where_nothing_changed_too_few_is_rare():
    generator = np.random.default_rng(1)
    raised = sum(
        too_few(observed=int(day[-1]), past=day[:-1].tolist()).chance < 0.01
        for day in generator.poisson(20, (1_000, 15))
    )

    assert raised <= 20


def test_silence_after_many_is_surprising_and_after_few_is_not():
    assert too_few(observed=0, past=[20] * 14).chance < 0.001
    assert too_few(observed=0, past=[1] * 14).chance > 0.3
    assert too_few(observed=0, past=[0, 80, 0, 0, 90, 0, 0]).chance > 0.05


def test_a_flood_is_surprising_and_the_usual_is_not():
    assert too_many(observed=200, past=[10] * 24).chance < 0.001
    assert too_many(observed=12, past=[10] * 24).chance > 0.2
    assert too_many(observed=50, past=[0] * 24).chance == 0


def test_a_projection_holds_what_comes():
    generator = np.random.default_rng(2)
    held = 0
    for _ in range(500):
        days = generator.poisson(30, 24)
        told = projection(so_far=int(days[:14].sum()), recent=days[:14].tolist(), days_left=10, target=700)
        held += told.low <= days.sum() <= told.high
    assert held >= 460


def test_a_target_far_off_has_no_chance_and_one_that_is_reached_is_sure():
    assert projection(so_far=100, recent=[5] * 14, days_left=10, target=1_000).chance < 0.001
    assert projection(so_far=100, recent=[0] * 14, days_left=10, target=100).chance == 1


def test_without_a_past_nothing_can_be_said():
    with pytest.raises(ValueError, match="no past"):
        too_few(observed=1, past=[])
