"""Commands about what networks say."""

import click

from heard.config.cli.terminal import console, errors, ready


@click.group()
def mentions() -> None:
    """Read what is said under a campaign's hashtag on open networks."""


@mentions.command()
@click.option("--once", is_flag=True, help="Take the turns that are due now, and stop. Left out: go on until stopped.")
@click.option("--listen", default=0, show_default=True, help="Seconds to listen to each stream in its turn.")
def fetch(*, once: bool, listen: int) -> None:
    """Ask the services of the hashtags that are followed and due, and say what each told.

    The worker does the same all the time; see docs/how-to/follow-a-hashtag.md.
    """
    ready()
    import time

    from heard.config import taking_in
    from heard.design import clock

    has_failed = False
    while True:
        line = taking_in.mentions(seconds=listen, now=clock.now())
        if line is None and once:
            break
        if line is None:
            time.sleep(1)
            continue
        (errors if line.is_trouble else console).print(line.text, highlight=False)
        has_failed |= line.is_trouble
    if has_failed:
        raise SystemExit(1)


COMMANDS = (mentions,)
