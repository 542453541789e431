"""The rule file that safeguarding leads read and change: from its text to rules, or to sentences on what is wrong.

`docs/how-to/change-risk-rules.md` says how a file is written; `data/safeguarding.txt` is the one that is shipped.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from evidence.text.risk.phrases import NotAPhrase, OneOf, Phrase, one_of, parse

LONGEST_FILE = 200_000
MOST_PHRASES = 4_000
LONGEST_NAME = 40
_VERSION = re.compile(r"[a-z0-9][a-z0-9.-]{0,11}")
_HEAD = re.compile(r"\[(?P<what>words|harm|lowered|no sign)(?: (?P<name>[^\]]+))?\]")
_PLACEHOLDER = re.compile(r"\[(?!words\]|harm\]|lowered\])[a-z]+\]")
_SETTING = re.compile(r"(?P<name>[a-z]+)\s*=\s*(?P<value>.*)")


class NotRules(Exception):
    """A rule file that cannot be used; each of `problems` is a sentence that names the line and the mending."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Side(StrEnum):
    """On which side of a sign the words stand that lower it."""

    BEFORE = "before"
    AFTER = "after"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, kw_only=True)
class Harm:
    """A kind of harm under one weight: what it means, and whether it counts only beside a sign of another harm."""

    name: str
    weight: float
    means: str
    beside: bool = False


@dataclass(frozen=True, kw_only=True)
class Lowering:
    """What makes a sign weigh `times` as much: words within so many words on one side of it, none of `stops` between.

    Where `only` names harms, it lowers signs of no other.
    """

    name: str
    times: float
    within: int
    side: Side
    stops: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()


Rule = tuple[Phrase, Harm | Lowering | None]
"""A phrase and what it is a sign of: a harm, a lowering, or nothing at all."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """A rule file that can be used; `version` tells it from every other."""

    version: str
    rules: tuple[Rule, ...]
    _by_first: Mapping[str, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)
    _by_beginning: Mapping[str, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)
    _longest_beginning: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        exact: dict[str, list[Rule]] = {}
        beginning: dict[str, list[Rule]] = {}
        for rule in self.rules:
            words, beginnings = rule[0].first()
            for word in words:
                exact.setdefault(word, []).append(rule)
            for start in set(beginnings):
                beginning.setdefault(start, []).append(rule)
        object.__setattr__(self, "_by_first", {word: tuple(rules) for word, rules in exact.items()})
        object.__setattr__(self, "_by_beginning", {start: tuple(rules) for start, rules in beginning.items()})
        object.__setattr__(self, "_longest_beginning", max(map(len, beginning), default=0))

    @property
    def harms(self) -> tuple[str, ...]:
        """The kinds of harm, in the order of the file."""
        return tuple(dict.fromkeys(what.name for _, what in self.rules if isinstance(what, Harm)))

    def beginning_with(self, word: str) -> tuple[Rule, ...]:
        """Return the rules whose phrase can begin with a word."""
        found = self._by_first.get(word, ())
        for length in range(1, min(len(word), self._longest_beginning) + 1):
            found += self._by_beginning.get(word[:length], ())
        return found if len(found) < 2 else tuple({id(rule): rule for rule in found}.values())


@cache
def shipped() -> Rules:
    """Return the rules that come with the library."""
    return read_rules(files("evidence.text.risk").joinpath("data/safeguarding.txt").read_text(encoding="utf-8"))


def load_rules(file: Path) -> Rules:
    """Return the rules of a file. Raises NotRules."""
    try:
        return read_rules(file.read_text(encoding="utf-8-sig"))
    except OSError as wrong:
        raise NotRules([f"{file} cannot be opened: {(wrong.strerror or 'unknown reason').lower()}."]) from wrong
    except UnicodeDecodeError as wrong:
        raise NotRules([f"{file} is not a text in UTF-8. Save it again as plain text in UTF-8."]) from wrong


def read_rules(text: str) -> Rules:
    """Return the rules that a text writes. Raises NotRules with every problem found, at most twenty."""
    if len(text) > LONGEST_FILE:
        raise NotRules([f"The file is longer than {LONGEST_FILE:,} characters. Split it or leave examples out."])
    reader = _Reader()
    for number, line in enumerate(text.splitlines(), start=1):
        reader.take(number, line.partition("#")[0].strip())
    reader.close()
    if not reader.version and not reader.problems:
        reader.problems.append("The file says no version. Write “version = 1” on its first line.")
    if not any(isinstance(what, Harm) for _, what in reader.rules) and not reader.problems:
        reader.problems.append("The file names no harm. Write “[harm neglect]”, a weight, what it means, and phrases.")
    if reader.problems:
        raise NotRules(reader.problems[:20])
    mark = sha256(text.encode()).hexdigest()[:6]
    return Rules(version=f"{reader.version}-{mark}", rules=tuple(reader.rules))


class _Reader:
    """Takes a rule file line by line: a section's settings first, then its phrases."""

    def __init__(self) -> None:
        self.version = ""
        self.problems: list[str] = []
        self.rules: list[Rule] = []
        self._lists: dict[str, OneOf] = {}
        self._head: tuple[int, str, str] | None = None
        self._settings: dict[str, str] = {}
        self._phrases: list[Phrase] = []

    def take(self, number: int, line: str) -> None:
        if not line:
            return
        if line.startswith("[") and not _PLACEHOLDER.match(line):
            self._open(number, line)
        elif setting := _SETTING.fullmatch(line):
            self._set(number, setting["name"], setting["value"].strip())
        elif self._head is None:
            self._wrong(number, "this stands before the first section; write “version = 1”, or a section as “[harm …]”")
        else:
            try:
                self._phrases.append(parse(line, self._lists))
            except NotAPhrase as wrong:
                self._wrong(number, str(wrong))
            if len(self.rules) + len(self._phrases) > MOST_PHRASES:
                raise NotRules([f"Line {number}: there are more than {MOST_PHRASES:,} phrases. Join some with “/”."])

    def close(self) -> None:
        """Finish the section that is open."""
        if self._head is None:
            return
        number, what, name = self._head
        kept, settings, self._head = self._phrases, self._settings, None
        self._phrases, self._settings = [], {}
        if not kept:
            self._wrong(number, f"the section [{f'{what} {name}'.strip()}] has no phrases; write some, or take it away")
        elif what == "words":
            self._lists[name] = one_of(kept)
        elif what == "no sign":
            self.rules += [(phrase, None) for phrase in kept]
        else:
            make: Callable[[int, str, Mapping[str, str]], Harm | Lowering] = (
                self._harm if what == "harm" else self._lower
            )
            try:
                meaning = make(number, name, settings)
            except ValueError as wrong:
                self._wrong(number, str(wrong))
            else:
                self.rules += [(phrase, meaning) for phrase in kept]

    def _open(self, number: int, line: str) -> None:
        self.close()
        head = _HEAD.fullmatch(line)
        name = " ".join((head["name"] or "").split()) if head else ""
        if head is None or (head["what"] == "no sign") != (not name):
            self._wrong(number, f"“{line}” is no section; write [words NAME], [harm …], [lowered …] or [no sign]")
            self._head = (number, "no sign", "")
            return
        if head["what"] == "words" and (not re.fullmatch(r"[A-Z][A-Z_]+", name) or name in self._lists):
            self._wrong(number, f"“{name}” cannot be a list's name; write capitals, and each name once")
        if len(name) > LONGEST_NAME:
            self._wrong(number, f"this name is longer than {LONGEST_NAME} letters; make it shorter")
        self._head = (number, head["what"], name)

    def _set(self, number: int, name: str, value: str) -> None:
        if self._head is None:
            if name != "version" or not _VERSION.fullmatch(value):
                self._wrong(number, "write “version = …” first, in at most twelve small letters, digits, “.” and “-”")
            self.version = value
        elif name not in _SETTINGS.get(self._head[1], ()):
            self._wrong(number, f"“{name}” is no setting here; {_may_be(_SETTINGS.get(self._head[1], ()))}")
        elif self._phrases:
            self._wrong(number, f"“{name}” stands after phrases; put the settings of a section above its phrases")
        else:
            self._settings[name] = value

    def _harm(self, _: int, name: str, settings: Mapping[str, str]) -> Harm:
        means = settings.get("means", "")
        if not means:
            raise ValueError(f"[harm {name}] does not say what it means; write “means = …” in one sentence")
        if settings.get("beside", "no") not in {"yes", "no"}:
            raise ValueError("“beside” is yes or no")
        weight = _number(settings.get("weight"), "weight", 0.01, 0.99)
        return Harm(name=name, weight=weight, means=means, beside=settings.get("beside") == "yes")

    def _lower(self, _: int, name: str, settings: Mapping[str, str]) -> Lowering:
        sides = [side.value for side in Side]
        side = settings.get("side", "before")
        if side not in sides:
            raise ValueError(f"“side” is {', '.join(sides[:-1])} or {sides[-1]}")
        return Lowering(
            name=name,
            times=_number(settings.get("times"), "times", 0.1, 0.99),
            within=round(_number(settings.get("within", "3"), "within", 0, 30)),
            side=Side(side),
            stops=frozenset(_listed(settings.get("stops", ""))),
            only=frozenset(_listed(settings.get("only", ""))),
        )

    def _wrong(self, number: int, sentence: str) -> None:
        self.problems.append(f"Line {number}: {sentence}.")


_SETTINGS = {"harm": ("weight", "means", "beside"), "lowered": ("times", "within", "side", "stops", "only")}


def _listed(written: str) -> list[str]:
    return [part for part in (" ".join(each.split()) for each in written.split(",")) if part]


def _may_be(names: Sequence[str]) -> str:
    return f"there may be {', '.join(names)}" if names else "a phrase holds no “=”"


def _number(written: str | None, name: str, low: float, high: float) -> float:
    try:
        value = float(written or "")
    except ValueError:
        value = -1.0
    if not low <= value <= high:
        raise ValueError(
            f"“{name}” must be a number from {low:g} to {high:g}; write “{name} = …” under the section's name"
        )
    return value
