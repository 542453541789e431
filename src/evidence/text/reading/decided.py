"""What people decided of comments: from a file of decisions to what a model learns from."""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence.text.reading.labelled import Labelled
from evidence.text.reading.model import TONES

COLUMNS = ("person", "text", "question", "service", "themes", "tone")
"""The columns of a file of decisions: themes are codes with a blank between them, tone one of five codes or nothing."""


class NotDecided(ValueError):
    """The file is no file of decisions; the message says what is wrong and where."""


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """Comments whose themes people decided, and what tells this file from any other."""

    comments: tuple[Labelled, ...]
    digest: str

    @property
    def people(self) -> frozenset[str]:
        """Who wrote them, as the file calls them."""
        return frozenset(comment.respondent for comment in self.comments)


def read_decisions(file: Path) -> Decisions:
    """Return the decisions in a CSV file in UTF-8 with the columns of `COLUMNS`; comments without words are left out.

    Raises NotDecided where a column is missing or a line holds what is no decision.
    """
    try:
        held = file.read_bytes()
        lines = held.decode("utf-8-sig").splitlines(keepends=True)
        comments = tuple(_comments(csv.DictReader(lines), file))
    except OSError as wrong:
        raise NotDecided(f"{file} cannot be read: {(wrong.strerror or 'unknown reason').lower()}.") from wrong
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise NotDecided(f"{file} is not a CSV file in UTF-8.") from wrong
    return Decisions(comments=comments, digest=hashlib.sha256(held).hexdigest())


def digest_of(person: str) -> str:
    """Return by what a model's list of inputs knows a person, without naming them."""
    return hashlib.sha256(f"person {person}".encode()).hexdigest()[:24]


def digests_of(comments: Sequence[Labelled]) -> list[str]:
    """Return the digests of all who wrote these comments, in order."""
    return sorted({digest_of(comment.respondent) for comment in comments})


def _comments(reader: "csv.DictReader[str]", file: Path) -> Iterator[Labelled]:
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise NotDecided(f"{file} has no column “{missing[0]}”. A file of decisions has {', '.join(COLUMNS)}.")
    for row in reader:
        where = f"Line {reader.line_num} of {file}"
        if None in row.values() or None in row:
            raise NotDecided(f"{where} has not as many cells as there are columns.")
        tone = row["tone"].strip()
        if tone and tone not in TONES:
            raise NotDecided(f"{where} gives the tone “{tone}”. A tone is one of {', '.join(TONES)}, or nothing.")
        if not row["person"].strip():
            raise NotDecided(f"{where} does not say whose it is: give each person a number or code of their own.")
        if row["text"].strip():
            yield Labelled(
                text=row["text"],
                respondent=row["person"].strip(),
                question=row["question"].strip(),
                service=row["service"].strip(),
                labels=frozenset(row["themes"].split()),
                tone=TONES.index(tone) + 1 if tone else None,
            )
