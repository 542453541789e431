"""How well what was found agrees with what people found."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Truths = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


def f1(found: Truths, truth: Truths) -> float:
    """Return the harmonic mean of precision and recall of one column; nought where nothing is right."""
    return float(_f1(*(np.float64(part.sum()) for part in _counts(found, truth))))


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A figure with its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Score:
    """Micro F1 (all decisions together) and macro F1 (the mean over themes), each with its interval."""

    micro: Agreement
    macro: Agreement


def score(
    found: Truths, truth: Truths, *, respondents: npt.NDArray[np.str_], draws: int = 1000, seed: int = 1
) -> Score:
    """Return micro and macro F1, with intervals by drawing respondents anew (percentile bootstrap)."""
    once, again = _drawn(found, truth, respondents=respondents, draws=draws, seed=seed)
    return Score(
        micro=_agreement(_f1(*once.sum(axis=-1)), _f1(*again.sum(axis=-1))),
        macro=_agreement(_f1(*once).mean(), _f1(*again).mean(axis=-1)),
    )


def gain(
    new: Truths,
    old: Truths,
    truth: Truths,
    *,
    respondents: npt.NDArray[np.str_],
    draws: int = 1000,
    seed: int = 1,
) -> Agreement:
    """Return by how much micro F1 is higher with `new` than with `old`, both read on the same draws of respondents."""
    (once, again), (then, then_again) = (
        _drawn(found, truth, respondents=respondents, draws=draws, seed=seed) for found in (new, old)
    )
    return _agreement(
        np.float64(_f1(*once.sum(axis=-1)) - _f1(*then.sum(axis=-1))),
        _f1(*again.sum(axis=-1)) - _f1(*then_again.sum(axis=-1)),
    )


def share_right(right: Truths, *, respondents: npt.NDArray[np.str_], draws: int = 1000, seed: int = 1) -> Agreement:
    """Return the share of decisions that are right, with its interval by drawing respondents anew."""
    return _mean(right.astype(np.float64), respondents=respondents, draws=draws, seed=seed)


def share_gain(
    new: Truths, old: Truths, *, respondents: npt.NDArray[np.str_], draws: int = 1000, seed: int = 1
) -> Agreement:
    """Return by how much the share that is right is higher in `new` than in `old`, with its interval."""
    return _mean(new.astype(np.float64) - old, respondents=respondents, draws=draws, seed=seed)


def _mean(values: Numbers, *, respondents: npt.NDArray[np.str_], draws: int, seed: int) -> Agreement:
    people, person = np.unique(respondents, return_inverse=True)
    hits = np.bincount(person, weights=values, minlength=len(people))
    of = np.bincount(person, minlength=len(people))
    chance = np.random.default_rng(seed)
    drawn = chance.multinomial(len(people), np.full(len(people), 1 / len(people)), size=draws)
    return _agreement(np.float64(values.mean()), (drawn @ hits) / (drawn @ of))


def _drawn(
    found: Truths, truth: Truths, *, respondents: npt.NDArray[np.str_], draws: int, seed: int
) -> tuple[Numbers, Numbers]:
    """Return hits, needless and missed by column: once as they are, and once for each draw of respondents."""
    people, person = np.unique(respondents, return_inverse=True)
    counts = np.zeros((3, len(people), truth.shape[1]))
    for at, hits in enumerate(_counts(found, truth)):
        np.add.at(counts[at], person, hits)
    chance = np.random.default_rng(seed)
    drawn = chance.multinomial(len(people), np.full(len(people), 1 / len(people)), size=draws).astype(np.float64)
    return counts.sum(axis=1), np.stack([drawn @ part for part in counts])


def _counts(found: Truths, truth: Truths) -> tuple[Truths, Truths, Truths]:
    return found & truth, found & ~truth, ~found & truth


def _f1(hits: Numbers | np.float64, needless: Numbers | np.float64, missed: Numbers | np.float64) -> Numbers:
    return np.asarray(2 * hits / np.maximum(2 * hits + needless + missed, 1e-9))


def _agreement(value: Numbers | np.float64, draws: Numbers) -> Agreement:
    low, high = np.quantile(draws, [0.025, 0.975])
    return Agreement(value=float(value), low=float(low), high=float(high))
