"""The same thing in other words: swaps phrases for what another person would have said."""

import re
from functools import cache

from evidence.worlds.chance import Chance
from evidence.worlds.comments.phrases import sections
from evidence.worlds.comments.telling import MARKED

_SHARE = 0.55


@cache
def _synonyms() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    table: dict[str, tuple[str, ...]] = {}
    for _, line in sections("synonyms"):
        phrase, *others = (part.strip() for part in line.split("|"))
        table[phrase.lower()] = tuple(others)
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def reword(marked: str, chance: Chance) -> str:
    """Return marked text with some phrases said another way; planted identifiers stay as they are."""
    table, pattern = _synonyms()

    def swap(match: re.Match[str]) -> str:
        if not chance.happens(_SHARE):
            return match[0]
        said = chance.pick(table[match[0].lower()])
        return said[0].upper() + said[1:] if match[0][0].isupper() else said

    return "".join(part if MARKED.fullmatch(part) else pattern.sub(swap, part) for part in MARKED.split(marked))
