"""Many logistic regressions fitted at once over the same rows, and what makes their scores into probabilities."""

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit

Floats = npt.NDArray[np.float32]
Truths = npt.NDArray[np.bool_]
Matrix = sparse.csr_matrix[np.float32]


def fit(
    rows: Matrix,
    truths: Truths,
    *,
    penalty: float,
    balance: float,
    weights: Floats,
    steps: int,
    known: Floats | None = None,
) -> Floats:
    """Return a column of weights for each column of `truths`, the last row the constants.

    Minimises the logistic loss plus `penalty` / 2 times the squared weights by L-BFGS, all columns together (their
    losses add up, so each column's optimum is its own). A rare truth's rows weigh (others / its own) ** `balance`.
    What is `known` of each score beforehand is added to it, so that the weights hold only what is learnt besides.
    """
    count, width = rows.shape
    kinds = truths.shape[1]
    across = rows.T.tocsr()
    target = truths.astype(np.float32)
    positives = truths.sum(axis=0)
    rarity = np.maximum(1.0, (count - positives) / np.maximum(1, positives)) ** balance
    importance = ((1 + (rarity - 1) * target) * weights[:, None]).astype(np.float32)

    def loss_and_slope(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        held = flat.astype(np.float32).reshape(width + 1, kinds)
        scores = rows @ held[:-1] + held[-1]
        if known is not None:
            scores = scores + known
        miss = importance * (expit(scores) - target)
        slope = np.empty_like(held)
        slope[:-1] = across @ miss + penalty * held[:-1]
        slope[-1] = miss.sum(axis=0)
        loss = (importance * (np.logaddexp(0, scores) - target * scores)).sum(dtype=np.float64)
        loss += penalty / 2 * float((held[:-1] ** 2).sum(dtype=np.float64))
        return float(loss), slope.ravel().astype(np.float64)

    share = np.clip((importance * target).sum(axis=0) / importance.sum(axis=0), 1e-4, 1 - 1e-4)
    start = np.zeros((width + 1, kinds))
    start[-1] = np.log(share / (1 - share))
    found = minimize(
        loss_and_slope,
        start.ravel(),
        args=(),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": steps, "maxcor": 8, "ftol": 1e-7, "gtol": 1e-3},
    )
    return np.asarray(found.x, dtype=np.float32).reshape(width + 1, kinds)


def calibration(scores: Floats, truth: Truths) -> tuple[float, float]:
    """Return slope and constant that make one column's scores probabilities (Platt 1999, with his smoothed targets)."""
    positives = int(truth.sum())
    negatives = len(truth) - positives
    target = np.where(truth, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    values = scores.astype(np.float64)

    def loss_and_slope(pair: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        line = pair[0] * values + pair[1]
        miss = expit(line) - target
        loss = float((np.logaddexp(0, line) - target * line).sum())
        return loss, np.array([miss @ values, miss.sum()])

    found = minimize(loss_and_slope, np.array([1.0, 0.0]), args=(), jac=True, method="BFGS")
    slope, constant = found.x
    return (float(slope), float(constant)) if slope > 0 else (1.0, 0.0)


def best_threshold(probabilities: Floats, truth: Truths) -> float:
    """Return the probability from which calling a column true gives the highest F1."""
    order = np.argsort(-probabilities, kind="stable")
    hits = np.cumsum(truth[order])
    worth = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    at = int(worth.argmax())
    after = probabilities[order[min(at + 1, len(order) - 1)]]
    return float((probabilities[order[at]] + after) / 2)
