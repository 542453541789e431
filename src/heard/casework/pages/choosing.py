"""Themes and tone to choose from by mouse, by touch or by keys: each with the keys that stand for it.

A theme's own key is its category's letter and its number there, so that it is the same on every piece. What methods
suggest and what stands has a digit as well, in a group of its own at the top. The letters that move about stay free.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heard.feedback.models import Tone
from heard.insight.models import Suggestion, Theme
from heard.insight.queries import Category

TONE_KEY = "t"
_LETTERS = "abcdefghilmoqrsuvwxyz"
_DIGITS = 9


@dataclass(frozen=True, kw_only=True)
class Box:
    """One theme to tick. `keys` is what a script listens for, `shown` the same as people read it."""

    id: str
    value: str
    name: str
    description: str
    is_ticked: bool
    keys: str
    shown: tuple[str, ...]
    chance: str = ""
    why: str = ""
    decided: str = ""
    is_unproven: bool = False


@dataclass(frozen=True, kw_only=True)
class BoxGroup:
    """Themes under one heading; `letter` opens the group for the keys, empty where each has a key of its own."""

    name: str
    letter: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, kw_only=True)
class ToneBox:
    """One step of tone to choose."""

    id: str
    value: str
    label: str
    keys: str
    shown: str
    is_chosen: bool
    chance: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What stands beside the choices: what methods suggest, what people decided by theme; `first` stand at the top."""

    suggestions: tuple[Suggestion, ...] = ()
    decided: Mapping[int, str] | None = None
    first: frozenset[int] = frozenset()
    heading: str = ""

    def of_theme(self, theme: Theme) -> Suggestion | None:
        """Return the surest suggestion of a theme."""
        return _surest(one for one in self.suggestions if one.theme_id == theme.pk)

    def of_tone(self, tone: str) -> Suggestion | None:
        """Return the surest suggestion of a tone."""
        return _surest(one for one in self.suggestions if one.theme_id is None and one.value == tone)


NOTHING = Beside()


def box_groups(
    categories: Iterable[Category], *, ticked: frozenset[str], beside: Beside = NOTHING
) -> tuple[BoxGroup, ...]:
    """Return every theme once: what is suggested or stands first, then the rest by category."""
    by_letter = tuple(zip(_LETTERS, categories, strict=False))
    keys = {
        theme.pk: (f"{letter}{number}" if number <= _DIGITS else "")
        for letter, category in by_letter
        for number, theme in enumerate(category.themes, start=1)
    }
    ahead = [theme for _letter, category in by_letter for theme in category.themes if theme.pk in beside.first]
    digits = {theme.pk: str(number) for number, theme in enumerate(ahead[:_DIGITS], start=1)}

    def boxes(themes: Iterable[Theme]) -> tuple[Box, ...]:
        return tuple(
            _box(theme, (digits.get(theme.pk, ""), keys.get(theme.pk, "")), ticked=ticked, beside=beside)
            for theme in themes
        )

    rest = [
        BoxGroup(
            name=category.name,
            letter=letter,
            boxes=boxes(theme for theme in category.themes if theme.pk not in beside.first),
        )
        for letter, category in by_letter
    ]
    top = [BoxGroup(name=beside.heading or _("Suggested, or chosen before"), letter="", boxes=boxes(ahead))]
    return tuple(group for group in (*top, *rest) if group.boxes)


def tone_boxes(*, chosen: str, beside: Beside = NOTHING) -> Iterator[ToneBox]:
    """Yield the steps of tone, from very good to very bad."""
    for number, tone in enumerate(Tone, start=1):
        suggestion = beside.of_tone(tone.value)
        yield ToneBox(
            id=f"decide-tone-{number}" if number > 1 else "decide-tone",
            value=tone.value,
            label=str(tone.label),
            keys=f"{TONE_KEY}{number}",
            shown=f"{TONE_KEY} {number}".upper(),
            is_chosen=chosen == tone.value,
            chance=_chance(suggestion),
            why=suggestion.why if suggestion else "",
        )


def _box(theme: Theme, keys: tuple[str, str], *, ticked: frozenset[str], beside: Beside) -> Box:
    suggestion = beside.of_theme(theme)
    return Box(
        id=f"theme-{theme.code}",
        value=str(theme.pk),
        name=theme.name,
        description=theme.description,
        is_ticked=str(theme.pk) in ticked,
        keys=" ".join(key for key in keys if key),
        shown=tuple(" ".join(key).upper() for key in keys if key)[:1],
        chance=_chance(suggestion),
        why=suggestion.why if suggestion else "",
        decided=(beside.decided or {}).get(theme.pk, ""),
        is_unproven=theme.is_unproven,
    )


def _surest(suggestions: Iterable[Suggestion]) -> Suggestion | None:
    return max(suggestions, key=lambda one: one.score or 0, default=None)


def _chance(suggestion: Suggestion | None) -> str:
    """Return how probable a method holds it; a suggestion without a number is a label of the source."""
    if suggestion is None:
        return ""
    return f"{suggestion.score:.0%}" if suggestion.score is not None else _("Label of the source")
