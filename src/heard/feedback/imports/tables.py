"""Rows of a file, one at a time and as text, whatever the file is; memory stays small however long it is."""

import csv
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError  # nosec B405  # the error alone; defusedxml reads

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from heard.feedback.imports.refusals import BadHeader, BrokenRows, FormulasWithoutResults, NoRows, NotReadable, TooLarge
from heard.feedback.imports.sniffing import Examined

MOST_COLUMNS = 300
LONGEST_CELL = 131_072
LONGEST_HEADER = 200
MOST_SHEET_ROWS = 1_048_576
"""As many as a spreadsheet programme has. A row may claim any number, and all before it would be gone through."""
# What a spreadsheet's reader raises where the bytes inside are not what they should be.
_DAMAGE = (
    AttributeError,
    DefusedXmlException,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its number as a spreadsheet shows it (the header is row 1), and its cells as text."""

    number: int
    cells: tuple[str, ...]


def header_of(examined: Examined) -> tuple[str, ...]:
    """Return the names of the columns, each once; raise a FileRefused."""
    first = next(_raw_rows(examined), None)
    if first is None:
        raise NoRows(_("This file is empty."))
    return _checked_header(first.cells)


def rows_of(examined: Examined) -> Iterator[Row]:
    """Yield every row below the header that holds anything; raise a FileRefused where the file breaks off."""
    raw = _raw_rows(examined)
    next(raw, None)
    return raw


def first_rows(examined: Examined, *, count: int = 500) -> list[Row]:
    """Return the first rows below the header."""
    return list(islice(rows_of(examined), count))


def refuse_without_rows(examined: Examined) -> None:
    """Raise NoRows where nothing stands below the header, or what is wrong with the header itself."""
    header_of(examined)
    if not first_rows(examined, count=1):
        raise NoRows(_("This file has a header and no rows below it."))


def _raw_rows(examined: Examined) -> Iterator[Row]:
    rows = _spreadsheet_rows(examined.path) if examined.is_spreadsheet else _text_rows(examined)
    return (row for row in rows if any(cell.strip() for cell in row.cells))


def _checked_header(cells: tuple[str, ...]) -> tuple[str, ...]:
    names = [" ".join(cell.split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise TooLarge(
            _("This file has more than %(most)d columns. Keep the columns you need and save it again.")
            % {"most": MOST_COLUMNS}
        )
    if any(len(name) > LONGEST_HEADER for name in names):
        raise BadHeader(_("The first row does not look like a header: one of its cells is longer than 200 characters."))
    names = [name or _("Column %(number)d") % {"number": place} for place, name in enumerate(names, start=1)]
    twice = [name for name, count in Counter(name.casefold() for name in names).items() if count > 1]
    if twice:
        places = [place for place, name in enumerate(names, start=1) if name.casefold() == twice[0]]
        raise BadHeader(
            _("Two columns have the same name “%(name)s” (columns %(first)d and %(second)d). Give each its own.")
            % {"name": names[places[0] - 1], "first": places[0], "second": places[1]}
        )
    return tuple(names)


def _text_rows(examined: Examined) -> Iterator[Row]:
    with examined.path.open(encoding=examined.encoding, newline="") as file:
        for _line in range(examined.first_lines):
            next(file, None)
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(file, delimiter=examined.delimiter, strict=True)
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise _broken(error, number) from error
            if cells is None:
                return
            yield Row(number=number, cells=tuple(cells))


def _broken(error: csv.Error, number: int) -> BrokenRows | TooLarge:
    if "field larger than" in str(error):
        return TooLarge(
            _("A cell in row %(row)d is longer than 131,072 characters, or its quotation mark is never closed.")
            % {"row": number}
        )
    return BrokenRows(
        _("A quotation mark in row %(row)d is never closed, or stands inside a cell. Save the file again as CSV.")
        % {"row": number}
    )


def _spreadsheet_rows(path: Path) -> Iterator[Row]:
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            yield from _sheet_rows(path, book)
        finally:
            book.close()
    except _DAMAGE as error:
        raise NotReadable(_("This spreadsheet is damaged and cannot be read to its end.")) from error


def _sheet_rows(path: Path, book: Workbook) -> Iterator[Row]:
    sheet = next((each for each in book.worksheets if isinstance(each, ReadOnlyWorksheet)), None)
    if sheet is None:
        raise NoRows(_("This spreadsheet has no sheet with rows."))
    _check_formulas(path, str(sheet._worksheet_path))  # type: ignore[attr-defined]
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), start=1):
        if number > MOST_SHEET_ROWS:
            raise TooLarge(_("This spreadsheet has a row with a number that no spreadsheet has. Save it as CSV."))
        if values.count(None) == len(values):
            continue
        cells = [_as_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        yield Row(number=number, cells=tuple(cells))


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _check_formulas(path: Path, sheet: str) -> None:
    """Refuse a sheet in which a formula stands without the result that a spreadsheet programme saves beside it."""
    with zipfile.ZipFile(path) as archive:
        if not _mentions_formula(archive, sheet.lstrip("/")):
            return
        with archive.open(sheet.lstrip("/")) as file:
            for _event, cell in iterparse(file):
                if cell.tag == f"{_SHEET}c" and _lacks_result(cell):
                    raise FormulasWithoutResults(
                        _("Cell %(cell)s holds a formula without its result. Open the file and save it again.")
                        % {"cell": cell.get("r", "?")[:12]}
                    )
                if cell.tag == f"{_SHEET}row":
                    cell.clear()


def _mentions_formula(archive: zipfile.ZipFile, sheet: str) -> bool:
    before = b""
    with archive.open(sheet) as file:
        while chunk := file.read(1024**2):
            joined = before + chunk
            if b"<f>" in joined or b"<f " in joined or b"<f/" in joined:
                return True
            before = chunk[-3:]
    return False


def _lacks_result(cell: Any) -> bool:
    if cell.find(f"{_SHEET}f") is None:
        return False
    result = cell.find(f"{_SHEET}v")
    return result is None or (not result.text and cell.get("t") != "str")
