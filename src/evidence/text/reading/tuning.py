"""Tuning a sentence encoder on labelled comments; needs torch, which nothing that runs the site needs.

The lower layers stay as they are, so what they make of each comment is computed once. The upper ones learn first the
topics of the earlier set, then the themes and the tone. docs/methods/reading.md says what came of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from evidence.text.reading.encoder import Encoder
from evidence.text.reading.features import Comment, Floats
from evidence.text.reading.fitting import Truths
from evidence.text.reading.tuned import Tuned

Tensor = Any
Rows = Sequence[Tensor]

FROZEN = 3
"""So many of the encoder's six layers stay as they are."""

_LAYERS, _HEADS, _EPSILON = 6, 12, 1e-12
_BATCH = 64
_RATE, _HEAD_RATE, _DECAY = 1e-4, 2e-3, 0.9
_WARM, _DROP, _AVERAGE, _LARGEST_SLOPE = 0.1, 0.1, 0.98, 1.0
_BALANCE = 0.25


@dataclass(frozen=True, kw_only=True)
class Upper:
    """The upper layers' weights by name, and the head: what each column looks for and weighs."""

    weights: dict[str, Tensor]
    looks: Tensor
    heads: Tensor
    constants: Tensor

    @classmethod
    def of(cls, weights: Mapping[str, Floats], *, columns: int) -> "Upper":
        """Return these weights with a head that looks at all pieces alike."""
        width = next(len(values) for name, values in weights.items() if name.endswith("output.LayerNorm.bias"))
        return cls(
            weights={name: torch.tensor(np.array(values)) for name, values in weights.items()},
            looks=torch.zeros(columns, width),
            heads=torch.normal(0.0, 0.02, (columns, width)),
            constants=torch.zeros(columns),
        )

    def parameters(self) -> dict[str, Tensor]:
        """Return all that is learnt, by name."""
        return {**self.weights, "looks": self.looks, "weights": self.heads, "constants": self.constants}


def lower_states(encoder: Encoder, comments: Sequence[Comment]) -> list[Tensor]:
    """Return what the frozen layers make of each comment's pieces, sixteen bits a number."""
    nothing = np.zeros((0, 0), dtype=np.float32)
    reader = Tuned(encoder=_lower(encoder), looks=nothing, weights=nothing, constants=np.zeros(0, dtype=np.float32))
    numbered = [reader.numbered(comment) for comment in comments]
    found: list[Tensor] = [None] * len(comments)
    for batch in _batches([len(row) for row in numbered], _BATCH):
        states, _there = reader.encoder.states([numbered[at] for at in batch])
        for at, place in enumerate(batch):
            found[place] = torch.tensor(states[at, : len(numbered[place])]).half()
    return found


def tune(
    *,
    start: Upper,
    rows: Callable[[np.random.Generator], Rows],
    truths: Truths,
    tones: int,
    epochs: int,
    size: int,
    average: bool,
    seed: int = 0,
) -> Upper:
    """Return the upper layers and head after so many rounds over all rows, drawn anew for each round.

    The last `tones` columns are steps of one scale, learnt as one choice; all others by the logistic loss, a rare one's
    comments weighing more. With `average` the result is the running mean of the last steps' weights.
    """
    chance = np.random.default_rng(seed)
    torch.manual_seed(seed)
    held = start.parameters()
    for values in held.values():
        values.requires_grad_()
    optimiser = torch.optim.AdamW(_groups(held))
    target = torch.tensor(truths.astype(np.float32))
    topics = truths.shape[1] - tones
    counts = truths[:, :topics].sum(axis=0)
    rarity = torch.tensor(((len(truths) - counts) / np.maximum(1, counts)) ** _BALANCE, dtype=torch.float32)
    steps = epochs * -(-len(truths) // size)
    mean = {name: values.detach().clone() for name, values in held.items()}
    step = 0
    for _round in range(epochs):
        some = rows(chance)
        for batch in _batches([len(row) for row in some], size, chance):
            share = (step + 1) / (_WARM * steps)
            pace = share if step < _WARM * steps else (steps - step) / ((1 - _WARM) * steps)
            for group in optimiser.param_groups:
                group["lr"] = group["pace"] * min(1.0, pace)
            loss = _loss(_scores(start, [some[at] for at in batch], drop=_DROP), target[batch], rarity, tones)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(list(held.values()), _LARGEST_SLOPE)
            optimiser.step()
            step += 1
            keep = min(_AVERAGE, (step + 1) / (step + 10)) if average else 0.0
            with torch.no_grad():
                for name, values in held.items():
                    mean[name].mul_(keep).add_(values.detach(), alpha=1 - keep)
    return Upper(
        weights={name: mean[name] for name in start.weights},
        looks=mean["looks"],
        heads=mean["weights"],
        constants=mean["constants"],
    )


def upper_weights(encoder: Encoder) -> dict[str, Floats]:
    """Return the weights of the layers that are tuned."""
    return {
        name: values
        for name, values in encoder.weights.items()
        if name.startswith("encoder.layer.") and int(name.split(".")[2]) >= FROZEN
    }


def scores_of(upper: Upper, rows: Rows) -> Floats:
    """Return each row's score for each column."""
    found = np.zeros((len(rows), len(upper.constants)), dtype=np.float32)
    with torch.no_grad():
        for batch in _batches([len(row) for row in rows], _BATCH):
            found[batch] = _scores(upper, [rows[at] for at in batch], drop=0.0).numpy()
    return found


def _lower(encoder: Encoder) -> Encoder:
    upper = upper_weights(encoder)
    return Encoder(
        weights={name: values for name, values in encoder.weights.items() if name not in upper}, pieces=encoder.pieces
    )


def _groups(held: dict[str, Tensor]) -> list[dict[str, Any]]:
    """Return each parameter with its pace: a head's is fast, a lower layer's slower than those above it."""
    groups = []
    for name, values in held.items():
        depth = _LAYERS - 1 - int(name.split(".")[2]) if name.startswith("encoder.layer.") else 0
        pace = _RATE * _DECAY**depth if name.startswith("encoder.layer.") else _HEAD_RATE
        decay = 0.01 if values.ndim > 1 or not name.startswith("encoder.layer.") else 0.0
        groups.append({"params": [values], "lr": pace, "pace": pace, "weight_decay": decay})
    return groups


def _loss(scores: Tensor, target: Tensor, rarity: Tensor, tones: int) -> Tensor:
    topics = target.shape[1] - tones
    each = functional.binary_cross_entropy_with_logits(
        scores[:, :topics], target[:, :topics], pos_weight=rarity, reduction="none"
    )
    loss = each.sum(dim=1).mean()
    if tones:
        toned = target[:, topics:].sum(dim=1) > 0
        if toned.any():
            chosen = target[:, topics:][toned].argmax(dim=1)
            loss = loss + functional.cross_entropy(scores[:, topics:][toned], chosen)
    return loss


def _scores(upper: Upper, rows: Rows, *, drop: float) -> Tensor:
    longest = max(len(row) for row in rows)
    width = rows[0].shape[1]
    states = torch.zeros(len(rows), longest, width)
    there = torch.zeros(len(rows), longest, dtype=torch.bool)
    for at, row in enumerate(rows):
        states[at, : len(row)] = row.float()
        there[at, : len(row)] = True
    with torch.autocast("cpu", torch.bfloat16):
        for layer in range(FROZEN, _LAYERS):
            states = _layer(upper.weights, f"encoder.layer.{layer}", states, there, drop)
    states = _dropped(states.float(), drop)
    looks = torch.einsum("btd,ld->blt", states, upper.looks) / width**0.5
    looks = looks.masked_fill(~there[:, None, :], -1e9).softmax(-1)
    held = torch.einsum("blt,btd->bld", looks, states)
    return (held * upper.heads).sum(-1) + upper.constants


def _layer(weights: dict[str, Tensor], name: str, states: Tensor, there: Tensor, drop: float) -> Tensor:
    count, longest, width = states.shape

    def linear(values: Tensor, part: str) -> Tensor:
        return functional.linear(values, weights[f"{name}.{part}.weight"], weights[f"{name}.{part}.bias"])

    def normal(values: Tensor, part: str) -> Tensor:
        named = (weights[f"{name}.{part}.weight"], weights[f"{name}.{part}.bias"])
        return functional.layer_norm(values, (width,), *named, _EPSILON)

    query, key, value = (
        linear(states, f"attention.self.{part}").view(count, longest, _HEADS, -1).transpose(1, 2)
        for part in ("query", "key", "value")
    )
    looks = (query @ key.transpose(-1, -2)) * (_HEADS / width) ** 0.5
    looks = looks.masked_fill(~there[:, None, None, :], -1e4).softmax(-1).to(value.dtype)
    seen = (looks @ value).transpose(1, 2).reshape(count, longest, width)
    states = normal(states + _dropped(linear(seen, "attention.output.dense"), drop), "attention.output.LayerNorm")
    wide = functional.gelu(linear(states, "intermediate.dense"))
    return normal(states + _dropped(linear(wide, "output.dense"), drop), "output.LayerNorm")


def _dropped(states: Tensor, drop: float) -> Tensor:
    """Return the states with some of their numbers left out, the same ones for all pieces of a comment."""
    if not drop:
        return states
    kept = torch.rand(states.shape[0], 1, states.shape[2]) >= drop
    return states * (kept / (1 - drop)).to(states.dtype)


def _batches(lengths: Sequence[int], size: int, chance: np.random.Generator | None = None) -> list[list[int]]:
    """Return places in batches of alike lengths; with `chance` mixed a little, and in any order."""
    keys = np.array(lengths, dtype=np.float64)
    if chance is not None:
        keys += chance.uniform(-2, 2, len(keys))
    order = np.argsort(keys, kind="stable").tolist()
    batches = [order[at : at + size] for at in range(0, len(order), size)]
    if chance is not None:
        chance.shuffle(batches)
    return batches
