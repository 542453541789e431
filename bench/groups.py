"""Whether groups of similar comments agree with what people labelled, and how long it takes to find them.

Usage: HEARD_DATA=<folder> python bench/groups.py. Prints one JSON line; docs/methods/groups.md quotes it.
`purity` is the share of grouped comments that carry their group's commonest label; `by_chance` the same with the labels
dealt out anew, the mean of 20 deals: groups that mean nothing. `small_matters`: of each label with 40 to 120 comments,
the largest share that one group holds of it, over the share of all comments in that group, as a mean. `near`: of the
ten nearest to each of 300 comments of nine words or more, the share with a label in common; `far`: of ten by chance.
"""

import csv
import json
import os
import random
import time
from collections import Counter
from pathlib import Path

from evidence.text.groups import Group, group
from evidence.text.nearness import nearest

FILE = Path(os.environ.get("HEARD_DATA", "")) / "comments" / "pxqdc_labelled_comments.csv"
FIRST_LABEL = "Organisation & efficiency"
SMALL = range(40, 121)
LONG = 9


def main() -> None:
    texts, people, labels = _read()
    started = time.process_time()
    groups, unprocessed = group(texts, people=people)
    seconds = time.process_time() - started
    chance, dealt = random.Random(20200708), list(labels)
    by_chance = 0.0
    for _ in range(20):
        chance.shuffle(dealt)
        by_chance += _purity(groups, dealt) / 20
    print(
        json.dumps(
            {
                "bench": "groups",
                "comments": len(texts),
                "groups": len(groups),
                "grouped": sum(len(one.members) for one in groups),
                "not_grouped": len(unprocessed),
                "purity": round(_purity(groups, labels), 3),
                "by_chance": round(by_chance, 3),
                "ratio": round(_purity(groups, labels) / by_chance, 2),
                "small_matters": round(_lift(groups, labels), 1),
                **_near(texts, labels, chance),
                "seconds": round(seconds, 2),
            }
        )
    )


def _read() -> tuple[list[str], list[str], list[frozenset[str]]]:
    with FILE.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["FFT answer"].strip() not in {"", "Did not answer"}]
    columns = list(rows[0])
    names = columns[columns.index(FIRST_LABEL) :]
    labelled = [frozenset(name for name in names if row[name].strip() == "1") for row in rows]
    return [row["FFT answer"] for row in rows], [row["Respondent ID"] for row in rows], labelled


def _purity(groups: list[Group], labels: list[frozenset[str]]) -> float:
    held = agreed = 0
    for one in groups:
        counts = Counter(label for place in one.members for label in labels[place])
        held += len(one.members)
        agreed += max(counts.values(), default=0)
    return agreed / held


def _near(texts: list[str], labels: list[frozenset[str]], chance: random.Random) -> dict[str, float]:
    long = [place for place, text in enumerate(texts) if len(text.split()) >= LONG]
    words = [texts[place] for place in long]
    near, far = [], []
    for one in chance.sample(long, 300):
        found = [long[each.index] for each in nearest(texts[one], words, most=11) if long[each.index] != one]
        near += [bool(labels[one] & labels[other]) for other in found[:10]]
        far += [bool(labels[one] & labels[other]) for other in chance.sample(long, 10)]
    return {"near": round(sum(near) / len(near), 3), "far": round(sum(far) / len(far), 3)}


def _lift(groups: list[Group], labels: list[frozenset[str]]) -> float:
    counts = Counter(label for each in labels for label in each)
    lifts = []
    for label, number in counts.items():
        if number in SMALL:
            shares = [
                (sum(label in labels[place] for place in one.members) / number, len(one.members) / len(labels))
                for one in groups
            ]
            held, size = max(shares)
            lifts.append(held / size)
    return sum(lifts) / len(lifts)


if __name__ == "__main__":
    main()
