"""Planting made-up names in real comments, at places where people write names, to learn from and to measure by."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.text.names.comments import TAKEN_OUT

OPEN, CLOSE = "\x01", "\x02"
_MARKED = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_PRONOUN = re.compile(
    r"\b(?:She|He|she|he)\b(?=\s+[a-z])|\bhim\b|(?<=to )her\b(?=[.,!])|\b(?:They|they)\b(?= (?:was|were|has|had))"
)
_ROLE = re.compile(
    r"\b(?:[Mm]y|[Tt]he|[Hh]is|[Hh]er|[Oo]ur|[Aa]) (?:[a-z]+ )?(?:husband|wife|partner|son|daughter|mother|mum|father"
    r"|dad|brother|sister|friend|carer|nurse|doctor|midwife|physio|therapist|counsellor|physiotherapist|receptionist"
    r"|paramedic|driver|consultant|gp|GP|lady|gentleman|girl|man|nan)\b(?=[ .,!])"
)
_BESIDE = (" {}", ", {},", " ({})", " {}", " called {}")
_ENDINGS = (
    "Thanks to {}.", "Special thanks to {} and {}.", "{} was amazing.", "Thank you {}", "{} and {} were brilliant",
    "Regards, {}", "well done {}", "{} deserves a medal", "Seen by {}.", "I spoke to {} on the phone", "ask for {}",
    "{} the nurse was lovely", "Please thank {} for me",
)  # fmt: skip
_BEGINNINGS = (
    "{} was very helpful. ", "{} is fantastic. ", "I saw {}. ", "{}, thank you. ", "My appointment was with {}. ",
    "{} and {} looked after me. ", "All staff esp {}. ", "Had {} today, ",
)  # fmt: skip
_TITLES = ("Dr", "Mr", "Mrs", "Dr.", "Nurse", "Sister", "Ms", "Miss", "Professor")


@dataclass(frozen=True, kw_only=True)
class NamePool:
    """First and last names to plant."""

    first: Sequence[str]
    last: Sequence[str]

    def pick(self, chance: random.Random) -> str:
        """Return a name as people write one of a nurse or a son; the title is no part of what is marked."""
        roll = chance.random()
        if roll < 0.62:
            return _mark(chance.choice(self.first))
        if roll < 0.80:
            return _mark(f"{chance.choice(self.first)} {chance.choice(self.last)}")
        if roll < 0.93:
            return f"{chance.choice(_TITLES)} {_mark(chance.choice(self.last))}"
        return _mark(f"{chance.choice(self.first)} {chance.choice(self.last)[0]}")


def planted(text: str, pool: NamePool, chance: random.Random, ways: Sequence[str]) -> str:
    """Return the text with a name marked in it: where one was taken out, else by one of the `ways`.

    `ways` are "pronoun", "role", "end", "start" and "none"; what does not fit the text falls back to the next.
    """
    if TAKEN_OUT.search(text):
        return TAKEN_OUT.sub(lambda _: pool.pick(chance), text)
    way = chance.choice(ways)
    if way == "pronoun" and (found := list(_PRONOUN.finditer(text))):
        match = chance.choice(found)
        return text[: match.start()] + pool.pick(chance) + text[match.end() :]
    if way in {"pronoun", "role"} and (found := list(_ROLE.finditer(text))):
        match = chance.choice(found)
        return text[: match.end()] + chance.choice(_BESIDE).format(pool.pick(chance)) + text[match.end() :]
    if way == "start":
        return _filled(chance.choice(_BEGINNINGS), pool, chance) + text
    if way in {"pronoun", "role", "end"}:
        between = " " if text.rstrip()[-1:] in ".!?" else chance.choice((". ", " - ", "\n", ", "))
        return text.rstrip() + between + _filled(chance.choice(_ENDINGS), pool, chance)
    return text


def as_people_type(text: str, chance: random.Random) -> str:
    """Return a marked text as it may be typed: all small, all capitals, or with a slip in a name; mostly as it is."""
    roll = chance.random()
    if roll < 0.25:
        return text.lower()
    if roll < 0.30:
        return text.upper()
    if roll < 0.37:
        return _MARKED.sub(lambda match: _mark(slipped(match.group(1), chance)), text, count=1)
    return text


def slipped(name: str, chance: random.Random) -> str:
    """Return a name of five letters or more with one left out, doubled or swapped."""
    if len(name) < 5:
        return name
    place = chance.randrange(1, len(name) - 1)
    before, here, after = name[:place], name[place], name[place + 1 :]
    return chance.choice((before + after, before + here + here + after, before + after[:1] + here + after[1:]))


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text with marks around the spans, which are in order."""
    for start, end in reversed(spans):
        text = text[:start] + _mark(text[start:end]) + text[end:]
    return text


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without its marks, and where they were."""
    plain: list[str] = []
    spans: list[tuple[int, int]] = []
    start = 0
    for char in text:
        if char == OPEN:
            start = len(plain)
        elif char == CLOSE:
            spans.append((start, len(plain)))
        else:
            plain.append(char)
    return "".join(plain), spans


def _filled(words: str, pool: NamePool, chance: random.Random) -> str:
    parts = words.split("{}")
    return parts[0] + "".join(pool.pick(chance) + part for part in parts[1:])


def _mark(name: str) -> str:
    return f"{OPEN}{name}{CLOSE}"
