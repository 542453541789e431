"""What stands in a table that `components.jinja` draws, and in the figures above it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of a table: its words, and where they lead (nowhere when empty)."""

    text: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class TagCell:
    """A cell that shows a state."""

    text: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table: its heading, and whether numbers stand in it."""

    text: str
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number with what it counts."""

    label: str
    figure: str
    note: str = ""


Cells = tuple[Cell | TagCell | str, ...]
"""One row."""


def heads(*texts: str) -> tuple[Column, ...]:
    """Return columns of words under these headings."""
    return tuple(Column(text=text) for text in texts)
