"""What one row says, once its columns have a meaning, and what is wrong with it in sentences."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from heard.feedback import keys
from heard.feedback.imports.mapping import ColumnMapping, Meaning, header_digest
from heard.feedback.imports.tables import Row
from heard.feedback.imports.values import (
    NOT_GIVEN,
    Day,
    Rating,
    day_of,
    is_marked,
    is_no_answer,
    question_slug,
    rating_of,
    themes_of,
    tone_of,
)

LONGEST_WORDS = 20_000
LONGEST_SERVICE = 200


class Matter(StrEnum):
    """What is to be said about a row: the first three keep it out, the others are notes on a row that is taken."""

    TOO_MANY_CELLS = "TOO_MANY_CELLS"
    WORDS_TOO_LONG = "WORDS_TOO_LONG"
    NOTHING_SAID = "NOTHING_SAID"
    REPEATED = "REPEATED"
    ALREADY = "ALREADY"
    WORDS_BLANK = "WORDS_BLANK"
    DATE_UNREAD = "DATE_UNREAD"
    DATE_LATER = "DATE_LATER"
    RATING_UNKNOWN = "RATING_UNKNOWN"
    RATING_DIFFERS = "RATING_DIFFERS"
    TONE_UNKNOWN = "TONE_UNKNOWN"


SENTENCES = {
    Matter.TOO_MANY_CELLS: gettext_lazy("The row has more cells than there are columns, so its cells may be shifted."),
    Matter.WORDS_TOO_LONG: gettext_lazy("The words are longer than 20,000 characters."),
    Matter.NOTHING_SAID: gettext_lazy("Nothing was said: no words, or only “did not answer”, and no rating."),
    Matter.REPEATED: gettext_lazy("An earlier row of this file has the same key."),
    Matter.ALREADY: gettext_lazy("An earlier import holds this row already."),
    Matter.WORDS_BLANK: gettext_lazy("There are no words, or only “did not answer”. The rating alone is taken."),
    Matter.DATE_UNREAD: gettext_lazy(
        "The date is missing or is no real day. The row is taken with the date not known."
    ),
    Matter.DATE_LATER: gettext_lazy("The date lies in the future. The row is taken with the date not known."),
    Matter.RATING_UNKNOWN: gettext_lazy("The rating is not one we know. The row is taken without it."),
    Matter.RATING_DIFFERS: gettext_lazy(
        "The same person's earlier row has a rating. The row is taken without its own."
    ),
    Matter.TONE_UNKNOWN: gettext_lazy("The tone is not one we know. The row is taken without it."),
}
KEEPS_OUT = frozenset(
    {Matter.TOO_MANY_CELLS, Matter.WORDS_TOO_LONG, Matter.NOTHING_SAID, Matter.REPEATED, Matter.ALREADY}
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One piece of a row: the words, and which question they answer."""

    slug: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """What one row says. Keys are keyed hashes: what a source calls a person is not kept."""

    number: int
    key: bytes | None
    group: bytes
    said: tuple[Said, ...]
    rating: Rating | None
    tone: str
    day: Day | None
    service_code: str
    service_name: str
    themes: tuple[str, ...]
    matters: tuple[tuple[Matter, str], ...]

    @property
    def is_kept_out(self) -> bool:
        """Whether the row cannot be taken, by itself."""
        return any(matter in KEEPS_OUT for matter, _column in self.matters)


class Reader:
    """Reads rows of one file of one organisation by one mapping."""

    def __init__(self, *, header: Sequence[str], mapping: ColumnMapping, organisation_id: int, today: date) -> None:
        self._header = tuple(header)
        self._mapping = mapping
        self._today = today
        self._places = {meaning: self._places_of(meaning) for meaning in Meaning}
        self._source = f"{organisation_id}|{header_digest(header)}"

    def record(self, row: Row) -> Record:
        """Return what the row says."""
        cells = row.cells[: len(self._header)]
        cells += ("",) * (len(self._header) - len(cells))
        matters: list[tuple[Matter, str]] = []
        if any(cell.strip() for cell in row.cells[len(self._header) :]):
            matters.append((Matter.TOO_MANY_CELLS, ""))
        rating = self._rating(cells, matters)
        day = self._day(cells, matters)
        said = self._said(cells, matters, has_rating=rating is not None)
        key = self._one(cells, Meaning.KEY)
        return Record(
            number=row.number,
            key=self._hashed("row", key) if key else None,
            group=self._group(row.number, cells, key, day),
            said=said,
            rating=rating,
            tone=self._tone(cells, matters),
            day=day,
            service_code=self._one(cells, Meaning.SERVICE_CODE)[:LONGEST_SERVICE],
            service_name=", ".join(dict.fromkeys(self._all(cells, Meaning.SERVICE)))[:LONGEST_SERVICE],
            themes=self._themes(cells),
            matters=tuple(matters),
        )

    def _places_of(self, meaning: Meaning) -> tuple[int, ...]:
        return tuple(self._header.index(name) for name in self._mapping.named(meaning))

    def _all(self, cells: Sequence[str], meaning: Meaning) -> list[str]:
        found = (" ".join(cells[place].split()) for place in self._places[meaning])
        return [cell for cell in found if cell]

    def _one(self, cells: Sequence[str], meaning: Meaning) -> str:
        return next(iter(self._all(cells, meaning)), "")

    def _column(self, meaning: Meaning) -> str:
        places = self._places[meaning]
        return self._header[places[0]] if places else ""

    def _rating(self, cells: Sequence[str], matters: list[tuple[Matter, str]]) -> Rating | None:
        cell = self._one(cells, Meaning.RATING)
        if not cell:
            return None
        rating = rating_of(cell, wording=self._mapping.wording)
        if rating is None:
            matters.append((Matter.RATING_UNKNOWN, self._column(Meaning.RATING)))
            return None
        return None if rating.code == NOT_GIVEN else rating

    def _tone(self, cells: Sequence[str], matters: list[tuple[Matter, str]]) -> str:
        cell = self._one(cells, Meaning.TONE)
        tone = tone_of(cell) if cell else ""
        if cell and not tone:
            matters.append((Matter.TONE_UNKNOWN, self._column(Meaning.TONE)))
        return tone

    def _day(self, cells: Sequence[str], matters: list[tuple[Matter, str]]) -> Day | None:
        if not self._places[Meaning.DATE]:
            return None
        day = day_of(self._one(cells, Meaning.DATE), is_month_first=self._mapping.is_month_first)
        if day is None:
            matters.append((Matter.DATE_UNREAD, self._column(Meaning.DATE)))
        elif day.on > self._today:
            matters.append((Matter.DATE_LATER, self._column(Meaning.DATE)))
            return None
        return day

    def _said(self, cells: Sequence[str], matters: list[tuple[Matter, str]], *, has_rating: bool) -> tuple[Said, ...]:
        places = self._places[Meaning.WORDS]
        question = self._one(cells, Meaning.QUESTION)
        said = []
        for place in places:
            words = cells[place].strip()
            if is_no_answer(words):
                continue
            if len(words) > LONGEST_WORDS:
                matters.append((Matter.WORDS_TOO_LONG, self._header[place]))
            asked = question or (self._header[place] if len(places) > 1 else "")
            slug = question_slug(asked) if asked else "words"
            said.append(Said(slug=slug, words=words))
        if not said and not has_rating:
            matters.append((Matter.NOTHING_SAID, self._column(Meaning.WORDS)))
        elif not said and places:
            matters.append((Matter.WORDS_BLANK, self._column(Meaning.WORDS)))
        return tuple(said)

    def _themes(self, cells: Sequence[str]) -> tuple[str, ...]:
        marked = (self._header[place] for place in self._places[Meaning.THEME] if is_marked(cells[place]))
        listed = (label for place in self._places[Meaning.THEMES] for label in themes_of(cells[place]))
        return tuple(dict.fromkeys([*marked, *listed]))

    def _group(self, number: int, cells: Sequence[str], key: str, day: Day | None) -> bytes:
        """Return which submission the row belongs to: one person's on one date, else a row's own."""
        person = self._one(cells, Meaning.RESPONDENT)
        if person:
            on = day.on.isoformat() if day else slugify(self._one(cells, Meaning.DATE))
            return self._hashed("person", f"{person}|{on}")
        return self._hashed("row", key) if key else hashlib.sha256(f"row number {number}".encode()).digest()[:16]

    def _hashed(self, purpose: str, value: str) -> bytes:
        return keys.keyed_hash(purpose=f"import-{purpose}", data=f"{self._source}|{value}".encode())[:16]
