"""Commands that take files in."""

import json
from pathlib import Path
from typing import Any

import click

from heard.config.cli.terminal import Refused, console, errors, progress, ready

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="import")
def import_() -> None:
    """Take in feedback records or daily counts from a CSV or XLSX file."""


@import_.command()
@click.argument("file", type=FILE)
@click.option("--organisation", required=True, help="Short name (slug) of the organisation whose records these are.")
@click.option("--campaign", default="", help="Short name (slug) of the campaign they belong to, if any.")
@click.option(
    "--mapping", type=FILE, help="JSON file saying which column means what; guessed from the headers when not given."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Write each row that was not taken, and why, to this CSV file."
)
def feedback(
    *, file: Path, organisation: str, campaign: str, mapping: Path | None, dry_run: bool, report: Path | None
) -> None:
    """Take in Friends and Family or local-office records, all or nothing."""
    ready()
    from heard.config import taking_in

    chosen: dict[str, Any] | None = json.loads(mapping.read_text()) if mapping else None
    with progress("Reading rows") as advance:
        try:
            outcome = taking_in.feedback(
                path=file,
                organisation=organisation,
                campaign=campaign,
                mapping=chosen,
                dry_run=dry_run,
                progress=advance,
                report=report,
            )
        except taking_in.Refusal as refusal:
            raise Refused(str(refusal)) from refusal
    for line in outcome.lines:
        console.print(line)
    for line in outcome.refused:
        errors.print(line)


COMMANDS = (import_,)
