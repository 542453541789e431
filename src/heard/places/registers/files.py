"""Reading CSV files of any age, one line at a time, each with the number of its line in the file."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from heard.places.reading import UnreadableList

Line = tuple[int, list[str]]
_BLOCK = 1 << 20


def encoding_of(path: Path) -> str:
    """Return the encoding of a file: UTF-8, or else that of older Windows programs. Raises UnreadableList."""
    for encoding in ("utf-8-sig", "cp1252"):
        if _reads(path, encoding):
            return encoding
    raise UnreadableList("The file is neither UTF-8 text nor text of an older Windows program. Save it as CSV UTF-8.")


def _reads(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                if b"\x00" in block:
                    return False
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def lines(path: Path, *, encoding: str) -> Iterator[Line]:
    """Yield the file's lines that hold anything, as trimmed cells, with their numbers. Raises UnreadableList."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file)
        number = 1
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield number, [cell.strip() for cell in cells]
                number = reader.line_num + 1
        except csv.Error as error:
            raise UnreadableList(f"The file is not a CSV file: {error} (line {number}).") from error
