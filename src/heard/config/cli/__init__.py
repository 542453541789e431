"""The `heard` command: everything an operator does, with one line of help each.

Exit codes: 0 all is well; 1 something is wrong and was said; 2 the command was not understood; 3 input was refused.
"""

import os
import sys
from typing import Any

import click

from heard.config.cli import (
    analysing,
    following,
    keeping,
    keyring,
    learning,
    running,
    safeguarding,
    succeeding,
    taking_in,
)


class PlainSpoken(click.Group):
    """Says in one sentence when the database cannot be used, instead of showing where in the code that was found."""

    def invoke(self, ctx: click.Context) -> Any:
        from django.core.management import CommandError
        from django.db import InterfaceError, OperationalError, ProgrammingError

        try:
            return super().invoke(ctx)
        except CommandError as error:
            raise click.ClickException(str(error)) from error
        except (InterfaceError, OperationalError, ProgrammingError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise click.ClickException(
                f"The database cannot be used: {reason}. If it is new or Heard was upgraded, run `heard setup`."
            ) from error


@click.group(cls=PlainSpoken, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="heard", prog_name="heard")
def heard() -> None:
    """Run public feedback campaigns on health and social care.

    State lives in the folder that HEARD_HOME names (./var when it is not set); every setting is an environment
    variable, described in docs/reference/settings.md.
    """


for commands in (running, taking_in, succeeding, learning, following, keeping, keyring, safeguarding, analysing):
    for command in commands.COMMANDS:
        heard.add_command(command)


def main() -> None:
    """Run the command line. What it writes, its owner alone may read."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
    sys.exit(heard())
