"""Reads the data files: `## header`, then one phrase a line; `# ` starts a remark."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files


def sections(name: str) -> Iterator[tuple[str, str]]:
    """Yield each phrase of a data file with the header it stands under ("" before the first)."""
    header = ""
    text = files("evidence.worlds.comments").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    for line in map(str.strip, text.splitlines()):
        if line.startswith("## "):
            header = line[3:]
        elif line and not line.startswith("# "):
            yield header, line


@cache
def lists(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return a data file's phrases by header."""
    found: dict[str, list[str]] = defaultdict(list)
    for header, phrase in sections(name):
        found[header].append(phrase)
    return {header: tuple(phrases) for header, phrases in found.items()}
