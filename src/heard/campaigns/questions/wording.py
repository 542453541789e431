"""Which parts of a question's data are words: those that are translated, and those that a rewording may change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

WORDS = frozenset({"title", "caption", "intro", "label", "hint", "short", "missing", "heading", "name", "note"})
"""Keys whose value is words."""

LISTS_OF_WORDS = frozenset({"paragraphs", "points"})
"""Keys whose value is a list of words."""


class NothingToReword(LookupError):
    """The change names no page or question of this set, or a part of it that is not words."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where words stand in a page's or question's data, and the words.

    `path` is what `reworded` takes, such as `options.GOOD.label`; `kind` the same without names (`options.label`);
    `numbers` say which item of each list it is, from 1; `when` is the condition under which the item is shown, as data.
    """

    path: str
    kind: str
    numbers: tuple[int, ...]
    words: str
    when: Mapping[str, Any] | None


def places_in(data: Mapping[str, Any]) -> Iterator[Place]:
    """Return every place with words of a page or question, in the order in which people read them."""
    yield from _places(data, path=(), kind=(), numbers=(), when=None)


_ORDER = (
    *("title", "caption", "intro", "label", "hint", "short", "missing"),
    *("heading", "paragraphs", "points", "name", "note", "numbers", "options", "sections", "variants"),
)


def _places(
    data: Mapping[str, Any],
    *,
    path: tuple[str, ...],
    kind: tuple[str, ...],
    numbers: tuple[int, ...],
    when: Mapping[str, Any] | None,
) -> Iterator[Place]:
    for key in (key for key in _ORDER if key in data):
        value, here, sort = data[key], (*path, key), (*kind, key)
        if key in WORDS and isinstance(value, str):
            yield Place(path=".".join(here), kind=".".join(sort), numbers=numbers, words=value, when=when)
            continue
        for number, item in enumerate(value, 1):
            if key in LISTS_OF_WORDS:
                at = ".".join((*here, str(number - 1)))
                yield Place(path=at, kind=".".join(sort), numbers=(*numbers, number), words=item, when=when)
            else:
                name = str(item.get("value", number - 1))
                condition = item.get("when") or item.get("show_when") or when
                yield from _places(item, path=(*here, name), kind=sort, numbers=(*numbers, number), when=condition)


SAID = "said"
"""Where a page's or question's data keeps its words in other languages: `{"ur": {"label": ["English", "words"]}}`."""


def translated(data: Mapping[str, Any], *, language: str) -> dict[str, Any]:
    """Return the data with the translations of its words that stand, and without those in other languages.

    One stands while the English that it was made from does.
    """
    shown = {key: value for key, value in data.items() if key != SAID}
    english = {place.path: place.words for place in places_in(data)}
    for path, (source, words) in data.get(SAID, {}).get(language, {}).items():
        if english.get(path) == source:
            shown = reworded(shown, place=path, words=words)
    return shown


def with_translations(data: Mapping[str, Any], *, language: str, words: Mapping[str, str]) -> dict[str, Any]:
    """Return the data with translations of its words by place; empty words take one away. Raises NothingToReword."""
    english = {place.path: place.words for place in places_in(data)}
    if unknown := words.keys() - english.keys():
        raise NothingToReword(f"There are no words at {', '.join(sorted(unknown))}.")
    kept = dict(data.get(SAID, {}).get(language, {}))
    for path, new in words.items():
        kept.pop(path, None)
        if new:
            kept[path] = [english[path], new]
    said = {**data.get(SAID, {}), language: kept}
    return {**data, SAID: {code: places for code, places in said.items() if places}}


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
