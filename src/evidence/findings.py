"""The shape every answer takes: a table, one plain sentence, and what to bear in mind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

Cell = str | int | float | date | None
"""One value of a table; None means that it is not known."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name and the unit of its values (empty where the values are words or plain counts)."""

    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of cells, under a title. Raises ValueError where a row has another length."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        width = len(self.columns)
        for number, row in enumerate(self.rows, start=1):
            if len(row) != width:
                raise ValueError(f"Row {number} of “{self.title}” has {len(row)} cells for {width} columns.")

    @classmethod
    def of(cls, title: str, columns: Iterable[str | Column], rows: Iterable[Iterable[Cell]]) -> "Table":
        """Return a table from plain column names and rows."""
        named = tuple(Column(column) if isinstance(column, str) else column for column in columns)
        return cls(title=title, columns=named, rows=tuple(tuple(row) for row in rows))

    def as_dict(self) -> dict[str, Any]:
        """Return the table as values that JSON can hold; days as YYYY-MM-DD."""
        return {
            "title": self.title,
            "columns": [{"name": column.name, "unit": column.unit} for column in self.columns],
            "rows": [[cell.isoformat() if isinstance(cell, date) else cell for cell in row] for row in self.rows],
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer: the figures, one plain sentence that says what they mean, and what to bear in mind."""

    table: Table
    sentence: str
    caveats: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as values that JSON can hold."""
        return {"sentence": self.sentence, "caveats": list(self.caveats), "table": self.table.as_dict()}


@dataclass(frozen=True, slots=True)
class Check:
    """Whether something holds (`passed`; None where it only informs), with the figures and one sentence."""

    name: str
    passed: bool | None
    table: Table
    sentence: str
