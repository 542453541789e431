"""`evidence compare`: two shares by a test that may be looked at each day, from a file with a row for each day."""

import csv
from collections import Counter
from datetime import date
from itertools import accumulate
from pathlib import Path

import click

from evidence.files import BadInput, opened, reader_of
from evidence.screen import show
from evidence.stats import Look, describe_compared, sequential

COLUMNS = ("day", "group", "of", "events")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--a", "a", required=True, help="The first group, as the file names it.")
@click.option("--b", "b", required=True, help="The second group.")
@click.option("--what", default="forms", show_default=True, help="What the events are, for the sentence.")
@click.option("--of", "of", default="clicks", show_default=True, help="What they are of, for the sentence.")
@click.option("--level", default=95.0, show_default=True, type=click.FloatRange(50, 99.9), help="Interval level in %.")
@click.option("--json", "as_json", is_flag=True, help="Write the finding as JSON.")
def compare(*, file: Path, a: str, b: str, what: str, of: str, level: float, as_json: bool) -> None:
    """Compare two groups' shares by a test that stays valid however often it is looked at.

    FILE is a CSV file with the columns day (as 2020-07-08), group, of and events: so many clicks of a post on a day,
    and so many forms. Formula and limits: docs/methods/sequential.md.
    """
    counts = _counts(file, (a, b))
    days = sorted({day for day, _group, _what in counts})
    running = {
        (group, column): list(accumulate(counts[day, group, column] for day in days))
        for group in (a, b)
        for column in COLUMNS[2:]
    }
    try:
        looks = [
            Look(
                day=day,
                a_events=running[a, "events"][place],
                a_of=running[a, "of"][place],
                b_events=running[b, "events"][place],
                b_of=running[b, "of"][place],
            )
            for place, day in enumerate(days)
        ]
        found = sequential(looks, level=level / 100)
    except ValueError as wrong:
        raise BadInput(str(wrong)) from wrong
    show(describe_compared(found, a=a, b=b, what=what, of=of), as_json=as_json)


def _counts(file: Path, groups: tuple[str, str]) -> Counter[tuple[date, str, str]]:
    counts: Counter[tuple[date, str, str]] = Counter()
    with opened(file) as source:
        reader = reader_of(source, file, COLUMNS)
        try:
            for row in reader:
                if row["group"] not in groups:
                    continue
                for column in COLUMNS[2:]:
                    counts[_day(row["day"], reader.line_num), row["group"], column] += _whole(
                        row, column, reader.line_num
                    )
        except (UnicodeDecodeError, csv.Error) as wrong:
            raise BadInput(f"{file} is not a CSV file in UTF-8.") from wrong
    for group in groups:
        if not any(name == group for _day_of, name, _column in counts):
            raise BadInput(f"{file} has no row of the group “{group}”.")
    return counts


def _day(text: str | None, line: int) -> date:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError as wrong:
        raise BadInput(f"Line {line}: “{text}” is not a day. Write it as 2020-07-08.") from wrong


def _whole(row: dict[str, str], column: str, line: int) -> int:
    text = (row[column] or "").strip()
    if not (text.isascii() and text.isdigit()):
        raise BadInput(f"Line {line}: “{text}” in the column “{column}” is not a whole number.")
    return int(text)
