"""The theme frameworks and the labels of other frameworks, as they stand in `data/`."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

CURRENT = "pxqdc-care-7.1"
SOURCE_LABELS = "source-labels"

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, kw_only=True)
class ThemeRow:
    """One theme of a framework file; `is_unproven` where no labelled data measures how well it is found."""

    code: str
    category: str
    name: str
    description: str
    is_unproven: bool = False


@dataclass(frozen=True, kw_only=True)
class FrameworkFile:
    """One version of a set of themes, in the order in which staff see them."""

    code: str
    version: str
    title: str
    source: str
    themes: tuple[ThemeRow, ...]


@dataclass(frozen=True, kw_only=True)
class LabelFile:
    """The labels of another framework: which theme each means, or None where none has its meaning."""

    source: str
    version: str
    themes: dict[str, str | None]


@cache
def read_framework(name: str = CURRENT) -> FrameworkFile:
    """Return the framework that `data/frameworks/<name>.json` holds."""
    held = _read(_DATA / "frameworks" / f"{name}.json")
    return FrameworkFile(
        code=held["code"],
        version=held["version"],
        title=held["title"],
        source=held["source"],
        themes=tuple(ThemeRow(**row) for row in held["themes"]),
    )


@cache
def read_labels(name: str = "pxqdc-6") -> LabelFile:
    """Return the labels that `data/labels/<name>.json` maps onto the current framework."""
    held = _read(_DATA / "labels" / f"{name}.json")
    return LabelFile(source=held["source"], version=held["version"], themes=dict(held["themes"]))


def theme_of_label(label: str) -> str | None:
    """Return the code of the theme that a label of an imported source means; None where no theme has its meaning.

    Codes and names of the current framework mean themselves; capitals, spaces and `&` for `and` make no difference.
    """
    return _meanings().get(_folded(label))


@cache
def _meanings() -> dict[str, str | None]:
    meanings: dict[str, str | None] = {_folded(label): code for label, code in read_labels().themes.items()}
    for theme in read_framework().themes:
        meanings[_folded(theme.name)] = meanings[_folded(theme.code)] = theme.code
    return meanings


def _folded(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", label.casefold().replace("&", " and ")).strip()


def _read(path: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return held
