"""Reading lists of areas, offices and services from CSV files."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import chain
from pathlib import Path

AREA_COLUMNS = ("code", "name", "kind")
OFFICE_COLUMNS = ("organisation", "name", "areas")
CONTACT_COLUMNS = ("area", "kind", "name", "source", "checked_on", "expires_on")
BENCHMARK_COLUMNS = ("area", "topic", "category", "base", "count", "source", "edition")
SERVICE_COLUMNS = ("code", "name", "kind")

Row = Mapping[str, str]
MOST_COLUMNS = 500
_SEPARATORS = ",;\t"
_END = "\x1e\x1f"
"""Read behind the last line: where it stands within a cell, a quotation mark swallowed all that came after it."""


class UnreadableList(Exception):
    """The file cannot be taken; its words say why, for the person who brought it."""


def column_names(path: Path) -> list[str]:
    """Return the names in the file's first line, trimmed and in lower case. Raises UnreadableList."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            return [name.strip().lower() for name in next(csv.reader(file), [])]
        except UnicodeDecodeError as error:
            raise UnreadableList("The file is not UTF-8 text. Save it as CSV UTF-8.") from error
        except csv.Error as error:
            raise UnreadableList(f"The file is not a CSV file: {error}.") from error


class FileRow(dict[str, str]):
    """A row of a file: column → trimmed text, the line it begins on, and cells beyond the last column."""

    def __init__(self, cells: Iterable[tuple[str, str]], *, line: int, surplus: tuple[str, ...]) -> None:
        super().__init__(cells)
        self.line = line
        self.surplus = surplus


def read_rows(path: Path, *, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the file's rows, one at a time. Column names count in any case.

    Raises UnreadableList where the file is not UTF-8 text, is empty, or lacks one of `columns`.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from rows_in(file, columns=columns)
    except UnicodeDecodeError as error:
        with path.open("rb") as raw:
            raise UnreadableList(_not_text(raw)) from error


def rows_in_text(content: bytes, *, columns: tuple[str, ...], most: int | None = None) -> Iterator[Row]:
    """Yield the rows of a file's content, as `read_rows` does of a file. Raises UnreadableList, for too many too."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableList(_not_text(content.splitlines())) from error
    for number, row in enumerate(rows_in(StringIO(text, newline=""), columns=columns), 1):
        if most is not None and number > most:
            raise UnreadableList(
                f"The file has more than {most:,} rows, which is too long to take in here. Take it in by parts, or ask "
                "whoever runs the site to load it."
            )
        yield row


def rows_in(lines: Iterable[str], *, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of lines of text, separated as the first line is. Raises UnreadableList."""
    lines = iter(lines)
    first = next(lines, "")
    reader = csv.reader(chain([first], lines, [_END]), delimiter=max(_SEPARATORS, key=first.count))
    try:
        header = next(reader, [])
        _refuse_unclosed(header, line=1)
        names = [name.strip().lower() for name in header]
        _refuse_columns(names, columns)
        line = reader.line_num + 1
        for values in reader:
            if values == [_END]:
                return
            _refuse_unclosed(values, line=line)
            if any(value.strip() for value in values):
                cells = [value.strip() for value in values]
                surplus = tuple(cell for cell in cells[len(names) :] if cell)
                yield FileRow(zip(names, cells, strict=False), line=line, surplus=surplus)
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableList(f"The file is not a CSV file: {error}.") from error


def line_of(row: Row, *, otherwise: int) -> int:
    """Return the line on which a row stands in its file, where it comes from one."""
    return row.line if isinstance(row, FileRow) else otherwise


def _refuse_unclosed(cells: list[str], *, line: int) -> None:
    if cells and cells[-1].endswith(_END):
        raise UnreadableList(f"A quotation mark in line {line} is never closed. Save the file again as CSV.")


def _refuse_columns(names: list[str], columns: tuple[str, ...]) -> None:
    if len(names) > MOST_COLUMNS:
        raise UnreadableList(f"The first line names {len(names):,} columns; a list has {MOST_COLUMNS} at most.")
    missing = [name for name in columns if name not in names]
    if missing:
        raise UnreadableList(f"The first line must name these columns too: {', '.join(missing)}.")
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        raise UnreadableList(f"The first line names these columns twice: {', '.join(doubled)}. Take one of each out.")


def _not_text(lines: Iterable[bytes]) -> str:
    for number, line in enumerate(lines, 1):
        if line.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "The file is UTF-16 and not UTF-8 text. Save it as CSV UTF-8."
        if line.startswith(b"PK\x03\x04"):
            return "The file is a spreadsheet and not UTF-8 text. Save it as CSV UTF-8."
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            around = line[max(0, error.start - 20) : error.start + 10].decode("cp1252", "replace").strip()
            return f"The file is not UTF-8 text: see line {number}, near “{around}”. Save it as CSV UTF-8."
    return "The file is not UTF-8 text. Save it as CSV UTF-8."
