"""Lists of population benchmarks: Heard's own columns, or the census by authority, topic and category."""

import re
from collections.abc import Iterator
from pathlib import Path

from heard.places.reading import BENCHMARK_COLUMNS, Row, UnreadableList, column_names, read_rows

CENSUS = "Office for National Statistics, Census {year} (Open Government Licence v3.0)"
_AREA = re.compile(r"(?:lad|ltla|utla|ctyua|rgn|region|ctry)\d\d_?(?:cd|code)")
_YEAR = re.compile(r"census[ _-]?(\d{4})", re.IGNORECASE)
_OF_CENSUS = ("topic", "category", "base", "count")


def read_benchmarks(path: Path) -> Iterator[Row]:
    """Yield the rows of a list with Heard's own columns, or of one whose areas stand in a column such as UTLA25CD.

    The latter is a census table; it names neither source nor edition, so the year must stand in the file's name.
    Raises UnreadableList.
    """
    names = column_names(path)
    official = next((name for name in names if _AREA.fullmatch(name)), None)
    if official is None or "area" in names:
        return read_rows(path, columns=BENCHMARK_COLUMNS)
    year = _YEAR.search(path.stem)
    if year is None and not {"source", "edition"} <= set(names):
        raise UnreadableList(
            "It is not said whose counts these are, and of when. Add the columns source and edition, or name a file of "
            "the census by its year, such as census2021.csv."
        )
    said = {"source": CENSUS.format(year=year[1]), "edition": year[1]} if year else {}
    rows = read_rows(path, columns=(official, *_OF_CENSUS))
    return ({**said, **row, "area": row.get(official, "")} for row in rows)
