"""Who tells: whose care it is, in what dialect, and how tidily they type."""

from dataclasses import dataclass
from enum import StrEnum

from evidence.worlds.chance import Chance


class Voice(StrEnum):
    """The teller's part in what happened."""

    OWN = "own"
    CARER = "carer"
    RELATIVE = "relative"
    STAFF = "staff"


class Dialect(StrEnum):
    """The English a person writes."""

    STANDARD = "standard"
    YOUNG = "young"
    NORTH = "north"
    OLDER = "older"
    SECOND = "second"


class Surface(StrEnum):
    """How a person types."""

    NEAT = "neat"
    LOWER = "lower"
    TYPOS = "typos"
    UNPUNCTUATED = "unpunctuated"
    RUN_ON = "run-on"
    SHOUTING = "shouting"
    EMOJI = "emoji"


DIALECTS = {
    Dialect.STANDARD: 0.78,
    Dialect.YOUNG: 0.06,
    Dialect.NORTH: 0.06,
    Dialect.OLDER: 0.06,
    Dialect.SECOND: 0.04,
}
SURFACES = {
    Surface.NEAT: 0.56,
    Surface.LOWER: 0.11,
    Surface.TYPOS: 0.14,
    Surface.UNPUNCTUATED: 0.05,
    Surface.RUN_ON: 0.07,
    Surface.SHOUTING: 0.015,
    Surface.EMOJI: 0.055,
}


@dataclass(frozen=True, slots=True)
class Relation:
    """Someone whose care another person tells about."""

    noun: str
    short: str
    is_female: bool
    is_child: bool = False
    youngest: int = 66
    oldest: int = 94


_CARED_FOR = (
    Relation("my mum", "Mum", is_female=True),
    Relation("my mum", "Mum", is_female=True),
    Relation("my dad", "Dad", is_female=False),
    Relation("my husband", "my husband", is_female=False, youngest=52, oldest=88),
    Relation("my wife", "my wife", is_female=True, youngest=50, oldest=88),
    Relation("my mother", "Mother", is_female=True, youngest=78),
    Relation("my mother-in-law", "she", is_female=True, youngest=74),
    Relation("my brother", "my brother", is_female=False, youngest=34, oldest=71),
)
_RELATIVES = (
    Relation("my nan", "Nan", is_female=True, youngest=76),
    Relation("my grandad", "Grandad", is_female=False, youngest=76),
    Relation("my dad", "Dad", is_female=False),
    Relation("my mother", "Mother", is_female=True, youngest=75),
    Relation("my sister", "my sister", is_female=True, youngest=38, oldest=78),
    Relation("my uncle", "he", is_female=False),
    Relation("my auntie", "she", is_female=True),
    Relation("my neighbour", "she", is_female=True, youngest=70),
    Relation("an old friend of mine", "he", is_female=False),
    Relation("my partner", "he", is_female=False, youngest=29, oldest=70),
)
_CHILDREN = (
    Relation("my son", "my son", is_female=False, is_child=True, youngest=2, oldest=15),
    Relation("my daughter", "my daughter", is_female=True, is_child=True, youngest=2, oldest=15),
    Relation("our youngest", "he", is_female=False, is_child=True, youngest=2, oldest=11),
)
_NORTHERN = {
    "my mum": ("me mam", "me mam"),
    "my dad": ("me dad", "me dad"),
    "my nan": ("me nan", "me nan"),
    "my grandad": ("me grandad", "me grandad"),
    "my mother": ("my mam", "Mam"),
    "my son": ("our lad", "our lad"),
    "my daughter": ("our lass", "our lass"),
}
NO_CHILDREN = frozenset({"CARE_HOME", "HOME_CARE", "HOSPICE"})


@dataclass(frozen=True, slots=True)
class Teller:
    """One person as they write: `relation` is None where the care was their own, or where they work there."""

    voice: Voice
    dialect: Dialect
    surface: Surface
    relation: Relation | None
    age: int

    @property
    def is_about_a_child(self) -> bool:
        return self.relation is not None and self.relation.is_child


def draw_teller(chance: Chance, *, voice: Voice, kind: str) -> Teller:
    """Return someone who writes in that voice about that kind of service."""
    dialect = chance.weighted(DIALECTS)
    if dialect is Dialect.YOUNG and (voice in {Voice.CARER, Voice.STAFF} or kind in NO_CHILDREN):
        dialect = Dialect.STANDARD
    relation = _relation(chance, voice=voice, kind=kind, dialect=dialect)
    surface = chance.weighted(SURFACES)
    if dialect is Dialect.OLDER and surface in {Surface.LOWER, Surface.EMOJI}:
        surface = Surface.NEAT
    if dialect is Dialect.YOUNG and chance.happens(0.7):
        surface = Surface.LOWER
    return Teller(
        voice=voice, dialect=dialect, surface=surface, relation=relation, age=_age(chance, relation, dialect, kind)
    )


def _relation(chance: Chance, *, voice: Voice, kind: str, dialect: Dialect) -> Relation | None:
    if voice not in {Voice.CARER, Voice.RELATIVE}:
        return None
    if kind not in NO_CHILDREN and dialect not in {Dialect.OLDER, Dialect.YOUNG} and chance.happens(0.22):
        relation = chance.pick(_CHILDREN)
    else:
        relation = chance.pick(_CARED_FOR if voice is Voice.CARER else _RELATIVES)
    if dialect is Dialect.NORTH and relation.noun in _NORTHERN:
        noun, short = _NORTHERN[relation.noun]
        return Relation(
            noun, short, relation.is_female, relation.is_child, youngest=relation.youngest, oldest=relation.oldest
        )
    return relation


def _age(chance: Chance, relation: Relation | None, dialect: Dialect, kind: str) -> int:
    if relation is not None:
        return chance.between(relation.youngest, relation.oldest)
    if dialect is Dialect.YOUNG:
        return chance.between(16, 24)
    if dialect is Dialect.OLDER or kind in NO_CHILDREN:
        return chance.between(71, 94)
    return chance.between(31, 84)
