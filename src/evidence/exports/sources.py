"""Where an export comes from: which network, and what its columns are called. `data/sources.toml` says it for each."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from evidence.exports.measures import Meaning, Measure, meaning

_UNIT = re.compile(r"\s*\((?:in )?([A-Z]{3})\)$")
LONGEST_NAME = 200
"""Signs by which columns are told apart: what is longer is no name, and could not be remembered whole."""
_ZONE = re.compile(r"\(in UTC\)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Source:
    """One kind of export. `needs` are groups of columns, of each of which a file has one at least.

    `zone` is empty where days are the account's own, `order` where 7/8/2020 may be meant either way. `each_row_is` is
    the measure of which each row is one.
    """

    code: str
    title: str
    network: str
    paid: str
    zone: str
    order: str
    needs: tuple[frozenset[str], ...]
    columns: Mapping[str, Meaning]
    each_row_is: Measure | None = None

    def fits(self, names: Collection[str]) -> bool:
        """Return whether a file with columns of these names is of this source."""
        return all(any(name in names for name in group) for group in self.needs)


@cache
def sources() -> tuple[Source, ...]:
    """Return every kind of export that is known."""
    read: dict[str, Any] = tomllib.loads(files("evidence.exports").joinpath("data/sources.toml").read_text("utf-8"))
    return tuple(
        Source(
            code=code,
            title=one["title"],
            network=one["network"],
            paid=one["paid"],
            zone=one["zone"],
            order=one["order"],
            needs=tuple(frozenset(group) for group in one["needs"]),
            columns={name: meaning(word) for name, word in one["columns"].items()},
            each_row_is=Measure(one["each_row_is"]) if "each_row_is" in one else None,
        )
        for code, one in read.items()
    )


def source_of(names: Collection[str]) -> Source | None:
    """Return the source whose columns these are: of those that fit, the one that knows most of them."""
    fitting = [source for source in sources() if source.fits(names)]
    return max(fitting, key=lambda source: sum(name in source.columns for name in names), default=None)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A column's name as the file writes it, as sources know it, and the currency that it may hold."""

    written: str
    name: str
    currency: str = ""


def heading(written: str) -> Heading:
    """Bring a column's name to what sources know: small letters, one blank, without currency or “(in UTC)”."""
    text = " ".join(_ZONE.sub("", written).split())
    unit = _UNIT.search(text)
    name = (text[: unit.start()] if unit else text).casefold()[:LONGEST_NAME]
    return Heading(written=" ".join(written.split()), name=name, currency=unit[1] if unit else "")
