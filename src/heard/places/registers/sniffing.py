"""Telling in which layout a list of services stands, and reading it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from heard.places.models import Register
from heard.places.reading import SERVICE_COLUMNS, Row, UnreadableList
from heard.places.registers import ods
from heard.places.registers.files import Line, encoding_of, lines
from heard.places.registers.layouts import LAYOUTS

MOST_BEFORE_NAMES = 25
"""How many lines may stand before the column names, as the CQC's file has some."""


@dataclass(frozen=True, kw_only=True)
class List:
    """A list of services: what it is, whose register it is of, whether that is an official one, and its rows.

    Each row holds Heard's own columns and, as `#`, the number of its line in the file.
    """

    name: str
    register: Register
    rows: Iterator[Row]

    @property
    def is_official(self) -> bool:
        """Whether someone else keeps the list: a row that cannot be taken is then left out and named."""
        return self.register is not Register.OWN


def read_services(path: Path) -> List:
    """Return the list in the file, whose layout it tells by itself. Raises UnreadableList."""
    read = lines(path, encoding=encoding_of(path))
    begun = list(islice(read, MOST_BEFORE_NAMES))
    whole = chain(begun, read)
    if begun and ods.is_line(begun[0][1]):
        return List(name="NHS Organisation Data Service list", register=ods.REGISTER, rows=_ods(whole, path))
    for at, (_, cells) in enumerate(begun):
        names = [_column(cell) for cell in cells]
        for layout in LAYOUTS:
            if layout.columns <= set(names):
                rows = _rows(islice(whole, at + 1, None), names, layout.row_of)
                return List(name=layout.name, register=layout.register, rows=rows)
    names = [cell.lower() for cell in begun[0][1]] if begun else []
    missing = [name for name in SERVICE_COLUMNS if name not in names]
    if missing:
        raise UnreadableList(
            f"The first line must name these columns too: {', '.join(missing)}. Otherwise the file must be a list that"
            " Heard knows: the CQC care directory, or a list of the NHS Organisation Data Service."
        )
    return List(name="list of services", register=Register.OWN, rows=_rows(islice(whole, 1, None), names, dict))


def _column(cell: str) -> str:
    return re.sub(r"\s*\(.*\)?", "", cell.lower()).strip()


def _rows(read: Iterator[Line], names: list[str], row_of: Callable[[dict[str, str]], dict[str, str]]) -> Iterator[Row]:
    for number, cells in read:
        said = ("" if cell == "NULL" else cell for cell in cells)
        by_name = dict.fromkeys(names, "") | dict(zip(names, said, strict=False))
        yield {**row_of(by_name), "#": str(number)}


def _ods(read: Iterator[Line], path: Path) -> Iterator[Row]:
    file = path.stem.lower()
    for number, cells in read:
        if len(cells) != ods.COLUMNS:
            yield {"#": str(number), "wrong": f"It has {len(cells)} cells, not {ods.COLUMNS}."}
        else:
            yield {**ods.row_of(cells, file=file), "#": str(number)}
