"""Which words of the register a typed word may mean, and how well each fits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When
from rapidfuzz.distance import OSA

from heard.places import spelling
from heard.places.models import ServiceWord, ServiceWordKey

MOST_BEGINNING, FEW_BEGINNING = 40, 12
"""Of how many words a typed one may be the beginning: the last may not be finished, those before it seldom are not."""
MOST_ALIKE = 40
MOST_INITIALS = 30
SHORT = 4
"""In a word of so few letters a slip is likelier another word."""
UNFINISHED = 5
LAST = "z" * 20
Meanings = Mapping[str, float]
"""Words of the register and how well each fits, between 0 and 1."""


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What one typed word may mean: as it is written, or with a slip; and how common the words are."""

    word: str
    written: Meanings
    alike: Meanings
    services: int

    @property
    def is_whole(self) -> bool:
        """Whether the typed word is itself one of the register's."""
        return self.word in self.written

    @property
    def every(self) -> Meanings:
        """All meanings, the written ones first."""
        return {**self.alike, **self.written}


def meanings(words: Sequence[str]) -> list[Meaning]:
    """Return what each typed word may mean as it is written."""
    return [_written(word, is_last=word == words[-1]) for word in words]


def with_slips(found: Sequence[Meaning]) -> list[Meaning]:
    """Return the same with the words that each may be a slip for."""
    wanted = {key for meaning in found for key in _keys(meaning)}
    rows = ServiceWordKey.objects.filter(key__in=wanted).values_list("key", "word__word", "word__services")
    known: dict[str, int] = {}
    sounds: dict[str, set[str]] = {}
    for key, word, services in rows if wanted else ():
        known[word] = services
        if key[0] == "~":
            sounds.setdefault(key, set()).add(word)
    return [
        Meaning(
            word=one.word,
            written=one.written,
            alike=_alike(one.word, known, sounds.get(f"~{spelling.sound(one.word)}", ()), already=one.written),
            services=one.services,
        )
        for one in found
    ]


def _keys(meaning: Meaning) -> set[str]:
    """Return the keys to look under; a word that is one of the register's own has one slip at most."""
    keys = spelling.keys(meaning.word)
    return {key for key in keys if key[0] not in "^$"} if meaning.is_whole else keys


def _written(word: str, *, is_last: bool) -> Meaning:
    fits: dict[str, float] = {}
    services = 0
    most = MOST_BEGINNING if is_last else FEW_BEGINNING
    itself_first = Case(When(word=word, then=Value(0)), default=Value(1), output_field=IntegerField())
    begun = ServiceWord.objects.filter(word__gte=word, word__lte=word + LAST).order_by(itself_first, "-services")
    for found, many in begun.values_list("word", "services")[:most]:
        fits[found] = 1.0 if found == word else 0.7 + 0.25 * len(word) / len(found)
        services += many
    for other in spelling.SHORT_FOR.get(word, ()):
        fits[other] = max(fits.get(other, 0), 0.95)
    if spelling.FEWEST_INITIALS <= len(word) <= spelling.MOST_INITIALS and word.isalpha():
        mark = spelling.INITIALS + word
        short = ServiceWord.objects.filter(word__gte=mark, word__lte=mark + LAST).order_by("word")
        for found, many in short.values_list("word", "services")[:MOST_INITIALS]:
            fits[found] = 0.97 if found == mark else 0.8 + 0.15 * len(mark) / len(found)
            services += many
    return Meaning(word=word, written=fits, alike={}, services=services)


def _alike(word: str, known: Mapping[str, int], sounding: Collection[str], *, already: Meanings) -> Meanings:
    most = slips(word)
    fits: dict[str, float] = {}
    for other in known:
        if other in already:
            continue
        distance = _distance(word, other, most=most)
        if distance <= most:
            fits[other] = (0.9 if len(word) > SHORT else 0.8) - 0.6 * distance / max(len(word), len(other))
        elif other in sounding and abs(len(other) - len(word)) <= 3 and len(word) > SHORT:
            fits[other] = 0.65
    best = sorted(fits, key=lambda other: (-fits[other], -known[other]))[:MOST_ALIKE]
    return {other: fits[other] for other in best}


def _distance(word: str, other: str, *, most: int) -> float:
    """Return how many slips lie between two words; a word may be unfinished, then as much of the other counts."""
    longer = len(other) - len(word)
    if longer < -most:
        return most + 1
    whole = OSA.distance(word, other, score_cutoff=most) if longer <= most else most + 1
    if whole <= 1 or longer <= 0 or len(word) < UNFINISHED:
        return whole
    return min(whole, OSA.distance(word, other[: len(word)], score_cutoff=most) + 0.5)


def slips(word: str) -> int:
    """Return how many letters of a word may be wrong."""
    if len(word) < 4:
        return 0 if len(word) < 3 else 1
    return 1 if len(word) < spelling.LONG else 2
