"""The phrases of a rule file: what may be written on one line, and where it stands among the words of a text.

A phrase is a row of words. `slap*` is any word that begins so; `~suicidal` also with one slip of the pen; `hit/hits` is
either; `(very)` may be there or not; `...` is up to three words, `...6` up to six; WORDS in capitals is a list that the
file names. Matching tries each phrase at each word and goes no further than the phrase is long, so that its time grows
only with the length of the text; there is no going back and trying again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evidence.text.risk.words import STOP, spelt_out

LONGEST_PHRASE = 12
LONGEST_GAP = 8
USUAL_GAP = 3
_GAP = re.compile(r"\.\.\.(\d*)")
_NAME = re.compile(r"[A-Z][A-Z_]+")
_TERM = re.compile(r"(?P<slip>~)?(?P<word>\[[a-z]+\]|[a-z0-9]+(?:['-][a-z0-9]+)*)(?P<any>\*)?")
_SHORTEST_BEGINNING = 3
_SHORTEST_SLIP = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class NotAPhrase(Exception):
    """A line that is no phrase; the message says what is wrong with it and how to mend it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to so many words of one sentence, whatever they are."""

    longest: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """One word of several, or one of several rows of words; `may_lack` where it need not be there."""

    exact: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    rows: tuple["Phrase", ...] = ()
    may_lack: bool = False
    _by_first: dict[str, list["Phrase"]] = field(init=False, repr=False, compare=False)
    _loose: list["Phrase"] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_first: dict[str, list[Phrase]] = {}
        loose: list[Phrase] = []
        for row in self.rows:
            exact, beginnings = row.first()
            if beginnings:
                loose.append(row)
            for word in exact:
                by_first.setdefault(word, []).append(row)
        object.__setattr__(self, "_by_first", by_first)
        object.__setattr__(self, "_loose", loose)

    def ends(self, words: Sequence[str], at: int) -> Iterator[int]:
        """Yield where this may end when it begins at `at`."""
        word = words[at]
        if word in self.exact or (self.beginnings and word.startswith(self.beginnings)):
            yield at + 1
        for row in self._by_first.get(word, ()):
            yield from row.ends(words, at)
        for row in self._loose:
            yield from row.ends(words, at)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of words; it begins and ends with one that must be there."""

    parts: tuple[OneOf | Gap, ...]

    def first(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """Return the words, and the beginnings of words, with which this can begin."""
        head = self.parts[0]
        if isinstance(head, Gap):
            raise NotAPhrase("a phrase never begins with “...”; take that away")
        exact, beginnings = set(head.exact), list(head.beginnings)
        for row in head.rows:
            more, others = row.first()
            exact |= more
            beginnings += others
        return frozenset(exact), tuple(beginnings)

    def ends(self, words: Sequence[str], at: int) -> set[int]:
        """Return every place where this may end when it begins at `at`; none where it does not stand there."""
        places, length = {at}, len(words)
        for part in self.parts:
            reached: set[int] = set()
            for place in places:
                if isinstance(part, Gap):
                    reached.update(_within(words, place, part.longest))
                    continue
                if part.may_lack:
                    reached.add(place)
                if place < length:
                    reached.update(part.ends(words, place))
            if not reached:
                return reached
            places = reached
        return places


def _within(words: Sequence[str], at: int, longest: int) -> Iterator[int]:
    """Yield each place up to `longest` words on, as far as the sentence goes."""
    yield at
    for place in range(at, min(at + longest, len(words))):
        if words[place] == STOP:
            return
        yield place + 1


def parse(line: str, lists: Mapping[str, OneOf]) -> Phrase:
    """Return the phrase that a line writes. Raises NotAPhrase."""
    parts: list[OneOf | Gap] = []
    for item in line.split():
        parts += _parts(item, lists)
    if len(parts) > LONGEST_PHRASE:
        raise NotAPhrase(f"this phrase has {len(parts)} parts; split it so that none has more than {LONGEST_PHRASE}")
    for part, side in ((parts[0], "begins"), (parts[-1], "ends")):
        if isinstance(part, Gap) or part.may_lack:
            raise NotAPhrase(f"a phrase never {side} with “...” or with words in brackets; take that away")
    return Phrase(tuple(parts))


def one_of(phrases: Sequence[Phrase]) -> OneOf:
    """Return a list of words as one part of other phrases."""
    exact: set[str] = set()
    beginnings: list[str] = []
    rows: list[Phrase] = []
    for phrase in phrases:
        head = phrase.parts[0]
        if len(phrase.parts) == 1 and isinstance(head, OneOf):
            exact |= head.exact
            beginnings += head.beginnings
            rows += head.rows
        else:
            rows.append(phrase)
    return OneOf(exact=frozenset(exact), beginnings=tuple(beginnings), rows=tuple(rows))


def _parts(item: str, lists: Mapping[str, OneOf]) -> list[OneOf | Gap]:
    gap = _GAP.fullmatch(item)
    if gap:
        longest = int(gap[1] or USUAL_GAP)
        if not 1 <= longest <= LONGEST_GAP:
            raise NotAPhrase(f"“{item}” is too long a gap; write “...1” to “...{LONGEST_GAP}”")
        return [Gap(longest)]
    may_lack = item.startswith("(") and item.endswith(")")
    terms = [_term(term, lists) for term in (item[1:-1] if may_lack else item).split("/")]
    if len(terms) == 1 and not may_lack and len(terms[0].parts) > 1:
        return list(terms[0].parts)
    whole = one_of(terms)
    return [OneOf(exact=whole.exact, beginnings=whole.beginnings, rows=whole.rows, may_lack=may_lack)]


def _term(term: str, lists: Mapping[str, OneOf]) -> Phrase:
    if _NAME.fullmatch(term):
        if term not in lists:
            raise NotAPhrase(f"{term} is no list of words in this file above this line; write [words {term}] first")
        return Phrase((lists[term],))
    match = _TERM.fullmatch(term)
    if match is None:
        raise NotAPhrase(
            f"“{term}” is no word; write small letters, with “*” after them or “~” before them, or the name of a list"
        )
    word = match["word"]
    if match["any"]:
        if match["slip"] or "-" in word or "'" in word or len(word) < _SHORTEST_BEGINNING:
            raise NotAPhrase(f"“{term}” cannot be read; “*” stands after a plain word of three letters or more")
        return Phrase((OneOf(beginnings=(word,)),))
    if match["slip"]:
        if len(word) < _SHORTEST_SLIP or not word.isalpha():
            raise NotAPhrase(f"“{term}” is too short for “~”, which wants a plain word of five letters or more")
        return Phrase((OneOf(exact=frozenset(_with_slips(word))),))
    said = [part for piece in word.split("-") for part in spelt_out(piece)]
    return Phrase(tuple(OneOf(exact=frozenset([part])) for part in said))


def _with_slips(word: str) -> Iterator[str]:
    """Yield the word, and it with one letter but the first left out, doubled, mistaken or swapped with the next."""
    yield word
    for at in range(1, len(word)):
        before, after = word[:at], word[at + 1 :]
        yield before + after
        if after:
            yield before + after[0] + word[at] + after[1:]
        for letter in _LETTERS:
            yield before + letter + after
            yield before + letter + word[at:]
    for letter in _LETTERS:
        yield word + letter
