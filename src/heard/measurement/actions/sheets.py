"""Files with named columns, read row by row, and the sentences about cells that cannot be used."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from heard.feedback.imports.refusals import BadHeader
from heard.feedback.imports.sniffing import examine
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


def named_rows(
    *, path: Path, file_name: str, columns: Sequence[str], needed: Sequence[str]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each row's number and its cells by column, without blanks around them; a column that is not there is empty.

    Other columns are left out. Raises a FileRefused where the file cannot be read or a `needed` column is missing.
    """
    examined = examine(path, file_name=file_name)
    places = {name.strip().casefold(): place for place, name in enumerate(header_of(examined))}
    missing = [column for column in needed if column not in places]
    if missing:
        raise BadHeader(
            _("This file has no column “%(missing)s”. It may have the columns %(all)s.")
            % {"missing": "”, “".join(missing), "all": ", ".join(columns)}
        )
    held = {column: places[column] for column in columns if column in places}
    for row in rows_of(examined):
        cells = {column: row.cells[place].strip() for column, place in held.items() if place < len(row.cells)}
        yield row.number, {column: cells.get(column, "") for column in columns}


def cut(text: str) -> str:
    """Return a text short enough to stand in a sentence."""
    return text if len(text) <= 60 else f"{text[:59]}…"
