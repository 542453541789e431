"""Comments that people have labelled: from files of open data to what a model learns from."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

LABELLED = "pxqdc_labelled_comments.csv"
EARLIER = "phase1_labelled_comments.csv"
_LABELS_FROM = "Not assigned"
_NOT_POSSIBLE = "Labelling not possible"
_NO_ANSWER = {"", "did not answer"}
_LONG_ENOUGH_TO_REPEAT = 4


class NotLabelled(Exception):
    """The folder holds no labelled comments of the form that is known."""


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A comment, who wrote it, what it answered, and what people found in it; `tone` is 1 (very good) to 5, or None."""

    text: str
    respondent: str
    question: str
    service: str
    labels: frozenset[str]
    tone: int | None


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A comment of the earlier set: its topics under another scheme, and how strongly it praises (5) or blames (-5)."""

    text: str
    topics: frozenset[str]
    leaning: int


def read_labelled(folder: Path) -> list[Labelled]:
    """Return the usable comments of `pxqdc_labelled_comments.csv`: those that have words and could be labelled.

    Raises NotLabelled where the file is missing or has other columns.
    """
    rows = _rows(folder / LABELLED)
    try:
        return [_labelled(row) for row in rows if _usable(row)]
    except KeyError as wrong:
        raise NotLabelled(f"{LABELLED} has no column {wrong}.") from wrong


def read_earlier(folder: Path, *, known: list[Labelled]) -> list[Earlier]:
    """Return the comments of `phase1_labelled_comments.csv` that are not among `known`, each once with all its topics.

    A comment of fewer than four words repeats by chance, so it counts as known only where it is longer.
    """
    seen = {_folded(comment.text) for comment in known}
    found: dict[str, tuple[str, set[str], list[int]]] = {}
    for number, row in enumerate(_rows(folder / EARLIER)):
        folded = _folded(row["feedback"])
        is_long = folded.count(" ") + 1 >= _LONG_ENOUGH_TO_REPEAT
        if not folded or (is_long and folded in seen):
            continue
        key = f"{folded}|{row['question']}" if is_long else str(number)
        _text, topics, leanings = found.setdefault(key, (row["feedback"], set(), []))
        topics |= {row["label"], row["subcategory"]} - {""}
        if re.fullmatch(r"-?[0-5]", row["criticality"]):
            leanings.append(int(row["criticality"]))
    return [
        Earlier(text=text, topics=frozenset(topics), leaning=max(leanings, key=abs, default=0))
        for text, topics, leanings in found.values()
    ]


def read_meanings(file: Path) -> Mapping[str, str | None]:
    """Return which theme each label means, from a file of the form `{"themes": {label: theme or null}}`."""
    held: dict[str, str | None] = json.loads(file.read_text(encoding="utf-8"))["themes"]
    return held


def _rows(file: Path) -> Iterator[dict[str, str]]:
    if not file.is_file():
        raise NotLabelled(f"{file} is not there.")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened)


def _usable(row: dict[str, str]) -> bool:
    return not _is_set(row[_NOT_POSSIBLE]) and row["FFT answer"].strip().lower() not in _NO_ANSWER


def _labelled(row: dict[str, str]) -> Labelled:
    columns = list(row)
    tone = row["Comment sentiment"].strip()
    return Labelled(
        text=row["FFT answer"],
        respondent=f"{row['Trust']} {row['Respondent ID']}",
        question=" ".join(row["FFT question"].split()),
        service=f"{row['Service type 1']} {row['Service type 2']}",
        labels=frozenset(name for name in columns[columns.index(_LABELS_FROM) :] if _is_set(row[name])),
        tone=int(tone) if tone else None,
    )


def _is_set(cell: str) -> bool:
    return cell.strip() not in {"", "0", "0.0"}


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()
