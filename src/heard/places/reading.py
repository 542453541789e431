"""Reading lists of areas, offices and services from CSV files."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

AREA_COLUMNS = ("code", "name", "kind")
OFFICE_COLUMNS = ("organisation", "name", "areas")
SERVICE_COLUMNS = ("code", "name", "kind")

Row = Mapping[str, str]


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


def read_rows(path: Path, *, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the file's rows as column → trimmed text, one at a time. Column names count in any case.

    Raises UnreadableList where the file is not UTF-8 text, is empty, or lacks one of `columns`.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            reader = csv.reader(file)
            names = [name.strip().lower() for name in next(reader, [])]
            missing = [name for name in columns if name not in names]
            if missing:
                raise UnreadableList(f"The first line must name these columns too: {', '.join(missing)}.")
            for values in reader:
                if any(value.strip() for value in values):
                    yield dict(zip(names, (value.strip() for value in values), strict=False))
        except UnicodeDecodeError as error:
            raise UnreadableList("The file is not UTF-8 text. Save it as CSV UTF-8.") from error
        except csv.Error as error:
            raise UnreadableList(f"The file is not a CSV file: {error}.") from error
