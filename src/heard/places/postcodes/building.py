"""Building the table of postcodes from a list of them."""

import json
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from heard.places.postcodes.numbers import postcode_of
from heard.places.postcodes.packing import numbers_of
from heard.places.postcodes.table import MAGIC, NO_GRID, STEP, Header, aligned

MOST_FAULTS = 1000
MOST_DISTRICTS = 10_000
COUNTRIES = {
    "E": "England",
    "W": "Wales",
    "S": "Scotland",
    "N": "Northern Ireland",
    "L": "Channel Islands",
    "M": "Isle of Man",
}
_CODE = re.compile(r"[EWSNLM][0-9]{8}|")

Progress = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Rows of a list of postcodes, a column at a time; `first_line` is where they begin in the file that was read.

    Postcodes are seven signs wide; a district is empty, and a place on the grid NaN, where the list names none.
    """

    first_line: int
    postcodes: Sequence[str]
    districts: Sequence[str]
    eastings: Sequence[float]
    northings: Sequence[float]


@dataclass(frozen=True, kw_only=True)
class Source:
    """A list of postcodes: where it comes from, and its rows."""

    name: str
    edition: str
    licence: str
    batches: Iterable[Batch]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A row that cannot be taken: its line, and why."""

    line: int
    reason: str


@dataclass(kw_only=True)
class BuildReport:
    """What stands in a list of postcodes; nothing of a list with faults is taken."""

    rows: int = 0
    without_district: int = 0
    without_grid: int = 0
    repeated: int = 0
    by_country: Counter[str] = field(default_factory=Counter)
    districts: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class _Columns:
    numbers: NDArray[np.uint32]
    districts: NDArray[np.uint16]
    eastings: NDArray[np.uint16]
    northings: NDArray[np.uint16]


class Built:
    """A table that was built beside the place where it belongs, with its report; `put` sets it in place."""

    def __init__(self, *, report: BuildReport, fresh: Path, path: Path) -> None:
        self.report = report
        self._fresh, self._path = fresh, path

    def put(self) -> None:
        """Set the table in the place of the one before it: readers have the one or the other, and both are whole."""
        self._fresh.replace(self._path)


@contextmanager
def built(*, source: Source, path: Path, progress: Progress | None = None) -> Iterator[Built]:
    """Check a list of postcodes and build its table; a list with faults makes none. What is not put is thrown away."""
    report = BuildReport()
    codes: dict[str, int] = {"": 0}
    parts = []
    for batch in source.batches:
        parts.append(_columns_of(batch, codes=codes, report=report))
        if progress:
            progress(len(batch.postcodes))
    if len(codes) > MOST_DISTRICTS:
        report.faults.append(Fault(line=0, reason=f"It names more than {MOST_DISTRICTS:,} districts."))
    columns = _sorted(parts, codes=tuple(codes), report=report)
    header = Header(
        source=source.name, edition=source.edition, licence=source.licence, rows=report.rows, districts=tuple(codes)
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if not report.faults:
                _write(file, header=header, columns=columns)
        yield Built(report=report, fresh=fresh, path=path)
    finally:
        fresh.unlink(missing_ok=True)


def _columns_of(batch: Batch, *, codes: dict[str, int], report: BuildReport) -> _Columns:
    eight = np.array(batch.postcodes, dtype="S8")
    numbers, is_one = numbers_of(eight.astype("S7"))
    is_one &= eight == eight.astype("S7")
    given, where = np.unique(np.array(batch.districts, dtype=np.str_), return_inverse=True)
    is_code = np.array([_CODE.fullmatch(str(code)) is not None for code in given], dtype=np.bool_)
    numbered = [codes.setdefault(str(code), len(codes)) if ok else 0 for code, ok in zip(given, is_code, strict=True)]
    districts = np.array([number if number < MOST_DISTRICTS else 0 for number in numbered], dtype=np.uint16)[where]
    eastings, northings = np.asarray(batch.eastings, np.float64), np.asarray(batch.northings, np.float64)
    has_grid = (eastings > 0) & (northings >= 0) & (eastings < NO_GRID * STEP) & (northings < NO_GRID * STEP)
    for row in np.flatnonzero(~(is_one & is_code[where]))[: MOST_FAULTS - len(report.faults)].tolist():
        what = "postcode" if not is_one[row] else "district code"
        value = batch.postcodes[row] if not is_one[row] else batch.districts[row]
        report.faults.append(Fault(line=batch.first_line + row, reason=f"“{value[:12]}” is no {what}."))
    report.without_grid += int(np.count_nonzero(~has_grid))
    return _Columns(
        numbers=numbers, districts=districts, eastings=_steps(eastings, has_grid), northings=_steps(northings, has_grid)
    )


def _steps(metres: NDArray[np.float64], has_grid: NDArray[np.bool_]) -> NDArray[np.uint16]:
    return np.where(has_grid, np.rint(np.where(has_grid, metres, 0) / STEP), NO_GRID).astype(np.uint16)


def _sorted(parts: list[_Columns], *, codes: tuple[str, ...], report: BuildReport) -> _Columns:
    joined = _Columns(
        **{
            name: np.concatenate([getattr(part, name) for part in parts] or [np.array([], dtype=kind)])
            for name, kind in (("numbers", "u4"), ("districts", "u2"), ("eastings", "u2"), ("northings", "u2"))
        }
    )
    order = np.argsort(joined.numbers, kind="stable")
    numbers, districts = joined.numbers[order], joined.districts[order]
    repeats = np.concatenate([[False], numbers[1:] == numbers[:-1]]) if len(numbers) else np.array([], dtype=bool)
    report.repeated = int(np.count_nonzero(repeats))
    _refuse_contradictions(numbers, districts, repeats, report)
    order, districts = order[~repeats], districts[~repeats]
    report.rows = len(order)
    if not report.rows:
        report.faults.append(Fault(line=2, reason="The list holds no postcode."))
    report.without_district = int(np.count_nonzero(districts == 0))
    for district, count in zip(*(each.tolist() for each in np.unique(districts, return_counts=True)), strict=True):
        if district:
            report.by_country[COUNTRIES.get(codes[district][0], "")] += count
            report.districts += 1
    return _Columns(
        numbers=joined.numbers[order],
        districts=districts,
        eastings=joined.eastings[order],
        northings=joined.northings[order],
    )


def _refuse_contradictions(
    numbers: NDArray[np.uint32], districts: NDArray[np.uint16], repeats: NDArray[np.bool_], report: BuildReport
) -> None:
    for row in np.flatnonzero(repeats).tolist():
        if len(report.faults) >= MOST_FAULTS:
            return
        if districts[row] != districts[row - 1] and numbers[row]:
            report.faults.append(Fault(line=0, reason=f"{postcode_of(int(numbers[row]))} stands in two districts."))


def _write(file: IO[bytes], *, header: Header, columns: _Columns) -> None:
    file.write(MAGIC + json.dumps(asdict(header), ensure_ascii=False).encode() + b"\n")
    file.write(bytes(aligned(file.tell()) - file.tell()))
    for column in (columns.numbers, columns.districts, columns.eastings, columns.northings):
        file.write(column.tobytes())
    file.flush()
    os.fchmod(file.fileno(), 0o644)
    os.fsync(file.fileno())
