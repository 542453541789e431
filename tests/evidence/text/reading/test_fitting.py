import numpy as np
import pytest
from scipy import sparse
from scipy.special import expit

from evidence.text.reading.fitting import best_threshold, calibration, fit


def test_weights_come_back_that_made_the_truths():
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(4000, 2)).astype(np.float32)
    meant = np.array([[2.0, 0.0], [-1.0, 1.5]])
    truths = chance.random((4000, 2)) < expit(rows @ meant - 0.5)

    found = fit(
        sparse.csr_matrix(rows), truths, penalty=0.01, balance=0.0, weights=np.ones(4000, dtype=np.float32), steps=100
    )

    np.testing.assert_allclose(found[:2], meant, atol=0.2)
    np.testing.assert_allclose(found[2], [-0.5, -0.5], atol=0.15)


def test_what_is_known_beforehand_is_not_learnt_again():
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(4000, 1)).astype(np.float32)
    known = 2 * rows
    truths = chance.random((4000, 1)) < expit(3 * rows)

    found = fit(
        sparse.csr_matrix(rows),
        truths,
        penalty=0.01,
        balance=0.0,
        weights=np.ones(4000, dtype=np.float32),
        steps=100,
        known=known,
    )

    assert found[0, 0] == pytest.approx(1, abs=0.2)


def test_a_row_without_weight_teaches_nothing():
    rows = sparse.csr_matrix(np.array([[1.0], [1.0], [0.0]], dtype=np.float32))
    truths = np.array([[True], [False], [False]])
    found = fit(rows, truths, penalty=0.1, balance=0.0, weights=np.array([1, 0, 1], dtype=np.float32), steps=100)
    assert found[0, 0] > 0.5


def test_calibrated_scores_are_as_often_true_as_they_say():
    chance = np.random.default_rng(2)
    chances = chance.random(5000)
    truth = chance.random(5000) < chances
    scores = (3 * np.log(chances / (1 - chances)) + 1).astype(np.float32)

    slope, constant = calibration(scores, truth)

    assert slope == pytest.approx(1 / 3, abs=0.04)
    assert constant == pytest.approx(-1 / 3, abs=0.1)


def test_scores_that_point_the_wrong_way_are_left_as_they_are():
    truth = np.array([True] * 20 + [False] * 20)
    assert calibration(np.where(truth, -1.0, 1.0).astype(np.float32), truth) == (1.0, 0.0)


def test_the_best_threshold_parts_what_is_true_from_what_is_not():
    chances = np.array([0.9, 0.7, 0.4, 0.1], dtype=np.float32)
    assert 0.4 < best_threshold(chances, np.array([True, True, False, False])) < 0.7
