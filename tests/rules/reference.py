"""Writes docs/reference/commands.md from the commands' own help; with --check, fails when the page is behind."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "commands.md"


def _pages(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    yield f"## `{context.command_path}`\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for child in sorted(command.commands):
            yield from _pages(command.commands[child], child, context)


def text() -> str:
    """Return the page, made from the help texts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
    from evidence.cli import main as evidence
    from heard.config.cli import heard

    parts = [*_pages(heard, "heard"), *_pages(evidence, "evidence")]
    return "# Commands\n\nWritten by `make docs` from the commands' own help.\n\n" + "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Write the page, or compare it."""
    if "--check" not in arguments:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text())
        return 0
    if not PAGE.exists() or PAGE.read_text() != text():
        sys.stdout.write("docs/reference/commands.md is behind the commands: run `make docs`.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
