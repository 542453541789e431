"""What people's decisions teach a model of another place: one NHS trust's model, and the decisions of the other's.

Usage: HEARD_DATA=<folder> python bench/reading_decisions.py [--people 200 500]. Prints one JSON line. The model in use
has learnt one trust's labelled comments (and the earlier set's). Of the other trust, so many people's comments are
taken as decided, and both models read people whom neither has learnt from; every figure has its 95 % interval.
"""

import argparse
import json
import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from evidence.text.reading.comparing import compare
from evidence.text.reading.labelled import Earlier, Labelled, read_earlier, read_labelled, read_meanings
from evidence.text.reading.reader import MODELS, PHRASES
from evidence.text.reading.training import Lessons, learn, themes_of
from evidence.text.reading.vectors import Vectors

LABELS = Path(__file__).parents[1] / "src" / "heard" / "insight" / "data" / "labels" / "pxqdc-6.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, nargs="+", default=[200, 500])
    chosen = parser.parse_args()
    data = Path(os.environ["HEARD_DATA"]) / "comments"
    comments, meanings = read_labelled(data), read_meanings(LABELS)
    trusts = sorted({_trust(comment) for comment in comments})
    earlier = read_earlier(data, known=comments)
    print(
        json.dumps(
            {
                "what": "micro F1 of one trust's model on the other's comments, before and after their decisions",
                "trusts": [
                    {"decided": here, **_taught(comments, meanings, earlier, here, chosen.people)} for here in trusts
                ],
            }
        )
    )


def _taught(
    comments: Sequence[Labelled],
    meanings: Mapping[str, str | None],
    earlier: Sequence[Earlier],
    here: str,
    sizes: Sequence[int],
) -> dict[str, object]:
    lessons = Lessons(
        comments=[comment for comment in comments if _trust(comment) != here],
        meanings=meanings,
        vectors=Vectors.load(MODELS / PHRASES),
        earlier=earlier,
    )
    base = learn(lessons, themes=lessons.themes(), version="elsewhere", card={})
    theirs = [
        replace(comment, labels=frozenset(themes_of(comment, meanings)))
        for comment in comments
        if _trust(comment) == here
    ]
    people = sorted({comment.respondent for comment in theirs}, key=lambda name: zlib.crc32(name.encode()))
    found = {}
    for size in sizes:
        some = set(people[:size])
        result = compare(base=base, in_use=base, comments=[comment for comment in theirs if comment.respondent in some])
        found[str(result.people)] = {
            "comments": result.comments,
            "before": round(result.old.micro.value, 3),
            "after": round(result.new.micro.value, 3),
            "macro_before": round(result.old.macro.value, 3),
            "macro_after": round(result.new.macro.value, 3),
            "gain": [round(each, 3) for each in (result.gain.value, result.gain.low, result.gain.high)],
            "tone_gain": result.tone_gain
            and [round(each, 3) for each in (result.tone_gain.value, result.tone_gain.low, result.tone_gain.high)],
            "is_used": result.is_better,
        }
    return {"themes_known": len(base.themes), "people": found}


def _trust(comment: Labelled) -> str:
    return comment.respondent.rsplit(" ", 1)[0]


if __name__ == "__main__":
    main()
