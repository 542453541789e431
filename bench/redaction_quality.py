"""How much redaction finds and how much it takes needlessly, over real comments with names and numbers planted in them.

Usage: HEARD_DATA=<folder> python bench/redaction_quality.py [--misses] [--shipped] [--curve]. Prints one JSON line.

Names: five parts of the comments, no writer in two; each part is read by a model that learnt from the other four.
Three sets: the names that people left in the published comments; names of the Broad Twitter Corpus and WNUT-17 put
where a name was taken out (XXXX); the same put in place of a pronoun or after "my son", "the nurse". Each also in
small letters. Needless: names found in the untouched comments where none was judged to be, per 20 comments.
Numbers and addresses: made from ranges that nobody has, in the forms that people use, put into the comments.
A planted thing is found where every letter and digit of it is hidden. Intervals are Wilson's, 95 %.
"""

import argparse
import json
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from identifiers import FRAMES, made_up

from evidence.stats.intervals import wilson
from evidence.text import Kind, patterns, redact
from evidence.text.names.comments import TAKEN_OUT, Comment, comments_in, names_left_in
from evidence.text.names.finding import find_names
from evidence.text.names.learning import learn_names, part_of
from evidence.text.names.lexicon import NameModel, shipped
from evidence.text.names.planting import CLOSE, OPEN, NamePool, marked, planted, unmarked

PARTS = 5
SEED = 99
EACH = 1_000
THRESHOLDS = (-4.0, -3.5, -3.0, -2.5, -2.0, -1.0, 0.0)
CURVE_PARTS = (0, 1)
NAMES = frozenset({Kind.NAME, Kind.NAME_OF_STAFF})
NAME_FILES = ("btc_section_a.conll", "wnut17_wnut17train.conll", "wnut17_emerging.dev.conll")


def names_in(data: Path) -> NamePool:
    """Return the names of people that the labelled tweets hold."""
    found: set[str] = set()
    for name in NAME_FILES:
        held: list[str] = []
        for line in [*(data / "names" / name).read_text(encoding="utf-8").split("\n"), ""]:
            word, _, label = line.partition("\t")
            if label.upper().startswith("I-PER") and held:
                held.append(word)
                continue
            found.add(" ".join(held))
            held = [word] if label.upper().startswith("B-PER") else []
    whole = sorted(name for name in found if re.fullmatch(r"[A-Z][A-Za-z'’\-]+( [A-Z][A-Za-z'’\-]+){0,2}", name))
    return NamePool(first=[name.split()[0] for name in whole], last=[name.split()[-1] for name in whole if " " in name])


def hidden_by_names(text: str, model: NameModel) -> set[int]:
    """Return the places of a text that redaction hides as names with this model."""
    hidden: set[int] = set()
    for name in find_names(text, model):
        hidden.update(range(name.start, name.end))
    for match in patterns.titled_names(text):
        hidden.update(range(*match.span()))
    for match in patterns.announced_names(text):
        hidden.update(range(*match.span(1)))
    return hidden


class Tally:
    """How many of how many were found, and what was missed."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.missed: dict[str, list[str]] = defaultdict(list)

    def add(self, what: str, text: str, span: tuple[int, int], hidden: set[int]) -> None:
        start, end = span
        self.all[what] += 1
        if all(place in hidden for place in range(start, end) if text[place].isalnum()):
            self.found[what] += 1
        else:
            self.missed[what].append(f"{text[max(0, start - 30) : start]}<<{text[start:end]}>>{text[end : end + 25]}")

    def figures(self) -> dict[str, dict[str, object]]:
        figures: dict[str, dict[str, object]] = {}
        for what in sorted(self.all):
            interval = wilson(events=self.found[what], of=self.all[what])
            figures[what] = {
                "recall": round(self.found[what] / self.all[what], 4),
                "interval": [round(interval.low, 4), round(interval.high, 4)],
                "of": self.all[what],
            }
        return figures


class Names:
    """What is found and what is taken needlessly of names."""

    def __init__(self, data: Path) -> None:
        self.tally = Tally()
        self.needless: list[str] = []
        self.untouched = 0
        self._pool, self._chance = names_in(data), random.Random(SEED)

    def read(self, text: str, model: NameModel) -> None:
        """Read one comment, with names planted in it and untouched."""
        for what, put in _named(text, self._pool, self._chance):
            shown, spans = unmarked(put)
            for style, typed in (("", shown), (", small letters", shown.lower())):
                hidden = hidden_by_names(typed, model)
                for span in spans:
                    self.tally.add(what + style, typed, span, hidden)
        if not TAKEN_OUT.search(text):
            self._read_untouched(text, model)

    def _read_untouched(self, text: str, model: NameModel) -> None:
        self.untouched += 1
        known = names_left_in(text)
        for name in find_names(text, model):
            if not any(start < name.end and name.start < end for start, end in known):
                self.needless.append(f"{text[max(0, name.start - 25) : name.start]}<<{text[name.start : name.end]}>>")


def measure_names(data: Path, comments: Sequence[Comment], *, one: NameModel | None) -> Names:
    """Return what is found of names: by one model, or each part by one that learnt from the others."""
    names = Names(data)
    for part in range(PARTS):
        model = one or learn_names(data=data, version="bench", leave_out={part}, of=PARTS)
        for comment in comments:
            if part_of(comment, of=PARTS) == part:
                names.read(comment.text, model)
    return names


def curve(data: Path, comments: Sequence[Comment]) -> dict[str, dict[str, object]]:
    """Return what is found and taken needlessly at each threshold, over two of the parts."""
    read = {threshold: Names(data) for threshold in THRESHOLDS}
    for part in CURVE_PARTS:
        model = learn_names(data=data, version="bench", leave_out={part}, of=PARTS)
        for threshold, names in read.items():
            for comment in comments:
                if part_of(comment, of=PARTS) == part:
                    names.read(comment.text, replace(model, threshold=threshold))
    return {
        str(threshold): {
            **names.tally.figures(),
            "needless_per_20": round(20 * len(names.needless) / names.untouched, 2),
        }
        for threshold, names in read.items()
    }


def _named(text: str, pool: NamePool, chance: random.Random) -> Iterator[tuple[str, str]]:
    if TAKEN_OUT.search(text):
        yield "names where one was taken out", planted(text, pool, chance, ["none"])
        return
    if left_in := names_left_in(text):
        yield "names left in", marked(text, left_in)
    if OPEN in (put := planted(text, pool, chance, ["pronoun"])):
        yield "names for a pronoun or beside a role", put


class Forms:
    """What is found of things with a form, and what is taken for one beside them."""

    def __init__(self) -> None:
        self.tally = Tally()
        self.right: Counter[str] = Counter()
        self.wrong: dict[str, list[str]] = defaultdict(list)

    def read(self, kind: str, text: str, planted_one: str) -> None:
        """Read a comment with one thing planted in it."""
        put, ((start, end),) = unmarked(planted_one)
        before = {(span.start, span.end) for span in redact([text])[0][0].spans}
        found = redact([put])[0][0].spans
        self.tally.add(str(kind), put, (start, end), {at for span in found for at in range(span.start, span.end)})
        for span in found:
            if span.kind in NAMES or (span.start, span.end) in before:
                continue
            if span.start < end and start < span.end:
                self.right[str(kind)] += 1
            else:
                self.wrong[str(kind)].append(put[max(0, span.start - 20) : span.end + 10])

    @property
    def precision(self) -> dict[str, float]:
        """How many of the things found beside each kind were the planted ones."""
        return {kind: round(right / (right + len(self.wrong[kind])), 4) for kind, right in self.right.items()}


def measure_forms(comments: Sequence[Comment]) -> Forms:
    """Return what is found of each kind, planted EACH times in short comments."""
    chance, forms = random.Random(SEED), Forms()
    texts = [each.text for each in comments if len(each.text) < 400]
    for kind, make in made_up().items():
        for _ in range(EACH):
            text = chance.choice(texts)
            frame = chance.choice(FRAMES[kind]).format(f"{OPEN}{make(chance)}{CLOSE}")
            forms.read(kind, text, f"{text.rstrip()}{chance.choice((' ', '. ', ', ', chr(10)))}{frame}")
    return forms


def needless_forms(comments: Sequence[Comment]) -> tuple[dict[str, int], list[str]]:
    """Return what stands in the untouched comments by kind, and each with its words, to be read by a person."""
    found: Counter[str] = Counter()
    shown = []
    for comment in comments:
        for span in redact([comment.text])[0][0].spans:
            if span.kind not in NAMES:
                found[str(span.kind)] += 1
                before = comment.text[max(0, span.start - 20) : span.start]
                shown.append(f"{span.kind}: {before}<<{comment.text[span.start : span.end]}>>")
    return dict(found), shown


def main() -> None:
    """Measure, and print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was taken needlessly")
    parser.add_argument("--shipped", action="store_true", help="read names by the shipped model: it saw these comments")
    parser.add_argument("--curve", action="store_true", help="only recall against needless names, by threshold")
    options = parser.parse_args()
    data = Path(os.environ.get("HEARD_DATA") or sys.exit("HEARD_DATA names no folder of open data."))
    comments = list(comments_in(data))
    if options.curve:
        sys.stdout.write(json.dumps({"bench": "redaction_quality", "curve": curve(data, comments)}) + "\n")
        return
    names = measure_names(data, comments, one=shipped() if options.shipped else None)
    forms = measure_forms(comments)
    real, shown = needless_forms(comments)
    texts = [each.text for each in comments]
    started = time.process_time()
    redact(texts)
    rate = len(texts) / (time.process_time() - started)
    if options.misses:
        random.Random(1).shuffle(names.needless)
        _list({**names.tally.missed, **forms.tally.missed, "needless names": names.needless, "in real comments": shown})
        _list({f"wrong beside {kind}": several for kind, several in forms.wrong.items()})
    line = {
        "bench": "redaction_quality",
        "comments": len(comments),
        "names": names.tally.figures(),
        "needless_names_per_20": round(20 * len(names.needless) / names.untouched, 3),
        "forms": forms.tally.figures(),
        "precision": forms.precision,
        "forms_in_real_comments": real,
        "comments_per_second_one_core": round(rate),
    }
    sys.stdout.write(json.dumps(line) + "\n")


def _list(groups: Mapping[str, list[str]]) -> None:
    for name, several in groups.items():
        sys.stderr.write(f"\n{name}\n" + "".join(f"{each!r}\n" for each in several[:150]))


if __name__ == "__main__":
    main()
