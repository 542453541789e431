"""How a finding is shown on the command line: a sentence, a table, what to bear in mind; or JSON."""

import json
import sys

import click
from rich.console import Console
from rich.table import Table as ScreenTable

from evidence.findings import Cell, Finding


def show(finding: Finding, *, as_json: bool) -> None:
    """Write a finding to standard output."""
    if as_json:
        click.echo(json.dumps(finding.as_dict(), ensure_ascii=False, indent=2))
        return
    click.echo(finding.sentence)
    screen = ScreenTable(title=finding.table.title, title_justify="left")
    for column in finding.table.columns:
        screen.add_column(column.name)
    for row in finding.table.rows:
        screen.add_row(*(_words(cell) for cell in row))
    Console(file=sys.stdout).print(screen)
    for caveat in finding.caveats:
        click.echo(f"- {caveat}")


def _words(cell: Cell) -> str:
    if cell is None:
        return "–"
    return f"{cell:,}" if isinstance(cell, int) and cell >= 10_000 else str(cell)  # a year has four digits
