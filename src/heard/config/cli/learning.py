"""Commands about learning from what people decided."""

from pathlib import Path

import click

from heard.config.cli.terminal import Refused, console, ready


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


COMMANDS = (train,)
