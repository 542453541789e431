"""The phrase bank: every line of the data files, found by part, service kind, voice, tone and dialect.

A section's header is `theme tone [kinds] [voices] [dialects]`. Kinds are upper case, and `CLINICS` stands for every
kind one makes an appointment with. Lines without a kind fit all, without a voice all but staff, without a dialect all.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from evidence.worlds.chance import Weights
from evidence.worlds.comments import grammar
from evidence.worlds.comments.phrases import sections
from evidence.worlds.comments.tellers import Dialect, Voice

_DIALECTS = {dialect.value for dialect in Dialect}
_VOICES = {voice.value for voice in Voice}
_CLINICS = frozenset({"GP", "HOSPITAL", "URGENT", "MENTAL_HEALTH", "COMMUNITY", "DENTIST", "OPTICIAN", "OTHER"})
_PATIENT_VOICES = frozenset({Voice.OWN, Voice.CARER, Voice.RELATIVE})
_FILES = {
    "openings": "openings",
    "plain": "plain",
    "sentences-access": "sentences",
    "sentences-place": "sentences",
    "sentences-staff": "sentences",
    "sentences-talk": "sentences",
    "impacts": "impacts",
    "asks": "asks",
    "closings": "closings",
    "shorts": "shorts",
    "stories": "stories",
    "skeletons": "stories",
    "risk": "risk",
    "identifiers": "identifiers",
    "wanted": "wanted",
    "where": "where",
    "notes": "notes",
}


class BadHeader(ValueError):
    """A section header with a word that is no kind, voice or dialect."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One phrase and where it fits. `kinds` empty means every kind of service."""

    part: str
    themes: tuple[str, ...]
    tone: str
    kinds: frozenset[str]
    voices: frozenset[str]
    dialect: str
    nodes: grammar.Sequence
    weight: float = 1.0

    def fits(self, *, kind: str, voice: str, tone: str) -> bool:
        """Return whether a teller may say this of that kind of service in that tone."""
        return (
            (not self.kinds or kind in self.kinds)
            and voice in self.voices
            and (tone == self.tone or self.tone == "any" or tone == "any")
        )


class Bank:
    """Every line and every word list."""

    def __init__(self, lines: tuple[Line, ...], words: Mapping[tuple[str, str], tuple[grammar.Sequence, ...]]) -> None:
        self.lines = lines
        self._words = words
        self._by_part: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            self._by_part[line.part].append(line)
        self._found: dict[tuple[str, str, str, str, str], Mapping[str, Weights[Line]]] = {}

    def words(self, slot: str, kind: str) -> tuple[grammar.Sequence, ...]:
        """Return what may fill a slot for that kind of service; raise KeyError where the slot is unknown."""
        return self._words.get((slot, kind)) or self._words[slot, ""]

    def find(self, part: str, *, kind: str, voice: str, tone: str, dialect: str) -> Mapping[str, Weights[Line]]:
        """Return the fitting lines by their first theme; only those of one dialect, `""` meaning for everybody."""
        key = (part, kind, voice, tone, dialect)
        if key not in self._found:
            found: dict[str, list[Line]] = defaultdict(list)
            for line in self._by_part[part]:
                if line.dialect == dialect and line.fits(kind=kind, voice=voice, tone=tone):
                    found[line.themes[0]].append(line)
            self._found[key] = {theme: Weights({line: line.weight for line in lines}) for theme, lines in found.items()}
        return self._found[key]


@cache
def shipped() -> Bank:
    """Return the bank that ships with the library."""
    words: dict[tuple[str, str], list[grammar.Sequence]] = defaultdict(list)
    for name in ("words", "scenes"):
        for header, text in sections(name):
            slot, _, kind = header.partition(" ")
            words[slot, kind].append(grammar.parse(text))
    lists = {key: tuple(values) for key, values in words.items()}
    ways = _Ways(lists)
    lines = tuple(
        _line(part, header.split(), text, ways) for name, part in _FILES.items() for header, text in sections(name)
    )
    return Bank(lines, lists)


class _Ways:
    """In how many ways a template can be said, roughly: so that richer lines are said more often."""

    def __init__(self, lists: Mapping[tuple[str, str], tuple[grammar.Sequence, ...]]) -> None:
        self._lists: dict[str, tuple[grammar.Sequence, ...]] = {}
        for (slot, _kind), options in lists.items():
            self._lists[slot] = max(self._lists.get(slot, ()), options, key=len)
        self._known: dict[str, float] = {}

    def weight(self, nodes: grammar.Sequence) -> float:
        """Return the square root of the number of ways, from 1 to 40."""
        return float(min(self._count(nodes) ** 0.5, 40.0))

    def _count(self, nodes: grammar.Sequence) -> float:
        ways = 1.0
        for node in nodes:
            if isinstance(node, grammar.Choice):
                ways *= sum(map(self._count, node.options))
            elif isinstance(node, grammar.Slot) and node.name in self._lists:
                if node.name not in self._known:
                    self._known[node.name] = sum(map(self._count, self._lists[node.name]))
                ways *= self._known[node.name]
        return ways


def _line(part: str, header: list[str], text: str, ways: _Ways) -> Line:
    themes, tone, *rest = header
    named = frozenset(word for word in rest if word.isupper())
    voices = frozenset(word for word in rest if word in _VOICES)
    dialects = [word for word in rest if word in _DIALECTS]
    if len(named) + len(voices) + len(dialects) != len(rest) or len(dialects) > 1:
        raise BadHeader(" ".join(header))
    nodes = grammar.parse(text)
    return Line(
        part=part,
        themes=tuple(themes.split("+")),
        tone=tone,
        kinds=(named - {"CLINICS"}) | (_CLINICS if "CLINICS" in named else frozenset()),
        voices=voices or _PATIENT_VOICES,
        dialect=dialects[0] if dialects else "",
        nodes=nodes,
        weight=ways.weight(nodes),
    )
