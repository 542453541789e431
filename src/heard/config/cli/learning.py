"""Commands about learning from what people decided."""

import os
import socket
from pathlib import Path

import click

from heard.config.cli.terminal import Refused, console, progress, ready

_AT_ONCE = 200


@click.command()
@click.option("--trial", is_flag=True, help="Only compare: nothing is put in use.")
@click.option(
    "--keep",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep the file of decisions here: it holds redacted words. Left out: it is deleted.",
)
@click.option("--shipped", is_flag=True, help="Learn nothing: let the model that comes with Heard read again.")
def train(*, trial: bool, keep: Path | None, shipped: bool) -> None:
    """Learn themes and tone from what people decided here.

    The new model is compared with the one in use on people whom neither has learnt from, and put in use only where it
    is better; everything is then read anew. See docs/how-to/train-on-decisions.md.
    """
    ready()
    from rich.table import Table

    from heard.config import training
    from heard.design import clock
    from heard.insight.models_in_use import ModelAway

    if shipped:
        back = training.use_shipped(now=clock.now())
        console.print("The model that comes with Heard reads from now on." if back else "It reads already.")
        return
    try:
        trained = training.train(keep=keep, is_trial=trial, now=clock.now())
    except (training.Refusal, ModelAway) as refusal:
        raise Refused(str(refusal)) from refusal
    table = Table(title=trained.finding.table.title, title_justify="left", box=None, pad_edge=False)
    for column in trained.finding.table.columns:
        table.add_column(column.name, overflow="fold")
    for row in trained.finding.table.rows:
        table.add_row(*map(str, row))
    console.print(table)
    console.print(trained.finding.sentence, *trained.finding.caveats, sep="\n")
    if trained.is_new:
        console.print(f"{trained.in_use} reads from now on, and what was read before is read again.")
    elif trained.is_back:
        console.print("Something that the model in use had learnt from is gone: the shipped one reads again.")
    else:
        console.print(f"{trained.in_use} goes on reading.")


@click.command()
@click.option("--all", "is_all", is_flag=True, help="Also what the model in use has read before.")
def reread(*, is_all: bool) -> None:
    """Look for themes and tone anew, with the model in use, in all that another model has read.

    Works on the redacted copies and can be stopped at any time: run it again to go on, without --all. A running worker
    does the same work beside it. What was suggested before stands until it is replaced, and is kept.
    """
    ready()
    from heard.design import clock
    from heard.insight.actions import hand_over_again
    from heard.insight.actions.theming import themes_version
    from heard.insight.models_in_use import ModelAway
    from heard.insight.queries import count_themeless
    from heard.insight.tasks import find_themes

    if is_all:
        hand_over_again(now=clock.now())
    version, done = themes_version(), 0
    total = count_themeless(version=version)
    try:
        with progress("Reading anew", total=total) as advance:
            while some := find_themes(holder=f"{socket.gethostname()[:30]}:{os.getpid()}", limit=_AT_ONCE):
                done += some
                advance(some)
    except ModelAway as away:
        raise Refused(str(away)) from away
    console.print(f"Read anew: {done:,} pieces, with {version.partition('+')[0]}.")
    if left := count_themeless(version=version):
        raise Refused(f"{left:,} pieces wait: another worker has them in hand, or they failed and are tried again.")


COMMANDS = (train, reread)
