"""Redaction: what identifies a person is replaced by a word for what it was.

Rules find what has a form: phone numbers, e-mail and web addresses, handles, postcodes, street addresses, NHS and
National Insurance numbers, dates, bank details, vehicle registrations, long numbers, and names that a title or a
relation announces; ages over 89; and small places and streets where somebody is said to be at home. Names that nothing
announces are found by `evidence.text.names`, learnt from open comments on care; rooms are hidden beside a name.
What is missed is a published figure (docs/methods/redaction.md).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evidence.text import names, patterns, rooms
from evidence.text.places.finding import METHOD as PLACES_METHOD
from evidence.text.plain import plain_of
from evidence.text.rules import Found, Kind, found_by_rules
from evidence.text.unprocessed import Unprocessed, readable

METHOD = f"rules-2+{names.METHOD}+{PLACES_METHOD}"


@dataclass(frozen=True, kw_only=True)
class Span:
    """Where in the original something was found, what it is, why we think so, and what stands there now."""

    start: int
    end: int
    kind: Kind
    reason: str
    placeholder: str


@dataclass(frozen=True, kw_only=True)
class Redaction:
    """The redacted copy of the text at `index`, and what was taken out, in order."""

    index: int
    text: str
    spans: tuple[Span, ...]


def redact(texts: Sequence[str]) -> tuple[list[Redaction], list[Unprocessed]]:
    """Return a redacted copy of each text, and a list of those that could not be read.

    The same value has the same placeholder throughout one text: `[phone]`, and `[phone 2]` for a second number.
    """
    unprocessed: list[Unprocessed] = []
    copies = [_copy(index, text, finder=_everything) for index, text in readable(texts, unprocessed)]
    return copies, unprocessed


def without_contacts(text: str) -> str:
    """Return a text without what identifies a person by its form, for lines that a program wrote: quick, and no names.

    In such lines what is learnt from people's comments takes words for names that are none.
    """
    return _copy(0, text, finder=found_by_rules).text


def _copy(index: int, text: str, *, finder: Callable[[str], list[Found]]) -> Redaction:
    plain = plain_of(text)
    found = sorted(finder(plain.text), key=lambda each: each.start)
    if not found:
        return Redaction(index=index, text=text, spans=())
    named = _Placeholders(plain.text, found)
    spans: list[Span] = []
    pieces: list[str] = []
    place = 0
    for each, person in zip(found, named.people, strict=True):
        kind, placeholder = named.kind_of(each, person), named.of(each, person)
        start, end = plain.original(each.start), plain.original(each.end)
        spans.append(Span(start=start, end=end, kind=kind, reason=each.reason, placeholder=placeholder))
        pieces += [text[place:start], placeholder]
        place = end
    return Redaction(index=index, text="".join([*pieces, text[place:]]), spans=tuple(spans))


def _everything(text: str) -> list[Found]:
    found = _with_names(text, found_by_rules(text))
    taken = bytearray(len(text))
    for each in found:
        taken[each.start : each.end] = b"\1" * (each.end - each.start)
    people = [(each.start, each.end) for each in found if each.kind is Kind.NAME]
    for start, end in rooms.rooms_beside(text, people):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Found(start=start, end=end, kind=Kind.ROOM, reason="It stands beside somebody's name."))
    return found


def _with_names(text: str, taken: list[Found]) -> list[Found]:
    """Return what was found with the names that no rule announces.

    A name that reaches beyond one that a rule found, or beyond a place, makes that one longer; of one that meets
    anything else the rest is hidden.
    """
    held = sorted(taken, key=lambda each: each.start)
    starts, ends = [each.start for each in held], [each.end for each in held]
    dropped: set[int] = set()
    added: list[Found] = []
    for name in names.find_names(text):
        kind = Kind.NAME_OF_STAFF if name.is_staff else Kind.NAME
        start, end = name.start, name.end
        met = range(bisect_right(ends, start), bisect_left(starts, end))
        beside = [held[at] for at in met]
        if any(each.kind is Kind.PLACE and each.start <= start and end <= each.end for each in beside):
            continue
        if any(each.kind not in _LENGTHENED for each in beside):
            added += _rest_of(text, start=start, end=end, kind=kind, beside=beside)
            continue
        dropped.update(met)
        for each in beside:
            start, end = min(start, each.start), max(end, each.end)
            kind = each.kind if each.kind is Kind.NAME_OF_STAFF else kind
        reason = beside[0].reason if beside and beside[0].kind in _NAMES else _BY_LISTS
        added.append(Found(start=start, end=end, kind=kind, reason=reason))
    return [*(each for at, each in enumerate(held) if at not in dropped), *added]


def _rest_of(text: str, *, start: int, end: int, kind: Kind, beside: Sequence[Found]) -> Iterator[Found]:
    """Yield what of a name stands before and after the things that it meets, where that holds a letter."""
    for one, other in ((start, beside[0].start), (beside[-1].end, end)):
        if any(char.isalpha() for char in text[one:other]):
            yield Found(start=one, end=other, kind=kind, reason=_BY_LISTS)


class _Placeholders:
    """The placeholders of one text: the same value has the same one, and so has a name that is part of another."""

    def __init__(self, text: str, found: Sequence[Found]) -> None:
        self._text = text
        self._values: dict[Kind, dict[str, int]] = {}
        self._known: list[set[str]] = []
        self._by_word: dict[str, list[int]] = {}
        self.people = [self._person(each) if each.kind in _NAMES else None for each in found]
        self._staff = frozenset(
            person for each, person in zip(found, self.people, strict=True) if each.kind is Kind.NAME_OF_STAFF
        )

    def kind_of(self, found: Found, person: int | None) -> Kind:
        """Return what it is: a name is of staff wherever it stands if it is once."""
        if person is None:
            return found.kind
        return Kind.NAME_OF_STAFF if person in self._staff else Kind.NAME

    def of(self, found: Found, person: int | None) -> str:
        """Return what stands there now."""
        kind = self.kind_of(found, person)
        written = self._text[found.start : found.end].lower()
        value = "".join(filter(str.isalnum, written)) if person is None else str(person)
        values = self._values.setdefault(kind, {})
        number = values.setdefault(value, len(values) + 1)
        return f"[{kind}]" if number == 1 else f"[{kind} {number}]"

    def _person(self, found: Found) -> int:
        """Return the number of the first person met whose words hold these, or are held by them."""
        words = patterns.name_words(self._text[found.start : found.end])
        for number in sorted({number for word in words for number in self._by_word.get(word, ())}):
            known = self._known[number]
            if words <= known or known <= words:
                break
        else:
            number = len(self._known)
            self._known.append(set())
        for word in words - self._known[number]:
            self._by_word.setdefault(word, []).append(number)
        self._known[number] |= words
        return number


_NAMES = frozenset({Kind.NAME, Kind.NAME_OF_STAFF})
_LENGTHENED = _NAMES | {Kind.PLACE}
_BY_LISTS = "Lists of names and the words around it say that it is a name."
