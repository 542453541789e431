"""An export's bytes as rows of cells: CSV in any usual encoding, a spreadsheet, or a packed folder of CSV files."""

import codecs
import csv
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from typing import Any
from xml.etree.ElementTree import ParseError  # nosec B405  # the error alone; defusedxml reads

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_BYTES = 100 * 1024**2
MOST_ROWS = 500_000
MOST_COLUMNS = 300
LONGEST_CELL = 131_072
_PACKED = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_DELIMITERS = ",\t;|"
_END = "\x1e\x1f"
"""Read behind the last line: where it stands within a cell, a quotation mark swallowed all that came after it."""


class ExportRefused(ValueError):
    """The file cannot be read as an export; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One table: its name, and rows of (number as a spreadsheet shows it, cells), without those that are blank."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def grids_in(data: bytes, *, name: str) -> tuple[Grid, ...]:
    """Return the tables of a file: one, or several where it is packed. Raises ExportRefused."""
    if not data.strip():
        raise ExportRefused("This file is empty.")
    if len(data) > MOST_BYTES:
        raise ExportRefused("This file is larger than 100 MB. Export a shorter period.")
    if data.startswith(_OLD_EXCEL):
        raise ExportRefused("This is a spreadsheet of the old kind (.xls). Open it and save it as .xlsx or as CSV.")
    if data.startswith(_PACKED):
        return tuple(_packed(data, name))
    return (_grid(name, _csv_rows(decoded(data))),)


def decoded(data: bytes) -> str:
    """Return the text: by its byte order mark, else UTF-16 where every other byte is nought, UTF-8, Windows-1252."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strictly(data, encoding)
    start = data[:4096]
    if start[1::2].count(0) > len(start) // 4:
        return _strictly(data, "utf-16-le")
    if start[0::2].count(0) > len(start) // 4:
        return _strictly(data, "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "cp1252")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise ExportRefused("This file is no text that can be read. Export it again as CSV in UTF-8.") from wrong


def _packed(data: bytes, name: str) -> Iterator[Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MOST_BYTES:
                raise ExportRefused("This file is larger than 100 MB when unpacked. Export a shorter period.")
            if any(member.filename == "[Content_Types].xml" for member in members):
                yield _grid(name, _sheet_rows(data))
                return
            tables = [member for member in members if member.filename.casefold().endswith((".csv", ".tsv"))]
            if not tables:
                raise ExportRefused("This packed file holds no CSV file.")
            for member in tables:
                yield _grid(member.filename, _csv_rows(decoded(archive.read(member))))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as wrong:
        raise ExportRefused("This file is damaged. Export it again.") from wrong


def _grid(name: str, rows: Iterator[tuple[str, ...]]) -> Grid:
    kept = []
    for number, cells in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise ExportRefused(f"This file has more than {MOST_ROWS:,} rows. Export a shorter period.")
        if len(cells) > MOST_COLUMNS:
            raise ExportRefused(f"Row {number} has more than {MOST_COLUMNS} columns.")
        if any(cell.strip() for cell in cells):
            kept.append((number, cells))
    return Grid(name=name, rows=tuple(kept))


def _csv_rows(text: str) -> Iterator[tuple[str, ...]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(chain(io.StringIO(text, newline=""), [_END]), delimiter=_delimiter(text))
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except csv.Error as wrong:
            raise _unreadable(number) from wrong
        if cells == [_END]:
            return
        if cells and cells[-1].endswith(_END):
            raise _unreadable(number)
        yield tuple(cell.replace("\x00", "").strip() for cell in cells)


def _unreadable(number: int) -> ExportRefused:
    return ExportRefused(
        f"Row {number} cannot be read: a quotation mark is never closed, or a cell is longer than"
        f" {LONGEST_CELL:,} characters. Export the file again."
    )


def _delimiter(text: str) -> str:
    """Return what stands between cells: what cuts most of the first lines into the most equal, numerous parts."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:40]
    best, most = ",", (0, 0)
    for mark in _DELIMITERS:
        widths = Counter(len(next(csv.reader([line], delimiter=mark), [])) for line in lines)
        width, count = max(widths.items(), key=lambda each: (each[0] > 1, each[1], each[0]), default=(1, 0))
        if width > 1 and (count, width) > most:
            best, most = mark, (count, width)
    return best


def _sheet_rows(data: bytes) -> Iterator[tuple[str, ...]]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()
            for values in sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
                yield () if values.count(None) == len(values) else tuple(_without_end(map(_as_text, values)))
        finally:
            book.close()
    except (
        AttributeError,
        IndexError,
        InvalidFileException,
        KeyError,
        OSError,
        ParseError,
        TypeError,
        ValueError,
    ) as wrong:
        raise ExportRefused("This spreadsheet is damaged. Open it, save it again as .xlsx, or export CSV.") from wrong


def _without_end(cells: Iterable[str]) -> list[str]:
    """Return the cells but for the empty ones after the last that holds anything."""
    held = list(cells)
    while held and not held[-1]:
        held.pop()
    return held


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()
