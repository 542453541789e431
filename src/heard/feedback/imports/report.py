"""What became of each row of a file: counts that add up, and every row that needs a word, in order."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from heard.design.spreadsheets import neutral
from heard.feedback.imports.records import KEEPS_OUT, SENTENCES, Matter, Record

MOST_SHOWN = 40


@dataclass(frozen=True, kw_only=True)
class RowNote:
    """One row that is not taken, or is taken with a note; it never quotes a cell."""

    row: int
    column: str
    is_taken: bool
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What became of a file's rows. `with_words + ratings_only + kept out = rows`, always.

    Kept out are rows with nothing said, rows that cannot be read, repeats, and rows of an earlier import.
    """

    file_name: str = ""
    rows: int = 0
    with_words: int = 0
    ratings_only: int = 0
    nothing_said: int = 0
    unreadable: int = 0
    repeated: int = 0
    already: int = 0
    pieces: int = 0
    submissions: int = 0
    without_words: int = 0
    with_notes: int = 0
    matters: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[RowNote, ...] = ()
    batch_id: int | None = None

    @property
    def taken(self) -> int:
        """How many rows are taken."""
        return self.with_words + self.ratings_only

    @property
    def kept_out(self) -> int:
        """How many rows are not taken."""
        return self.nothing_said + self.unreadable + self.repeated + self.already

    @property
    def adds_up(self) -> bool:
        """Whether each row is in exactly one of the counts."""
        return self.taken + self.kept_out == self.rows

    @property
    def sentences(self) -> tuple[tuple[str, int], ...]:
        """Each thing that was said about rows, and how often, the most frequent first."""
        return tuple((str(SENTENCES[Matter(code)]), count) for code, count in self.matters.items())

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values, to be kept."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__ if name not in {"notes", "matters"}}
        notes = [[note.row, note.column, note.is_taken, note.sentence] for note in self.notes]
        return plain | {"matters": dict(self.matters), "notes": notes}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ImportReport":
        """Return the report that was kept."""
        known = {name: value for name, value in data.items() if name in cls.__dataclass_fields__}
        notes = tuple(
            RowNote(row=row, column=column, is_taken=is_taken, sentence=sentence)
            for row, column, is_taken, sentence in known.pop("notes", [])
        )
        return cls(**known, notes=notes)


class Tally:
    """Counts rows as they are read, and writes down each that needs a word."""

    def __init__(self, *, file_name: str, listing: "Listing | None" = None) -> None:
        self._counts: Counter[str] = Counter()
        self._matters: Counter[Matter] = Counter()
        self._notes: list[RowNote] = []
        self._file_name = file_name
        self._listing = listing

    def count(self, record: Record, *, extra: Matter | None = None, is_new_submission: bool) -> None:
        """Count one row; `extra` is what only its neighbours or earlier imports could tell."""
        matters = (*record.matters, (extra, "")) if extra else record.matters
        outcome = self._outcome(record, [matter for matter, _column in matters])
        self._counts["rows"] += 1
        self._counts[outcome] += 1
        is_taken = outcome in {"with_words", "ratings_only"}
        if is_taken:
            self._counts["pieces"] += len(record.said)
            self._counts["submissions"] += is_new_submission
            self._counts["with_notes"] += bool(matters)
        self._counts["without_words"] += not record.said
        for matter, column in matters:
            self._matters[matter] += 1
            self._write(
                RowNote(row=record.number, column=column, is_taken=is_taken, sentence=str(SENTENCES[matter])), matter
            )

    @property
    def rows(self) -> int:
        """How many rows were counted."""
        return self._counts["rows"]

    def report(self) -> ImportReport:
        """Return the report so far."""
        return ImportReport(
            file_name=self._file_name,
            **self._counts,
            matters={str(matter): count for matter, count in self._matters.most_common()},
            notes=tuple(self._notes),
        )

    def _outcome(self, record: Record, matters: list[Matter]) -> str:
        for matter, outcome in (
            (Matter.TOO_MANY_CELLS, "unreadable"),
            (Matter.WORDS_TOO_LONG, "unreadable"),
            (Matter.NOTHING_SAID, "nothing_said"),
            (Matter.REPEATED, "repeated"),
            (Matter.ALREADY, "already"),
        ):
            if matter in matters:
                return outcome
        return "with_words" if record.said else "ratings_only"

    def _write(self, note: RowNote, matter: Matter) -> None:
        # Some of each kind, so that a frequent one does not hide a rare one.
        if self._matters[matter] <= MOST_SHOWN:
            self._notes.append(note)
        if self._listing is not None:
            self._listing.write(note)


class Listing:
    """The full list of rows that need a word, as CSV that a spreadsheet opens without running anything."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file)
        self._writer.writerow([_("Row"), _("Column"), _("Taken"), _("What to know")])

    def write(self, note: RowNote) -> None:
        """Write one line."""
        self._writer.writerow([note.row, neutral(note.column), _("yes") if note.is_taken else _("no"), note.sentence])


@contextmanager
def listing_in(path: Path | None) -> Iterator[Listing | None]:
    """Open the full list at the path, readable by its owner alone; nothing is written where there is no path."""
    if path is None:
        yield None
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        path.chmod(0o600)
        yield Listing(file)


__all__ = ["KEEPS_OUT", "ImportReport", "Listing", "RowNote", "Tally", "listing_in"]
