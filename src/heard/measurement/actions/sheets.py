"""Files with named columns, read row by row, and the sentences about cells that cannot be used."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from heard.feedback.imports.refusals import BadHeader
from heard.feedback.imports.sniffing import Examined, examine
from heard.feedback.imports.tables import header_of, rows_of

MOST_SHOWN = 200


class Faults:
    """What is wrong with which cell, in sentences; the header is row 1."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def add(self, row: int, column: str, sentence: str) -> None:
        """Note that a cell cannot be used."""
        place = {"row": row, "column": column, "sentence": sentence}
        self.sentences.append(_("Row %(row)d, %(column)s: %(sentence)s") % place)

    @property
    def shown(self) -> tuple[str, ...]:
        """The first 200 of the sentences, and how many more there are."""
        more = len(self.sentences) - MOST_SHOWN
        told = [_("And %(more)d more cells. Put these right first.") % {"more": more}] if more > 0 else []
        return (*self.sentences[:MOST_SHOWN], *told)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A file that was opened: the digest that tells it from any other, and its rows, to be gone through once.

    Each row is its number and its cells by column, without blanks around them; a column that is not there is empty.
    """

    digest: str
    rows: Iterator[tuple[int, Mapping[str, str]]]


def opened(*, path: Path, file_name: str, columns: Sequence[str], optional: Collection[str] = ()) -> Sheet:
    """Open a CSV or XLSX file whose header names the columns, in any order and case; other columns are left out.

    Raises a FileRefused where the file cannot be read, or a column is missing that is not `optional`.
    """
    examined = examine(path, file_name=file_name)
    names = (name.strip().casefold().replace(" ", "_") for name in header_of(examined))
    places = {name: place for place, name in enumerate(names)}
    missing = [column for column in columns if column not in places and column not in optional]
    if missing:
        raise BadHeader(_lacks(missing, columns, optional))
    return Sheet(digest=examined.digest, rows=_rows(examined, columns, places))


def _lacks(missing: Sequence[str], columns: Sequence[str], optional: Collection[str]) -> str:
    said = {
        "missing": "”, “".join(missing),
        "needed": ", ".join(column for column in columns if column not in optional),
        "optional": ", ".join(column for column in columns if column in optional),
    }
    sentence = _("This file has no column “%(missing)s”. It needs the columns %(needed)s.")
    if optional:
        sentence = _("This file has no column “%(missing)s”. It needs %(needed)s, and may have %(optional)s.")
    return sentence % said


def _rows(
    examined: Examined, columns: Sequence[str], places: Mapping[str, int]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    held = {column: places[column] for column in columns if column in places}
    for row in rows_of(examined):
        cells = {column: row.cells[place].strip() for column, place in held.items() if place < len(row.cells)}
        yield row.number, {column: cells.get(column, "") for column in columns}


def cut(text: str) -> str:
    """Return a text short enough to stand in a sentence."""
    return text if len(text) <= 60 else f"{text[:59]}…"
