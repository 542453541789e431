"""Commands that take files in."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from heard.config.cli.terminal import Refused, console, errors, progress, ready

if TYPE_CHECKING:
    from heard.config.taking_in import Outcome

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")


def _take(label: str, action: "Callable[[Callable[[int], None]], Outcome]") -> None:
    """Run it with a progress bar and print what became of it; exit with 3 where nothing was taken."""
    from heard.config import taking_in

    with progress(label) as advance:
        try:
            outcome = action(advance)
        except taking_in.Refusal as refusal:
            raise Refused(str(refusal)) from refusal
    for line in outcome.refused:
        errors.print(line)
    for line in outcome.lines:
        console.print(line)
    if outcome.refused and not outcome.is_taken:
        raise SystemExit(Refused.exit_code)


@click.group(name="import")
def import_() -> None:
    """Take in feedback records, daily counts or what a network exports, from a file."""


@import_.command()
@click.argument("file", type=FILE)
@click.option("--organisation", required=True, help="Short name of the organisation whose records these are.")
@click.option("--campaign", default="", help="Short name of the campaign that they belong to, if any.")
@click.option("--mapping", type=FILE, help="JSON file that says which column means what; else remembered or guessed.")
@click.option(
    "--listing", type=click.Path(path_type=Path), help="With --dry-run: write each row that needs a word here."
)
@DRY_RUN
def feedback(
    *, file: Path, organisation: str, campaign: str, mapping: Path | None, listing: Path | None, dry_run: bool
) -> None:
    """Take in Friends and Family or local-office records, all or nothing."""
    ready()
    from heard.config import taking_in
    from heard.design import clock

    try:
        chosen: dict[str, Any] | None = json.loads(mapping.read_text()) if mapping else None
    except ValueError as error:
        raise Refused(f"{mapping} is not JSON: {error}.") from error
    _take(
        "Reading rows",
        lambda advance: taking_in.feedback(
            path=file,
            organisation=organisation,
            campaign=campaign,
            mapping=chosen,
            dry_run=dry_run,
            listing=listing,
            progress=advance,
            now=clock.now(),
            clock=clock.now,
        ),
    )


@import_.command()
@click.argument("file", type=FILE)
@DRY_RUN
def counts(*, file: Path, dry_run: bool) -> None:
    """Take in daily counts of earlier years: organisation, office, outcome, day, count, source, definition."""
    ready()
    from heard.config import taking_in
    from heard.design import clock

    _take(
        "Reading counts",
        lambda advance: taking_in.counts(path=file, dry_run=dry_run, progress=advance, now=clock.now()),
    )


@import_.command()
@click.argument("file", type=FILE)
@click.option("--campaign", required=True, help="Short name of the campaign whose advertisements or posts these are.")
@click.option("--account", default="", help="Whose account it is, if the file does not say.")
@click.option("--network", default="", help="Which network it is, if the file does not say.")
@click.option(
    "--paid", type=click.Choice(["paid", "organic"]), help="Whether it was paid for, if the file does not say."
)
@click.option("--currency", default="", help="In which currency amounts are, as GBP, if the file does not say.")
@click.option("--order", type=click.Choice(["DMY", "MDY"]), help="How 7/8/2020 is meant, if the file leaves it open.")
@click.option("--first-day", type=click.DateTime(["%Y-%m-%d"]), help="The first day, if the file names no days.")
@click.option("--last-day", type=click.DateTime(["%Y-%m-%d"]), help="The last day, if the file names no days.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=MEANING",
    help="What an unknown column is, as “Leads=conversions” or “Notes=left out”; remembered. May be given again.",
)
@DRY_RUN
def network(
    *,
    file: Path,
    campaign: str,
    account: str,
    network: str,
    paid: str | None,
    currency: str,
    order: str | None,
    first_day: datetime | None,
    last_day: datetime | None,
    columns: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Take in what a network or a listening service exports: Meta, Google, X, LinkedIn, TikTok, YouTube and others."""
    ready()
    from heard.config import taking_in
    from heard.design import clock

    told = {
        "account": account,
        "network": network,
        "paid": paid or "",
        "currency": currency.upper(),
        "order": order or "",
        "first_day": first_day.date() if first_day else None,
        "last_day": last_day.date() if last_day else None,
    }
    _take(
        "Reading the export",
        lambda advance: taking_in.network(
            path=file, campaign=campaign, told=told, columns=columns, dry_run=dry_run, now=clock.now()
        ),
    )


@click.command()
@click.argument("kind", type=click.Choice(["areas", "postcodes", "contacts", "offices", "services", "benchmarks"]))
@click.argument("file", type=FILE, required=False)
@DRY_RUN
@click.option("--replace", is_flag=True, help="The list is all there is: end what it leaves out (history stays).")
@click.option("--strict", is_flag=True, help="Take nothing while anything in the list is to be looked at.")
def load(*, kind: str, file: Path | None, dry_run: bool, replace: bool, strict: bool) -> None:
    """Take in a list of areas, postcodes, offices or services from a CSV file, all or nothing.

    Areas may also be an official look-up of districts, authorities and regions. Postcodes are always replaced: by an
    official directory (ONSPD or NSPL, as CSV or ZIP), or without a file by the list that Heard is installed with.
    """
    if file is None and kind != "postcodes":
        raise click.UsageError(f"Name the file with the list of {kind}.")
    path = file or Path()
    ready()
    from heard.config import taking_in
    from heard.design import clock

    def take(advance: Callable[[int], None]) -> taking_in.Outcome:
        if kind == "postcodes":
            return taking_in.postcodes(path=file, dry_run=dry_run, progress=advance, now=clock.now())
        return taking_in.load(
            kind=kind,
            path=path,
            dry_run=dry_run,
            replaces=replace,
            is_strict=strict,
            progress=advance,
            now=clock.now(),
        )

    _take(f"Reading {kind}", take)


COMMANDS = (import_, load)
