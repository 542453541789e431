"""One telling: fills a template's gaps with this person's pronouns, words that stay the same, and planted identifiers.

Planted text travels between private-use characters, so that whatever is later done to the wording, `settle` can still
say where it ended up.
"""

import re
from dataclasses import dataclass

from evidence.worlds.chance import Chance
from evidence.worlds.comments import grammar, identifiers
from evidence.worlds.comments.bank import Bank
from evidence.worlds.comments.tellers import Dialect, Teller

_KINDS = ("PERSON", "PHONE", "EMAIL", "NHS_NUMBER", "ADDRESS", "POSTCODE", "DATE_OF_BIRTH", "RISK")
_FIRST_MARK = 0xE100
_CLOSE = "\ue001"
MARKED = re.compile("([\ue100-\ue106][^\ue001]*\ue001)")
"""An identifier with its marks, for splitting a text into wording and planted parts."""
_ANY_MARK = re.compile("[\ue001\ue100-\ue107]")
_STEADY = frozenset({"condition", "illness", "operation", "ward", "town", "place", "clinician", "desk", "staffs"})


@dataclass(frozen=True, slots=True)
class Span:
    """Where something planted stands: characters start to end, end not included."""

    start: int
    end: int
    kind: str


def mark(text: str, kind: str) -> str:
    """Return the text between the marks of what it is."""
    return f"{chr(_FIRST_MARK + _KINDS.index(kind))}{text}{_CLOSE}"


def settle(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Return the text without marks, and where each marked part stands in it."""
    pieces: list[str] = []
    spans: list[Span] = []
    waiting: list[tuple[int, str]] = []
    length = last = 0
    for match in _ANY_MARK.finditer(marked):
        pieces.append(marked[last : match.start()])
        length += match.start() - last
        last = match.end()
        if match.group() == _CLOSE:
            start, kind = waiting.pop()
            spans.append(Span(start, length, kind))
        else:
            waiting.append((length, _KINDS[ord(match.group()) - _FIRST_MARK]))
    pieces.append(marked[last:])
    return "".join(pieces), tuple(sorted(spans, key=lambda span: (span.start, span.end)))


class Telling:
    """What one person has said so far: whom they have introduced and which words they keep to."""

    def __init__(self, chance: Chance, bank: Bank, teller: Teller, kind: str, *, names_people: bool) -> None:
        self._chance = chance
        self._bank = bank
        self._teller = teller
        self._kind = kind
        self._names_people = names_people
        self._introduced = False
        self._kept: dict[str, str] = {}

    def say(self, nodes: grammar.Sequence) -> str:
        """Return a template's words, with marks around what is planted."""
        said: list[str] = []
        for node in nodes:
            if isinstance(node, str):
                said.append(node)
            elif isinstance(node, grammar.Choice):
                said.append(self.say(self._chance.pick(node.options)))
            else:
                said.append(self._fill(node.name))
        return "".join(said)

    def _fill(self, slot: str) -> str:
        if slot in PRONOUNS:
            return self._pronoun(slot)
        if slot in identifiers.MAKERS:
            kind, make = identifiers.MAKERS[slot]
            return mark(make(self._chance), kind)
        if slot == "age":
            return str(self._teller.age)
        if slot == "who" and self._names_people:
            return mark(self._chance.pick((identifiers.full_name, identifiers.titled_name))(self._chance), "PERSON")
        if slot in self._kept:
            return self._kept[slot]
        kind = "child" if self._teller.is_about_a_child and slot in _CHILD_WORDS else self._kind
        words = self.say(self._chance.pick(self._bank.words(slot, kind)))
        if slot in _STEADY:
            self._kept[slot] = words
        return words

    def _pronoun(self, slot: str) -> str:
        own, female, male = PRONOUNS[slot]
        relation = self._teller.relation
        if relation is None:
            if slot == "my" and self._teller.dialect is Dialect.NORTH and self._chance.happens(0.4):
                return "me"
            return own
        pronoun = female if relation.is_female else male
        if slot not in _NAMING:
            return pronoun
        if not self._introduced:
            self._introduced = True
            return f"{relation.noun}{_NAMING[slot]}"
        if slot in {"I", "my"} and relation.short not in {"he", "she"} and self._chance.happens(0.22):
            return f"{relation.short}{_NAMING[slot]}"
        return pronoun


PRONOUNS = {
    "I": ("I", "she", "he"),
    "me": ("me", "her", "him"),
    "my": ("my", "her", "his"),
    "myself": ("myself", "herself", "himself"),
    "am": ("am", "is", "is"),
    "was": ("was", "was", "was"),
    "have": ("have", "has", "has"),
    "do": ("do", "does", "does"),
    "s": ("", "s", "s"),
    "es": ("", "es", "es"),
    "Ive": ("I've", "she has", "he has"),
}
"""Slot → of oneself, of a woman, of a man. What `{I}` says is the patient; a plain `I` in a template is the teller."""
_NAMING = {"I": "", "me": "", "my": "'s", "Ive": " has"}
_CHILD_WORDS = frozenset({"condition", "illness", "operation"})
