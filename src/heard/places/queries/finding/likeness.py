"""Which words of the register a typed word may mean, and how well each fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from heard.places import spelling
from heard.places.models import ServiceWord, ServiceWordKey

MOST_BEGINNING = 60
MOST_ALIKE = 40
MOST_INITIALS = 30
SHORT = 4
"""In a word of so few letters a slip is likelier another word."""
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
    return [_written(word) for word in words]


def with_slips(found: Sequence[Meaning]) -> list[Meaning]:
    """Return the same with the words that each may be a slip for."""
    wanted = {key for meaning in found for key in _keys(meaning)}
    rows = ServiceWordKey.objects.filter(key__in=wanted).values_list("word__word", "word__services") if wanted else ()
    known = dict(rows)
    return [
        Meaning(
            word=one.word,
            written=one.written,
            alike=_alike(one.word, known, already=one.written),
            services=one.services,
        )
        for one in found
    ]


def _keys(meaning: Meaning) -> set[str]:
    """Return the keys to look under; a word that is one of the register's own has one slip at most."""
    keys = spelling.keys(meaning.word)
    return {key for key in keys if key[0] not in "^$"} if meaning.is_whole else keys


def _written(word: str) -> Meaning:
    fits: dict[str, float] = {}
    services = 0
    begun = ServiceWord.objects.filter(word__gte=word, word__lte=word + LAST).order_by("-services")
    for found, many in begun.values_list("word", "services")[:MOST_BEGINNING]:
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


def _alike(word: str, known: Mapping[str, int], *, already: Meanings) -> Meanings:
    most = slips(word)
    fits: dict[str, float] = {}
    sounds = spelling.sound(word)
    for other in known:
        if other in already:
            continue
        # A word may be unfinished: then its slip is measured against as much of the other.
        begun = min(
            OSA.distance(word, other, score_cutoff=most),
            OSA.distance(word, other[: len(word)], score_cutoff=most) + 0.5 if len(word) >= 5 else most + 1,
        )
        if begun <= most:
            fits[other] = (0.9 if len(word) > SHORT else 0.8) - 0.6 * begun / max(len(word), len(other))
        elif sounds == spelling.sound(other) and abs(len(other) - len(word)) <= 3 and len(sounds) > 2:
            fits[other] = 0.65
    best = sorted(fits, key=lambda other: (-fits[other], -known[other]))[:MOST_ALIKE]
    return {other: fits[other] for other in best}


def slips(word: str) -> int:
    """Return how many letters of a word may be wrong."""
    if len(word) < 4:
        return 0 if len(word) < 3 else 1
    return 1 if len(word) < spelling.LONG else 2
