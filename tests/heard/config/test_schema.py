"""A new site's tables, made at once, are those at which its migrations end."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

PARTS = re.compile(r"\s+")
READY = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
"""
MAKE = {
    "at once": "from heard.config.schema import make_at_once; assert make_at_once(connection)",
    "by migrations": "call_command('migrate', verbosity=0)",
}


def tables_of(folder: Path, how: str) -> dict[str, list[str]]:
    """Make a database in the folder; return what defines each of its tables, indexes and guards, in any order."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
    environment |= {"HEARD_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "heard.config.settings"}
    subprocess.run([sys.executable, "-c", f"{READY}\n{MAKE[how]}"], env=environment, check=True, timeout=300)
    with closing(sqlite3.connect(folder / "heard.sqlite3")) as made:
        written = made.execute("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        found = {name: sorted(_parts(PARTS.sub(" ", sql))) for name, sql in written}
        done = made.execute("SELECT app || ' ' || name, '' FROM django_migrations")
        return found | {f"migration {name}": [] for name, _ in done}


def _parts(sql: str) -> list[str]:
    """Return what stands between the commas, those within brackets and quotes left out."""
    depth, quote, parts = 0, "", [""]
    for sign in sql.partition("(")[2].rpartition(")")[0]:
        quote = "" if sign == quote else (sign if not quote and sign in "\"'" else quote)
        depth += 0 if quote else (sign == "(") - (sign == ")")
        if sign == "," and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


@pytest.mark.slow
def test_tables_made_at_once_are_those_at_which_the_migrations_end(tmp_path: Path) -> None:
    (tmp_path / "once").mkdir()
    (tmp_path / "turns").mkdir()
    once, turns = tables_of(tmp_path / "once", "at once"), tables_of(tmp_path / "turns", "by migrations")
    assert {name for name in once | turns if once.get(name) != turns.get(name)} == set()
    assert len(once) > 400
