"""`evidence networks`: what a network's export says, as Heard understands it."""

from pathlib import Path

import click

from evidence.exports import Export, ExportRefused, Measure, read_export
from evidence.files import BadInput
from evidence.findings import Finding, Table
from evidence.screen import show


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--zone", default="Europe/London", show_default=True, help="The time zone whose days are wanted.")
@click.option(
    "--order", type=click.Choice(["DMY", "MDY"]), help="How 7/8/2020 is meant, where the file leaves it open."
)
@click.option("--json", "as_json", is_flag=True, help="Write the finding as JSON.")
def networks(*, file: Path, zone: str, order: str | None, as_json: bool) -> None:
    """Say what an export of a network or a listening service holds.

    FILE is a CSV file, a spreadsheet or a packed folder as the network gives it: advertisements or posts of Meta, X,
    Google, LinkedIn, TikTok and YouTube, posts of Sprout, mentions of Meltwater. What each measure means, and what is
    not taken: docs/methods/network-exports.md. Exit code 3 where the file cannot be used as it is.
    """
    try:
        data = file.read_bytes()
    except OSError as wrong:
        raise BadInput(f"{file} cannot be opened: {(wrong.strerror or 'unknown reason').lower()}.") from wrong
    try:
        export = read_export(data, name=file.name, zone=zone, order=order or "")
    except ExportRefused as wrong:
        raise BadInput(str(wrong)) from wrong
    show(described(export), as_json=as_json)
    for problem in export.problems:
        where = f"Row {problem.row}: " if problem.row else ""
        click.echo(f"{where}{problem.sentence}", err=True)
    if export.unknown:
        click.echo(f"Columns that are not known, so not counted: {', '.join(export.unknown)}.", err=True)
    if export.problems or export.unknown:
        raise SystemExit(3)


def described(export: Export) -> Finding:
    """Say in words what an export holds: its source, its period, and each measure where it may be added up."""
    title = export.source.title if export.source else "An unknown source"
    rows = []
    for measure in Measure:
        if not any(measure in row.figures for row in export.rows):
            continue
        said = export.total.get(measure)
        added = float(export.sum_of(measure)) if measure.adds_up else None
        rows.append((str(measure), added, None if said is None else float(said)))
    period = f", {export.first_day} to {export.last_day}" if export.first_day else ""
    unit = f" Amounts are in {export.currency}." if export.currency else ""
    return Finding(
        table=Table.of("Figures", ["Measure", "Sum of the rows", "The file's own total"], rows),
        sentence=f"{title}: {len(export.rows):,} rows{period}.{unit}",
        caveats=(
            *export.notices,
            "Reach has no sum: whoever was reached twice would count twice.",
        ),
    )
