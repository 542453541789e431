"""When something is asked: conditions written as data, met or not by the answers given so far."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Value = str | Sequence[str] | Mapping[str, str]
"""An answer as it is kept: a word, several words, or named parts. Every value can be written as JSON."""

Lookup = Callable[[str], Value | None]
"""Gives the answer to a question by its slug, or None where there is none."""


class BrokenCondition(ValueError):
    """A condition cannot be read; the message says which and why."""


@dataclass(frozen=True)
class Is:
    """Met when the answer (or one part of it, such as a service's `kind`) is among the values.

    A question that was not answered is none of them: `negated` conditions are then met.
    """

    question: str
    values: frozenset[str]
    part: str = ""
    negated: bool = False

    def is_met(self, lookup: Lookup) -> bool:
        found = not self.values.isdisjoint(_words_of(lookup(self.question), self.part))
        return found is not self.negated

    def questions(self) -> Iterator[str]:
        yield self.question


@dataclass(frozen=True)
class AllOf:
    """Met when every condition in it is."""

    conditions: "tuple[Condition, ...]"

    def is_met(self, lookup: Lookup) -> bool:
        return all(condition.is_met(lookup) for condition in self.conditions)

    def questions(self) -> Iterator[str]:
        for condition in self.conditions:
            yield from condition.questions()


@dataclass(frozen=True)
class AnyOf:
    """Met when at least one condition in it is."""

    conditions: "tuple[Condition, ...]"

    def is_met(self, lookup: Lookup) -> bool:
        return any(condition.is_met(lookup) for condition in self.conditions)

    def questions(self) -> Iterator[str]:
        for condition in self.conditions:
            yield from condition.questions()


Condition = Is | AllOf | AnyOf

ALWAYS = AllOf(())
"""The condition that is always met."""


def load_condition(data: Mapping[str, Any] | None) -> Condition:
    """Return the condition that the data describes; nothing describes ALWAYS.

    `{"question": "tone", "is": ["BAD", "MIXED"]}`, `{"question": "service", "part": "kind", "is_not": ["AMBULANCE"]}`,
    `{"all": [...]}` and `{"any": [...]}`. Raises BrokenCondition.
    """
    if not data:
        return ALWAYS
    match dict(data):
        case {"all": list(several), **rest} if not rest:
            return AllOf(tuple(load_condition(one) for one in several))
        case {"any": list(several), **rest} if not rest:
            return AnyOf(tuple(load_condition(one) for one in several))
        case {"question": str(question), "is": list(values), **rest} if not rest.keys() - {"part"}:
            return Is(question, frozenset(map(str, values)), str(rest.get("part", "")))
        case {"question": str(question), "is_not": list(values), **rest} if not rest.keys() - {"part"}:
            return Is(question, frozenset(map(str, values)), str(rest.get("part", "")), negated=True)
        case _:
            raise BrokenCondition(f"This is not a condition: {dict(data)!r}.")


def _words_of(value: Value | None, part: str) -> frozenset[str]:
    if value is None:
        return frozenset()
    if isinstance(value, Mapping):
        return frozenset({value[part]} if part in value else ())
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(value)
