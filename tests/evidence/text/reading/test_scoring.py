import numpy as np
import pytest

from evidence.text.reading.scoring import f1, gain, score, share_gain, share_right


def test_f1_is_the_mean_of_precision_and_recall():
    found, truth = np.array([True, True, False, False]), np.array([True, False, True, False])
    assert f1(found, truth) == pytest.approx(0.5)
    assert f1(np.zeros(4, dtype=bool), truth) == 0.0


def test_micro_and_macro_differ_where_a_rare_theme_is_missed():
    truth = np.array([[True, False]] * 9 + [[False, True]])
    found = np.array([[True, False]] * 10)
    people = np.array([f"p{n}" for n in range(10)])

    result = score(found, truth, respondents=people)

    assert result.micro.value == pytest.approx(0.9)
    assert result.macro.value == pytest.approx((18 / 19) / 2)
    assert result.micro.low < result.micro.value < result.micro.high <= 1


def test_an_interval_is_wider_where_few_people_wrote_much():
    chance = np.random.default_rng(3)
    right = np.repeat(chance.random(40) < 0.7, 10)
    alone = share_right(right, respondents=np.array([f"p{n}" for n in range(400)]))
    few = share_right(right, respondents=np.array([f"p{n // 10}" for n in range(400)]))

    assert few.value == alone.value
    assert few.high - few.low > 2 * (alone.high - alone.low)


def test_a_gain_that_every_person_shows_is_surer_than_two_intervals_apart():
    chance = np.random.default_rng(4)
    truth = chance.random((300, 2)) < 0.4
    old = truth & (chance.random((300, 2)) < 0.7)
    new = old | (truth & (chance.random((300, 2)) < 0.2))
    people = np.array([f"p{n}" for n in range(300)])

    found = gain(new, old, truth, respondents=people)

    assert 0 < found.low < found.value < found.high
    assert score(new, truth, respondents=people).micro.low < score(old, truth, respondents=people).micro.high
    assert gain(old, old, truth, respondents=people).high == 0


def test_a_share_that_falls_is_a_gain_below_nought():
    right, worse = np.ones(50, dtype=bool), np.arange(50) % 2 == 0
    found = share_gain(worse, right, respondents=np.array([f"p{n}" for n in range(50)]))
    assert found.value == -0.5
    assert found.high < 0
