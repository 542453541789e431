"""`evidence reach`: how many people several channels reached together, from a file with a row for each."""

import csv
from pathlib import Path

import click

from evidence.files import BadInput, opened, reader_of
from evidence.screen import show
from evidence.stats import Channel, Overlap, combined_reach, describe_reach


def channels_in(file: Path, *, name_column: str, reach_column: str) -> tuple[Channel, ...]:
    """Return the channels that a CSV file names, one in a row. Raises BadInput with the line that is wrong."""
    found = []
    with opened(file) as source:
        reader = reader_of(source, file, (name_column, reach_column))
        try:
            for row in reader:
                name = (row[name_column] or "").strip()
                if not name:
                    raise BadInput(f"Line {reader.line_num}: the channel has no name.")
                found.append(Channel(name=name, reach=people(row[reach_column], f"Line {reader.line_num}")))
        except (UnicodeDecodeError, csv.Error) as wrong:
            raise BadInput(f"{file} is not a CSV file in UTF-8.") from wrong
    if not found:
        raise BadInput(f"{file} has a header but no rows.")
    return tuple(found)


def people(text: str | None, where: str) -> int:
    """Return a whole number of people, with commas between thousands or without. Raises BadInput naming `where`."""
    written = (text or "").strip()
    plain = written.replace(",", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 16):
        raise BadInput(f"{where}: “{written[:40]}” is not a whole number of people.")
    return int(plain)


def overlap_in(text: str) -> Overlap:
    """Read one overlap, as `Facebook & X = 120000` or, from a survey, `Facebook & X = 90000 to 150000`."""
    pair, equals, amount = text.rpartition("=")
    first, ampersand, second = pair.partition("&")
    if not (equals and ampersand):
        raise BadInput(f"“{text}” is no overlap. Write it as: Facebook & X = 90000 to 150000")
    low, _to, high = amount.partition(" to ")
    where = f"Overlap of {first.strip()} and {second.strip()}"
    least = people(low, where)
    return Overlap(
        first=first.strip(), second=second.strip(), low=least, high=people(high, where) if high.strip() else least
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--of", "universe", required=True, type=click.IntRange(1), help="How many people could be reached.")
@click.option("--channel-column", default="channel", show_default=True, help="The column that names the channel.")
@click.option("--reach-column", default="reach", show_default=True, help="The column of people reached.")
@click.option(
    "--overlap", "overlaps", multiple=True, metavar="PAIR=PEOPLE",
    help="How many people two channels share, as “Facebook & X = 90000 to 150000”; may be given again.",
)  # fmt: skip
@click.option("--what", default="the campaign", show_default=True, help="What could be seen, for the sentence.")
@click.option("--who", default="people", show_default=True, help="Of which people, for the sentence.")
@click.option("--json", "as_json", is_flag=True, help="Write the finding as JSON.")
def reach(
    *,
    file: Path,
    universe: int,
    channel_column: str,
    reach_column: str,
    overlaps: tuple[str, ...],
    what: str,
    who: str,
    as_json: bool,
) -> None:
    """Say how many people several channels reached together.

    FILE is a CSV file with a header row and a row for each channel: how many different people (or accounts) it reached
    over the whole period, never the sum of its days. Formula and limits: docs/methods/reach.md.
    """
    channels = channels_in(file, name_column=channel_column, reach_column=reach_column)
    known = tuple(overlap_in(text) for text in overlaps)
    try:
        result = combined_reach(channels=channels, universe=universe, overlaps=known)
    except ValueError as wrong:
        raise BadInput(str(wrong)) from wrong
    show(describe_reach(result, what=what, people=who), as_json=as_json)
