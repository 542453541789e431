"""What risks are measured on: written examples that come with the library, and open comments judged by reading them.

Of the comments only digests are kept here; whoever has the open data can find the rows again.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

NO_HARM = "none"
_LABELLED = ("pxqdc_labelled_comments.csv", "FFT answer")
_EARLIER = ("phase1_labelled_comments.csv", "feedback")
_NO_ANSWER = frozenset({"", "did not answer"})


class NoComments(Exception):
    """The folder of open data holds no comments of the form that is known; the message says which file."""


class Part(StrEnum):
    """Which sheet: rules are tuned on one, and figures are told on the others.

    The sheets set aside were written before the rules were widened, by someone who had not read them, and came late.
    """

    TUNING = "tuning"
    HELD_BACK = "held-back"
    SET_ASIDE = "set-aside"
    SET_ASIDE_TOO = "set-aside-2"


class Speaks(StrEnum):
    """Whether a comment speaks of a risk, as judged by reading it."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class Example:
    """A written example: the words, who writes, and the harm of which they speak (`none`: of none)."""

    text: str
    writer: str
    harm: str


@dataclass(frozen=True, kw_only=True)
class Comment:
    """An open comment, whether it speaks of a risk, and whether it was drawn by chance or found by a screen."""

    text: str
    part: Part
    speaks: Speaks
    is_drawn: bool


@cache
def examples(part: Part) -> tuple[Example, ...]:
    """Return the written examples of one sheet."""
    found, harm = [], NO_HARM
    for line in _shipped(f"{part}.txt"):
        if line.startswith("## "):
            harm = line.removeprefix("## ").strip()
            continue
        writer, _, text = line.partition(" | ")
        found.append(Example(text=text, writer=writer, harm=harm))
    return tuple(found)


def open_comments(data: Path) -> tuple[str, ...]:
    """Return the comments of the two open files in `data`/comments, each once. Raises NoComments."""
    texts = (" ".join(text.split()) for name, column in (_LABELLED, _EARLIER) for text in _column(data, name, column))
    return tuple(text for text in dict.fromkeys(texts) if text.lower() not in _NO_ANSWER)


def judged_comments(data: Path) -> tuple[Comment, ...]:
    """Return the open comments that were judged, each with its half. Raises NoComments."""
    by_digest = {_digest(text): text for text in open_comments(data)}
    found = []
    for line in _shipped("judged_comments.txt"):
        digest, speaks, origin = line.split()
        if digest in by_digest:
            part = Part.HELD_BACK if int(digest[-1], 16) % 2 else Part.TUNING
            found.append(Comment(text=by_digest[digest], part=part, speaks=Speaks(speaks), is_drawn=origin == "drawn"))
    return tuple(found)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def _column(data: Path, name: str, column: str) -> Iterator[str]:
    file = data / "comments" / name
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            yield from [row[column] for row in csv.DictReader(opened)]
    except OSError as missing:
        raise NoComments(f"{file} is not there.") from missing
    except KeyError as missing:
        raise NoComments(f"{file} has no column {missing}.") from missing


def _shipped(name: str) -> list[str]:
    """Return the lines of a file that comes with the library, without blank lines and comments ("# ")."""
    lines = files("evidence.text.risk").joinpath(f"data/{name}").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("# ")]
