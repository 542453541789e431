"""One day's rows as one Parquet file, written in pieces so that memory stays bounded."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

from heard.design.clock import end_of_day, start_of_day
from heard.measurement.analysis.columns import COLUMNS, LINKS, Table
from heard.measurement.analysis.manifest import Part

AT_ONCE = 20_000
"""So many rows are held in memory at a time."""

_QUARTER = timedelta(minutes=15)


def schema_of(table: str) -> Any:
    """Return the schema of a table's files."""
    import pyarrow as pa

    kinds = {"int64": pa.int64(), "int32": pa.int32(), "string": pa.string(), "date": pa.date32()}
    return pa.schema([(name, kinds[kind]) for name, kind in COLUMNS[table].items()])


def write_day(
    *, folder: Path, table: Table, day: date, rows: Iterable[Sequence[Any]], read_at: datetime
) -> Part | None:
    """Write rows that begin with a moment of the day; return the file, or None where there are no rows."""
    return _write(
        folder=folder,
        table=table,
        name=f"{table}-{day}",
        batches=_batches(rows, _days_maker(table, day)),
        read_at=read_at,
    )


def write_links(*, folder: Path, rows: Iterable[Sequence[Any]], read_at: datetime) -> Part | None:
    """Write the links of a campaign; return the file, or None where there are none."""
    return _write(
        folder=folder, table=LINKS, name=LINKS, batches=_batches(rows, lambda columns: columns), read_at=read_at
    )


def empty_file(*, folder: Path, table: str) -> Path:
    """Return a file of the table without rows, written where it is missing: engines read it where nothing else is."""
    import pyarrow.parquet as pq

    path = folder / f"{table}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        pq.write_table(schema_of(table).empty_table(), beside)
        beside.replace(path)
    return path


def second_hour_of(day: date) -> datetime:
    """Return the moment at which the first hour of a local day is over."""
    return _start(day) + _QUARTER * sum(1 for hour in _hours_of(day) if hour == 0)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


Columns = list[Sequence[Any]]


def _write(*, folder: Path, table: str, name: str, batches: Iterator[Columns], read_at: datetime) -> Part | None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    first = next(batches, None)
    if first is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    schema = schema_of(table)
    hour = list(COLUMNS[table]).index("hour") if "hour" in COLUMNS[table] else None
    beside = folder / f".{name}.{os.getpid()}.tmp"
    rows = timed = 0
    with pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        for columns in _with_first(first, batches):
            arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            rows += len(columns[0])
            timed += sum(1 for each in columns[hour] if each) if hour is not None else 0
    with beside.open("rb") as opened:
        os.fsync(opened.fileno())
    digest = digest_of(beside)
    path = folder / f"{name}-{digest[:12]}.parquet"
    size = beside.stat().st_size
    beside.replace(path)
    return Part(file=path.name, rows=rows, timed=timed, size=size, digest=digest, read_at=read_at.isoformat())


def _with_first(first: Columns, others: Iterator[Columns]) -> Iterator[Columns]:
    yield first
    yield from others


def _batches(rows: Iterable[Sequence[Any]], made: Callable[[Columns], Columns]) -> Iterator[Columns]:
    """Yield columns of at most so many rows as may be held at once."""
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield made([*zip(*some, strict=True)])


def _days_maker(table: Table, day: date) -> Callable[[Columns], Columns]:
    """Return what puts the day and the local hour in place of each moment, and a number in place of a visitor's token.

    The hour is looked up by quarters of an hour, in which no clock on earth is changed: it is right on the days on
    which clocks go back or forward.
    """
    start, hours = _start(day), _hours_of(day)

    def made(columns: Columns) -> Columns:
        moments, *others = columns
        told = [hours[(moment - start) // _QUARTER] for moment in moments]
        if table == Table.VISITS:
            others[-1] = [None if token is None else _number(token) for token in others[-1]]
        return [[day] * len(told), told, *others]

    return made


def _hours_of(day: date) -> list[int]:
    """Return the local hour of each quarter of an hour of a local day, which has 92, 96 or 100 of them."""
    start, end = _start(day), end_of_day(day).astimezone(UTC)
    return [localtime(start + _QUARTER * number).hour for number in range((end - start) // _QUARTER)]


def _start(day: date) -> datetime:
    """Return the moment at which a local day starts, in UTC: by a local clock, the difference of two is another."""
    return start_of_day(day).astimezone(UTC)


def _number(token: bytes) -> int:
    """Return the first 8 bytes of a visitor-day's token: equal for the same browser, link and day, and less to keep."""
    return int.from_bytes(bytes(token)[:8], "big", signed=True)
