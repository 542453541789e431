"""The table of postcodes: one file, mapped into memory and searched where it lies.

After a first line that says what it is and a second one in JSON that says what it holds, four columns stand one behind
the other: numbers (32 bits, sorted), districts (16 bits: places in the list of codes), eastings and northings (16 bits
each, in steps of STEP metres on the national grid; NO_GRID where there is none). A reader touches some twenty pages of
it for a postcode, and all web processes of a machine share those pages.
"""

import json
import mmap
import sys
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from heard.places.postcodes.numbers import number_of, postcode_of, range_of
from heard.places.postcodes.parsing import Postcode, Prefix

MAGIC = b"heard-postcodes 1\n"
STEP = 20
NO_GRID = 0xFFFF
BYTES_A_ROW = 4 + 2 + 2 + 2
ALIGNED = 64


class Unreadable(Exception):
    """The file is no table of postcodes of this version, or it is damaged; its words say which."""


@dataclass(frozen=True, kw_only=True)
class Header:
    """What a table holds and where it came from."""

    source: str
    edition: str
    licence: str
    rows: int
    districts: tuple[str, ...]
    byteorder: str = sys.byteorder


@dataclass(frozen=True, kw_only=True)
class Found:
    """A postcode that exists (or did): the official code of its district, and its place on the national grid.

    `district` is empty where the official list names none. `easting` and `northing` are in metres, true to ten, and
    None where it gives none.
    """

    postcode: Postcode
    district: str
    easting: int | None
    northing: int | None


class Table:
    """An open table. Reading needs no lock: the file behind it is never written again, only replaced."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise Unreadable(f"{path} is no table of postcodes.")
            self.header = _header_of(file.readline(), path)
            begin = aligned(file.tell())
            file.seek(0, 2)
            if file.tell() != begin + self.header.rows * BYTES_A_ROW:
                raise Unreadable(f"{path} is cut short.")
            whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        rows = self.header.rows
        self._numbers = whole[begin : begin + 4 * rows].cast("I")
        self._districts, self._eastings, self._northings = (
            whole[begin + (4 + 2 * column) * rows : begin + (6 + 2 * column) * rows].cast("H") for column in range(3)
        )

    def find(self, postcode: Postcode) -> Found | None:
        """Return what is known of a postcode; None where there is none like it."""
        number = number_of(postcode)
        row = bisect_left(self._numbers, number)
        if row == self.header.rows or self._numbers[row] != number:
            return None
        easting, northing = self._eastings[row], self._northings[row]
        has_grid = easting != NO_GRID
        return Found(
            postcode=postcode,
            district=self.header.districts[self._districts[row]],
            easting=easting * STEP if has_grid else None,
            northing=northing * STEP if has_grid else None,
        )

    def districts_of(self, prefix: Prefix) -> Counter[str]:
        """Return how many postcodes with this beginning lie in each district; empty where there are none."""
        first, end = range_of(prefix)
        begin = bisect_left(self._numbers, first)
        counts = Counter(self._districts[begin : bisect_left(self._numbers, end, lo=begin)].tolist())
        return Counter({self.header.districts[district]: count for district, count in counts.items()})

    def has_any(self, prefix: Prefix) -> bool:
        """Return whether any postcode begins so."""
        first, end = range_of(prefix)
        row = bisect_left(self._numbers, first)
        return row < self.header.rows and self._numbers[row] < end

    def postcode_at(self, row: int) -> Postcode:
        """Return the postcode in one row; rows are in the order of the numbers."""
        return postcode_of(self._numbers[row])


def aligned(size: int) -> int:
    """Return the first place at or after `size` at which columns may begin."""
    return -(-size // ALIGNED) * ALIGNED


def _header_of(line: bytes, path: Path) -> Header:
    try:
        said: dict[str, Any] = json.loads(line)
        header = Header(**said | {"districts": tuple(said["districts"])})
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(f"{path} does not say what it holds.") from error
    if header.byteorder != sys.byteorder:
        raise Unreadable(f"{path} was built on another kind of machine. Build it here.")
    return header


def table_at(path: Path) -> Table | None:
    """Return the table in this file, opened anew where the file was replaced; None where there is none.

    Raises Unreadable.
    """
    try:
        seen = path.stat()
    except FileNotFoundError:
        return None
    return _opened(path, seen.st_ino, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=2)
def _opened(path: Path, _inode: int, _changed: int, _size: int) -> Table:
    return Table(path)
