"""Which parts of a question's data are words: those that are translated, and those that a rewording may change."""

from collections.abc import Mapping
from typing import Any

WORDS = frozenset({"title", "caption", "intro", "label", "hint", "short", "missing", "heading", "name", "note"})
"""Keys whose value is words."""

LISTS_OF_WORDS = frozenset({"paragraphs", "points"})
"""Keys whose value is a list of words."""


class NothingToReword(LookupError):
    """The change names no page or question of this set, or a part of it that is not words."""


def reworded(data: Mapping[str, Any], *, place: str, words: str) -> dict[str, Any]:
    """Return the data with new words at a place such as `label`, `options.GOOD.label` or `sections.0.points.1`.

    An item of a list is named by its `value` where it has one, else by its number from 0. Raises NothingToReword.
    """
    changed: dict[str, Any] = _changed(dict(data), place.split("."), words, under="")
    return changed


def _changed(value: Any, place: list[str], words: str, *, under: str) -> Any:
    name, rest = place[0], place[1:]
    if isinstance(value, Mapping):
        if not rest and name in WORDS:
            return {**value, name: words}
        if rest and name in value:
            return {**value, name: _changed(value[name], rest, words, under=name)}
    if isinstance(value, list):
        at = _index(value, name)
        if not rest and under in LISTS_OF_WORDS:
            return [*value[:at], words, *value[at + 1 :]]
        if rest:
            return [*value[:at], _changed(value[at], rest, words, under=under), *value[at + 1 :]]
    raise NothingToReword(f"There are no words at {name!r}.")


def _index(items: list[Any], name: str) -> int:
    for number, item in enumerate(items):
        if isinstance(item, Mapping) and item.get("value") == name:
            return number
    if name.isdigit() and int(name) < len(items):
        return int(name)
    raise NothingToReword(f"There is no {name!r} in the list.")
