"""Commands about organisations: who there is, and who follows whom."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from heard.config.cli.terminal import Refused, console, ready

if TYPE_CHECKING:
    from heard.places.actions.succeeding import SuccessionPlan

REASON = click.option("--reason", required=True, help="Why, in a few words: it stands in the history.")
DAY = click.option(
    "--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day from which it stands, like 2027-04-01; else now."
)
YES = click.option("--yes", is_flag=True, help="Do not ask again.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would follow, and decide nothing.")


@click.group()
def organisations() -> None:
    """Rename, merge, split and hand over organisations. See docs/how-to/succession.md."""


@organisations.command(name="list")
def list_() -> None:
    """Show every organisation, and who keeps the records of those that have ended."""
    ready()
    from rich.table import Table

    from heard.config import succeeding

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Short name", "Name", "Kind", "Ended", "Records kept by"):
        table.add_column(heading, overflow="fold")
    for each in succeeding.standings():
        ended = f"{each.ended_at:%Y-%m-%d}" if each.ended_at else ""
        table.add_row(each.slug, each.name, each.kind, ended, each.kept_by)
    console.print(table)


@organisations.command()
@click.argument("organisation")
@click.argument("name")
@click.option("--short-name", default="", help="Shown where space is scarce.")
@REASON
@DAY
@DRY_RUN
@YES
def rename(*, organisation: str, name: str, short_name: str, **how: Any) -> None:
    """Give ORGANISATION (its short name) the NAME; history goes on reading the old one."""
    ready()
    from heard.accounts.models import SuccessionKind

    _decide(organisation, kind=SuccessionKind.RENAME, named={"name": name, "short_name": short_name}, **how)


@organisations.command()
@click.argument("organisations", nargs=-1, required=True)
@click.option("--into", required=True, help="Short name of what they become, or the name of a new organisation.")
@REASON
@DAY
@DRY_RUN
@YES
def merge(*, organisations: tuple[str, ...], into: str, **how: Any) -> None:
    """Make ORGANISATIONS (short names) one."""
    ready()
    from heard.accounts.models import SuccessionKind
    from heard.config import succeeding

    try:
        also = tuple(succeeding.organisation(slug) for slug in organisations[1:])
    except succeeding.Refusal as refusal:
        raise Refused(str(refusal)) from refusal
    named = {"also": also, "heir": succeeding.organisation_or_name(into)}
    _decide(organisations[0], kind=SuccessionKind.MERGE, named=named, **how)


@organisations.command(name="hand-over")
@click.argument("organisation")
@click.option("--to", required=True, help="Short name of who takes the work on, or the name of a new organisation.")
@REASON
@DAY
@DRY_RUN
@YES
def hand_over(*, organisation: str, to: str, **how: Any) -> None:
    """Let another organisation take on all the work of ORGANISATION (its short name)."""
    ready()
    from heard.accounts.models import SuccessionKind
    from heard.config import succeeding

    _decide(organisation, kind=SuccessionKind.HANDOVER, named={"heir": succeeding.organisation_or_name(to)}, **how)


@organisations.command()
@click.argument("organisation")
@click.option("--keeper", required=True, help="Who keeps the records: a short name, or the name of a new one.")
@click.option("--other", required=True, help="Who takes over the other part: a short name, or the name of a new one.")
@click.option("--office", "offices", multiple=True, help="Name of an office that goes with the other part.")
@click.option("--person", "people", multiple=True, help="Email address of someone who goes with the other part.")
@REASON
@DAY
@DRY_RUN
@YES
def split(
    *, organisation: str, keeper: str, other: str, offices: tuple[str, ...], people: tuple[str, ...], **how: Any
) -> None:
    """Share the work of ORGANISATION (its short name) between two; one keeps the records."""
    ready()
    from heard.accounts.models import SuccessionKind
    from heard.config import succeeding

    try:
        whole = succeeding.organisation(organisation)
        named = {
            "heir": succeeding.organisation_or_name(keeper),
            "other": succeeding.organisation_or_name(other),
            "offices": succeeding.offices_named(offices, of=whole),
            "people": succeeding.people_named(people, of=whole),
        }
    except succeeding.Refusal as refusal:
        raise Refused(str(refusal)) from refusal
    _decide(organisation, kind=SuccessionKind.SPLIT, named=named, **how)


def _decide(
    slug: str, *, kind: Any, named: dict[str, Any], reason: str, on: datetime | None, dry_run: bool, yes: bool
) -> None:
    """Say what will follow, ask, and decide it."""
    from heard.config import succeeding
    from heard.design import clock
    from heard.places.actions.succeeding import SuccessionPlan

    try:
        plan = SuccessionPlan(
            kind=kind,
            organisation=succeeding.organisation(slug),
            at=succeeding.moment_of(on.date() if on else None),
            **named,
        )
        _say(plan, on=on.date() if on else None)
        if dry_run or not (yes or click.confirm("Once it has taken effect it cannot be undone. Go on?")):
            console.print("Nothing was decided.")
            return
        succeeding.decide(plan=plan, reason=reason, now=clock.now())
    except succeeding.Refusal as refusal:
        raise Refused(str(refusal)) from refusal
    console.print("It is decided." if plan.at else "It has taken effect.")


def _say(plan: "SuccessionPlan", *, on: date | None) -> None:
    from django.utils.timezone import localdate

    from heard.config import succeeding
    from heard.design import clock

    console.print(f"{plan.organisation.name}: {plan.kind.label.lower()}, {f'from {on.isoformat()}' if on else 'now'}.")
    for line in succeeding.follows(plan=plan, today=localdate(clock.now())):
        console.print(f"  {line}")


COMMANDS = (organisations,)
