"""A question: how it is asked (its kind), what its answer is (its binding), and its words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from evidence.journey.conditions import ALWAYS, Condition, Lookup, load_condition


class Binding(StrEnum):
    """What a question's answer is. An answer without a binding is kept as a row of its own."""

    NONE = "none"
    TONE = "tone"
    ABOUT = "about"
    AGE = "age"
    RISK = "risk"
    SERVICE = "service"
    WHEN = "when"
    WHERE = "where"
    WORDS = "words"
    WANTED = "wanted"
    TOLD_SERVICE = "told_service"
    TOLD_OTHERS = "told_others"
    ANOTHER = "another"
    CONSENT = "consent"
    MAY_CONTACT = "may_contact"
    CONTACT = "contact"
    EQUALITY = "equality"


class BrokenQuestion(ValueError):
    """A question cannot be read; the message says which and why."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer to choose: the value kept, the words shown. Choosing an `exclusive` one leaves out all others."""

    value: str
    label: str
    hint: str = ""
    exclusive: bool = False
    show_when: Condition = ALWAYS


@dataclass(frozen=True, kw_only=True)
class Number:
    """Someone to call: who, the number, and a word on what they do. `link` is an address to read or write at.

    `text` says how to reach them by text message; `open_now` whether they answer at the moment of asking.
    """

    name: str
    phone: str = ""
    note: str = ""
    link: str = ""
    text: str = ""
    text_link: str = ""
    open_now: str = ""
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a notice: a heading, paragraphs, points, and whom to call.

    `numbers_from` names a list of whom to call that the site keeps itself, so that it is right when it is shown.
    """

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    numbers_from: str = ""
    is_urgent: bool = False
    show_when: Condition = ALWAYS


@dataclass(frozen=True, kw_only=True)
class Variant:
    """Other words for the same thing, used when a condition is met: shorter ones for a child, say."""

    when: Condition
    words: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question as it stands in a form.

    `limit` is the greatest length of a text; `missing` the sentence shown when a needed answer is not there;
    `short` its name in a list of answers; `version` the version of a notice's or a list's wording.
    """

    slug: str
    kind: str
    label: str
    binding: Binding = Binding.NONE
    hint: str = ""
    short: str = ""
    missing: str = ""
    required: bool = True
    limit: int = 0
    options: tuple[Option, ...] = ()
    sections: tuple[Section, ...] = ()
    version: str = ""
    offers_urgent: bool = False
    show_when: Condition = ALWAYS
    variants: tuple[Variant, ...] = ()

    def worded(self, lookup: Lookup) -> "Question":
        """Return the question as this person is asked it: its words, and the options and sections that apply."""
        return replace(
            self,
            **words_for(self.variants, lookup),
            options=tuple(option for option in self.options if option.show_when.is_met(lookup)),
            sections=tuple(section for section in self.sections if section.show_when.is_met(lookup)),
            variants=(),
        )


WORDS = frozenset({"label", "hint", "short", "missing"})
"""The parts of a question that are words and no more: those a rewording or a variant may change."""

_QUESTION_KEYS = WORDS | {
    *("slug", "kind", "binding", "required", "limit", "options", "options_from", "sections", "version"),
    *("offers_urgent", "show_when", "variants"),
}


def words_for(variants: tuple[Variant, ...], lookup: Lookup) -> dict[str, Any]:
    """Return the words of the first variant whose condition is met."""
    for variant in variants:
        if variant.when.is_met(lookup):
            return dict(variant.words)
    return {}


def load_question(data: Mapping[str, Any]) -> Question:
    """Return the question that the data describes. Raises BrokenQuestion or BrokenCondition."""
    slug = str(data.get("slug", ""))
    if unknown := data.keys() - _QUESTION_KEYS:
        raise BrokenQuestion(f"The question {slug!r} has a part that nobody knows: {', '.join(sorted(unknown))}.")
    if not slug or not data.get("label"):
        raise BrokenQuestion(f"A question needs a slug and a label: {dict(data)!r}.")
    try:
        binding = Binding(data.get("binding", "none"))
    except ValueError as error:
        raise BrokenQuestion(f"The question {slug!r} has an unknown binding: {data['binding']!r}.") from error
    return Question(
        slug=slug,
        kind=str(data.get("kind", "")),
        binding=binding,
        label=str(data["label"]),
        hint=str(data.get("hint", "")),
        short=str(data.get("short", "")),
        missing=str(data.get("missing", "")),
        required=bool(data.get("required", True)),
        limit=int(data.get("limit", 0)),
        options=tuple(_load_option(option) for option in data.get("options", ())),
        sections=tuple(_load_section(section) for section in data.get("sections", ())),
        version=str(data.get("version", "")),
        offers_urgent=bool(data.get("offers_urgent", False)),
        show_when=load_condition(data.get("show_when")),
        variants=load_variants(data.get("variants", ()), allowed=WORDS),
    )


def load_variants(several: Any, *, allowed: frozenset[str]) -> tuple[Variant, ...]:
    """Return the variants that the data describes, each changing words and nothing else."""
    variants = []
    for one in several:
        words = {key: str(value) for key, value in one.items() if key != "when"}
        if unknown := words.keys() - allowed:
            raise BrokenQuestion(f"A variant may change words only, not {', '.join(sorted(unknown))}.")
        variants.append(Variant(when=load_condition(one["when"]), words=words))
    return tuple(variants)


def _load_option(data: Mapping[str, Any]) -> Option:
    return Option(
        value=str(data["value"]),
        label=str(data["label"]),
        hint=str(data.get("hint", "")),
        exclusive=bool(data.get("exclusive", False)),
        show_when=load_condition(data.get("show_when")),
    )


def _load_section(data: Mapping[str, Any]) -> Section:
    return Section(
        heading=str(data.get("heading", "")),
        paragraphs=tuple(map(str, data.get("paragraphs", ()))),
        points=tuple(map(str, data.get("points", ()))),
        numbers=tuple(Number(**number) for number in data.get("numbers", ())),
        numbers_from=str(data.get("numbers_from", "")),
        is_urgent=bool(data.get("is_urgent", False)),
        show_when=load_condition(data.get("show_when")),
    )
