"""Files that a spreadsheet will open: cells are shown as they are, and never run."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from django.http import HttpResponse
from openpyxl import Workbook

_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Control characters, which no spreadsheet shows and no workbook may hold."""

_COMMANDS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(cell: str) -> str:
    """Return the cell so that a spreadsheet shows it and never runs it as a formula (OWASP, CSV injection).

    Control characters are left out: a workbook with one could not be written at all.
    """
    cell = _UNSHOWN.sub("", cell)
    return f"'{cell}" if cell.lstrip(" ").startswith(_COMMANDS) else cell


class FileKind(StrEnum):
    """A kind of file that holds a table."""

    CSV = "csv"
    XLSX = "xlsx"


_TYPES = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(*, rows: Iterable[Sequence[object]], name: str, kind: FileKind) -> HttpResponse:
    """Return the answer that sends rows as a file; numbers stay numbers, and words are never run as a formula."""
    response = HttpResponse(_xlsx(rows) if kind == FileKind.XLSX else _csv(rows), content_type=_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _cell(value: object) -> object:
    return value if isinstance(value, int | float) or value is None else neutral(str(value))


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    out.write("\ufeff")
    csv.writer(out).writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def _xlsx(rows: Iterable[Sequence[object]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([_cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
