"""Rows of the tables that pages about places show."""

from heard.design.tables import Cell

Row = tuple[Cell, ...]


def cells(*words: str) -> Row:
    """Return cells that lead nowhere."""
    return tuple(Cell(text=word) for word in words)
