"""CSV files that the command line is given: opened, and refused in a sentence where they cannot be used."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click


class BadInput(click.ClickException):
    """The file cannot be used as it is, and this says why. Exit code 3."""

    exit_code = 3


def opened(file: Path) -> TextIO:
    """Return the file, opened as text in UTF-8. Raises BadInput where it cannot be."""
    try:
        return file.open(encoding="utf-8-sig", newline="")
    except OSError as wrong:
        raise BadInput(f"{file} cannot be opened: {(wrong.strerror or 'unknown reason').lower()}.") from wrong


def reader_of(source: TextIO, file: Path, columns: Sequence[str]) -> "csv.DictReader[str]":
    """Return a reader of the file's rows by column. Raises BadInput where a column that is needed is not there."""
    reader = csv.DictReader(source)
    try:
        header = list(reader.fieldnames or ())
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise BadInput(f"{file} is not a CSV file in UTF-8.") from wrong
    if not header:
        raise BadInput(f"{file} is empty.")
    for column in columns:
        if column not in header:
            raise BadInput(f"{file} has no column “{column}”. Its columns: {', '.join(header[:20])}.")
    return reader
