"""Over-dispersion is found where it was put, and nowhere else."""

from datetime import date, timedelta

import numpy as np
import pytest

from evidence.stats import overdispersion

START = date(2019, 1, 7)
WEEK = np.array([1.3, 1.2, 1.1, 1.0, 0.9, 0.4, 0.3])


def made(days: int, *, mean: float, phi: float, seed: int, trend: float = 0.0) -> dict[date, int]:
    """Return daily counts whose variance is phi times their mean, with a weekday pattern and a trend a day."""
    generator = np.random.default_rng(seed)
    means = mean * WEEK[np.arange(days) % 7] * np.exp(trend * np.arange(days))
    rates = generator.gamma(means / (phi - 1), phi - 1) if phi > 1 else means
    return {START + timedelta(days=day): int(count) for day, count in enumerate(generator.poisson(rates))}


@pytest.mark.parametrize("phi", [1.0, 2.0, 5.0])
def test_the_factor_that_was_put_in_is_found(phi: float):
    estimates = [overdispersion([made(182, mean=60, phi=phi, seed=seed)]) for seed in range(20)]

    assert np.mean([estimate.phi for estimate in estimates if estimate]) == pytest.approx(phi, rel=0.2)


def test_weekdays_and_trend_are_not_taken_for_noise():
    estimate = overdispersion([made(182, mean=60, phi=1, seed=3, trend=0.01)])

    assert estimate is not None
    assert estimate.phi < 1.5


def test_a_jump_between_two_spells_is_not_taken_for_noise():
    quiet = made(84, mean=20, phi=1, seed=4)
    busy = {day + timedelta(days=84): count for day, count in made(84, mean=200, phi=1, seed=5).items()}

    estimate = overdispersion([quiet, busy])

    assert estimate is not None
    assert estimate.phi < 1.6


def test_runs_of_good_and_bad_weeks_are_seen():
    generator = np.random.default_rng(6)
    weeks = np.exp(generator.normal(0, 0.3, 26))
    counts = {START + timedelta(days=day): int(generator.poisson(50 * weeks[day // 7])) for day in range(182)}

    estimate = overdispersion([counts])

    assert estimate is not None
    assert estimate.unit == "week"
    assert estimate.phi > 10


@pytest.mark.parametrize("days", [0, 1, 7, 11])
def test_too_few_days_tell_nothing(days: int):
    assert overdispersion([made(days, mean=10, phi=1, seed=1)]) is None


def test_days_that_are_all_zero_tell_nothing():
    assert overdispersion([{START + timedelta(days=day): 0 for day in range(200)}]) is None


def test_weekdays_that_are_always_zero_do_no_harm():
    counts = {day: 0 if day.weekday() >= 5 else count for day, count in made(182, mean=40, phi=1, seed=7).items()}

    estimate = overdispersion([counts])

    assert estimate is not None
    assert estimate.phi < 1.5
