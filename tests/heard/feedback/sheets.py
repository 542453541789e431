"""Writes the files that tests import: as offices send them, and as they should not."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook

HEADER = ("Comment ID", "Respondent ID", "Date", "Service", "FFT rating", "FFT question", "Comment")
ROWS = (
    ("c1", "r1", "30/09/2020", "Example Surgery", "1", "What was good?", "The nurses were kind."),
    ("c2", "r1", "30/09/2020", "Example Surgery", "1", "What could be better?", "Shorter waits in the cold room."),
    ("c3", "r2", "01/10/2020", "Example Surgery", "5", "What could be better?", "Nobody rang me back all week."),
)


def csv_file(
    path: Path, *rows: Sequence[object], header: Sequence[str] = HEADER, encoding: str = "utf-8", delimiter: str = ","
) -> Path:
    """Write a header and rows as CSV, and return the path."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def xlsx_file(path: Path, *rows: Sequence[object], header: Sequence[object] = HEADER) -> Path:
    """Write a header and rows as XLSX, and return the path."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Comments")
    for row in (header, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def bomb(path: Path) -> Path:
    """Write a small spreadsheet whose sheet unpacks to 40 MB of blanks, and return the path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 40_000_000)
    return path


def many_rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield made-up rows, two by each person."""
    for number in range(count):
        person = number // 2
        yield (
            f"c{number}",
            f"r{person}",
            f"{person % 28 + 1:02d}/09/2020",
            f"Example Surgery {person % 50}",
            str(person % 5 + 1),
            "What was good?" if number % 2 else "What could be better?",
            f"The nurse at desk {number} was kind but we waited {number % 9} hours.",
        )
