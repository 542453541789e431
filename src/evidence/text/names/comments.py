"""Open comments on care to learn names from: read, mended, and with the names that people left in them marked.

The published files are pseudonymised by hand and hold hundreds of first names of staff still; one of them writes XXXX
where a name was taken out. Both are the real places of names. Which words are names was judged by reading every word
that a first model or the lists flagged, in its context; only a digest of each is kept here.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from evidence.text.folding import folded

TAKEN_OUT = re.compile(r"X{3,}")
SHORTEST = 12
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_SAINT = re.compile(r"\b(?:st|royal|full|marie|john|lynn)\W*$", re.IGNORECASE)
_AFTER_SAINT = frozenset(["ann", "ryle", "jarrett", "curie", "victoria", "mark", "luke", "matthew"])
_BUILDING = re.compile(
    r"\s+(?:ward|unit|house|centre|center|hospital|hosp|road|lane|street|clinic|cook|curr?ie|curie|ryle|elliot|jarrett"
    r"|diagnosis|infirmary|surgery|well-being|view|court|\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Comment:
    """One comment, and the group (its writer, where known) that must stay on one side of any split."""

    text: str
    group: str


@lru_cache(maxsize=1)
def _judged() -> frozenset[str]:
    text = files("evidence.text.names").joinpath("data/judged_names.txt").read_text(encoding="ascii")
    return frozenset(text.split())


def digest(word: str) -> str:
    """Return what is kept of a word that was judged to be a name: twelve hexadecimal digits."""
    return sha256(b"heard names 1 " + word.encode()).hexdigest()[:12]


def comments_in(data: Path) -> Iterator[Comment]:
    """Yield the comments of the two open files in `data`/comments, each once."""
    seen: set[str] = set()
    for text, group in (*_phase_one(data), *_labelled(data)):
        key = re.sub(r"\W+", "", text.lower())
        if len(key) >= SHORTEST and key not in seen and not key.startswith("didnotanswer"):
            seen.add(key)
            yield Comment(text=text, group=group or key)


def names_left_in(text: str) -> list[tuple[int, int]]:
    """Return where names of people stand that nobody took out, as they were judged."""
    return [
        (match.start(), match.start() + len(folded(match.group())))
        for match in _WORD.finditer(text)
        if _is_name(text, match)
    ]


def _is_name(text: str, match: re.Match[str]) -> bool:
    word = folded(match.group())
    kind = "" if match.group()[0].isupper() else "small "
    if digest(kind + word) not in _judged():
        return False
    if word in _AFTER_SAINT and _SAINT.search(text[max(0, match.start() - 7) : match.start()]):
        return False
    if word == "post":
        return text[match.end() : match.end() + 1] == "("
    return not _BUILDING.match(text, match.end())


def _phase_one(data: Path) -> Iterator[tuple[str, str]]:
    with (data / "comments" / "phase1_labelled_comments.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield _with_small_i(row["feedback"].strip()), ""


def _labelled(data: Path) -> Iterator[tuple[str, str]]:
    with (data / "comments" / "pxqdc_labelled_comments.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield row["FFT answer"].strip(), f"{row['Trust']} {row['Respondent ID']}"


def _with_small_i(text: str) -> str:
    """Return the text with the capital I that one file writes inside words made small again."""
    return re.sub(r"(?<=[A-Za-z])I(?=[a-z])|(?<=[a-z])I(?=[A-Za-z]?)|\bI(?=[a-z])", "i", text)
