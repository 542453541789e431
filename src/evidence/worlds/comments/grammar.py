"""Templates: `[one|another|]` is a choice, `{slot}` is filled in by whoever tells."""

import re
from dataclasses import dataclass

_WORDS = re.compile(r"[\[\]|]|\{[A-Za-z_0-9]+\}|[^\[\]|{}]+")


@dataclass(frozen=True, slots=True)
class Slot:
    """A gap with the name of what fills it."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    options: tuple["Sequence", ...]


Node = str | Slot | Choice
Sequence = tuple[Node, ...]


class BadTemplate(ValueError):
    """A template whose brackets do not close, or that holds a character the grammar does not know."""


def parse(template: str) -> Sequence:
    """Return a template as nodes; raise BadTemplate with the template where it cannot be read."""
    words = _WORDS.findall(template)
    if sum(map(len, words)) != len(template):
        raise BadTemplate(template)
    nodes, rest = _sequence(words, 0, inside=False, template=template)
    if rest != len(words):
        raise BadTemplate(template)
    return nodes


def _sequence(words: list[str], at: int, *, inside: bool, template: str) -> tuple[Sequence, int]:
    nodes: list[Node] = []
    while at < len(words):
        word = words[at]
        if word == "[":
            choice, at = _choice(words, at + 1, template)
            nodes.append(choice)
        elif word in {"]", "|"}:
            if not inside:
                raise BadTemplate(template)
            return tuple(nodes), at
        else:
            nodes.append(Slot(word[1:-1]) if word.startswith("{") else word)
            at += 1
    if inside:
        raise BadTemplate(template)
    return tuple(nodes), at


def _choice(words: list[str], at: int, template: str) -> tuple[Choice, int]:
    options: list[Sequence] = []
    while True:
        option, at = _sequence(words, at, inside=True, template=template)
        options.append(option)
        at += 1
        if words[at - 1] == "]":
            return Choice(tuple(options)), at


def slots_of(nodes: Sequence) -> set[str]:
    """Return the names of every slot a template may ask for."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, Slot):
            found.add(node.name)
        elif isinstance(node, Choice):
            for option in node.options:
                found |= slots_of(option)
    return found
