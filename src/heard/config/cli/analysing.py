"""Commands about the copy of the records that analyses read."""

import click

from heard.config.cli.terminal import Refused, console, progress, ready


@click.group()
def analysis() -> None:
    """Keep the copy of the records that analyses read: see docs/how-to/ask-any-question.md."""


@analysis.command()
@click.option("--all", "is_all", is_flag=True, help="Every day anew, not only those that changed.")
def refresh(*, is_all: bool) -> None:
    """Copy what changed since the last time; the worker does so every ten minutes."""
    ready()
    from heard.design import clock
    from heard.measurement.analysis import installed, writing

    try:
        with progress("Days") as advance:
            done = writing.refresh(now=clock.now(), is_all=is_all, progress=advance)
    except installed.NotInstalled as problem:
        raise Refused(str(problem)) from problem
    if done.is_elsewhere:
        console.print("Another process is copying just now.")
        return
    console.print(f"{done.days:,} days were copied anew: {done.rows:,} rows.")


@analysis.command()
@click.option("--campaign", default="", help="Only this campaign (its short name).")
def check(*, campaign: str) -> None:
    """The copy equals the records to the last unit, and its files are as they were written."""
    ready()
    from heard.config import checking
    from heard.measurement.analysis import installed

    failed = 0
    try:
        for title, results in checking.partitions(campaign=campaign):
            console.print(f"[bold]{title}[/bold]")
            for result in results:
                console.print(f"  {'holds' if result.passed else 'FAILS':<7}{result.name}: {result.sentence}")
                failed += result.passed is False
    except (checking.NoSuchCampaign, installed.NotInstalled) as refusal:
        raise Refused(str(refusal)) from refusal
    if failed:
        raise SystemExit(1)


COMMANDS = (analysis,)
