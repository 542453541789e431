"""Themes that no labelled comment teaches, by rules over what their descriptions mean. Unproven, and said to be."""

import csv
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from evidence.text.reading import Found
from evidence.text.reading.reader import MODELS
from evidence.text.unprocessed import Unprocessed, readable

METHOD = "described-1"

_TOLD = 3
_Pattern = re.Pattern[str]


@dataclass(frozen=True, kw_only=True)
class Described:
    """The themes whose rules the text at `index` meets, each with the words that met them."""

    index: int
    themes: tuple[Found, ...]


@dataclass(frozen=True, kw_only=True)
class Example:
    """A comment that was written for the rules, its themes, and whether no rule was tuned on it."""

    words: str
    themes: frozenset[str]
    is_held_back: bool


@dataclass(frozen=True, kw_only=True)
class Told:
    """How rules did on held-back examples: how many they found, of these rightly, and how many there were to find."""

    found: int
    right: int
    there: int

    @property
    def surely_right(self) -> float:
        """The least share of what is found that is right, by Wilson's interval at 95 %."""
        if not self.found:
            return 0.0
        share, spread = self.right / self.found, 1.96**2 / self.found
        half: float = 1.96 * ((share * (1 - share) + spread / 4) / self.found) ** 0.5
        return float(round((share + spread / 2 - half) / (1 + spread), 2))


@dataclass(frozen=True, kw_only=True)
class _Rule:
    lists: tuple[_Pattern, ...]
    unless: _Pattern | None


def find_described(texts: Sequence[str]) -> tuple[list[Described], list[Unprocessed]]:
    """Return which themes of social care and of disrupted care each text meets, and a list of those not read.

    A theme's probability is the least share of its finds that were right on held-back examples: ours, so no proof.
    """
    unprocessed: list[Unprocessed] = []
    measured = how_right()
    found = [
        Described(
            index=index,
            themes=tuple(
                Found(code=code, probability=measured[code].surely_right, words=words)
                for code, words in _met(text.replace("’", "'")).items()
            ),
        )
        for index, text in readable(texts, unprocessed)
    ]
    return found, unprocessed


@cache
def how_right() -> Mapping[str, Told]:
    """Return how each theme's rule did on the examples that it was not tuned on."""
    held = [example for example in examples() if example.is_held_back]
    met = [set(_met(example.words)) for example in held]
    return {
        code: Told(
            found=sum(code in one for one in met),
            right=sum(code in one and code in example.themes for one, example in zip(met, held, strict=True)),
            there=sum(code in example.themes for example in held),
        )
        for code in _rules()
    }


@cache
def examples() -> tuple[Example, ...]:
    """Return the written comments; which half is held back hangs on the words alone."""
    with (MODELS / METHOD / "examples.csv").open(encoding="utf-8", newline="") as source:
        return tuple(
            Example(
                words=row["words"],
                themes=frozenset(row["themes"].split()),
                is_held_back=blake2b(row["words"].encode(), digest_size=1).digest()[0] % 2 == 1,
            )
            for row in csv.DictReader(source)
        )


def _met(text: str) -> dict[str, tuple[str, ...]]:
    met = {}
    for code, rule in _rules().items():
        words = []
        for pattern in rule.lists:
            hit = pattern.search(text)
            if hit is None:
                break
            words.append(hit.group().lower())
        else:
            if rule.unless is None or not rule.unless.search(text):
                met[code] = tuple(dict.fromkeys(words))[:_TOLD]
    return met


@cache
def _rules() -> Mapping[str, _Rule]:
    held = tomllib.loads((MODELS / METHOD / "rules.toml").read_text(encoding="utf-8"))
    return {
        code: _Rule(
            lists=tuple(_whole(words) for words in rule["lists"]),
            unless=_whole(rule["unless"]) if "unless" in rule else None,
        )
        for code, rule in held.items()
    }


def _whole(words: Sequence[str]) -> _Pattern:
    return re.compile(rf"\b(?:{'|'.join(words)})\b".replace(" ", r"\s"), re.IGNORECASE)
