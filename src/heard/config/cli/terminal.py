"""How the command line speaks: tables, progress bars and refusals."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
import django
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from heard.design.logs import be_discreet

LOG_WIDTH = 110

console = Console(highlight=False, width=None if sys.stdout.isatty() else LOG_WIDTH)
errors = Console(stderr=True, highlight=False)


class Refused(click.ClickException):
    """Input that cannot be taken, with one sentence on what is wrong and how to mend it."""

    exit_code = 3


def ready() -> None:
    """Set Django up; commands call it first, so that help needs no database.

    What breaks after that is told without its words; what breaks in it is a setting's own, for whoever set it.
    """
    django.setup()
    be_discreet()


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show a bar on a terminal, and nothing in a log; yields a function to call with the rows done since last time."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=errors, disable=not errors.is_terminal, transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.advance(task, done)
