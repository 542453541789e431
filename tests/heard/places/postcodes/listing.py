"""Small lists of postcodes and their tables, made for tests."""

from collections.abc import Iterable
from pathlib import Path

from heard.places.postcodes import Postcode, Table, read_whole
from heard.places.postcodes.building import Batch, BuildReport, Source, built

NOWHERE = float("nan")
Row = tuple[str, str] | tuple[str, str, float, float]


def a_source(*rows: Row, name: str = "A list") -> Source:
    """Return a list of postcodes with their district codes, and where given their places on the grid."""
    full: Iterable[tuple[str, str, float, float]] = [(*row, NOWHERE, NOWHERE)[:4] for row in rows]  # type: ignore[misc]
    postcodes, districts, eastings, northings = zip(*full, strict=True) if rows else ((), (), (), ())
    return Source(
        name=name,
        edition="July 2026",
        licence="none",
        batches=[
            Batch(
                first_line=2,
                postcodes=[f"{each[:-3].strip():<4}{each[-3:]}" for each in postcodes],
                districts=districts,
                eastings=eastings,
                northings=northings,
            )
        ],
    )


def put(path: Path, *rows: Row) -> BuildReport:
    """Build a table and set it in place, whatever was there before."""
    with built(source=a_source(*rows), path=path) as table:
        if not table.report.faults:
            table.put()
        return table.report


def a_table(folder: Path, *rows: Row) -> Table:
    """Return the table of some postcodes."""
    put(folder / "postcodes.table", *rows)
    return Table(folder / "postcodes.table")


def whole(text: str) -> Postcode:
    """Return the postcode that a text is."""
    postcode = read_whole(text)
    assert postcode is not None
    return postcode
