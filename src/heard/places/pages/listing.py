"""Cells of the tables that pages about places show."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of a table: its words, and where they lead (nowhere when empty)."""

    text: str
    href: str = ""


Row = tuple[Cell, ...]


def cells(*words: str) -> Row:
    """Return cells that lead nowhere."""
    return tuple(Cell(text=word) for word in words)
