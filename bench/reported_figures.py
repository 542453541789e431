"""What Heard says of "reach 10.8 million" and "50.4 million organic", each made anew from exports of a made-up world.

Usage: python bench/reported_figures.py [--seed 1]. Prints one JSON line: both sums, both sentences, and the truth.
"""

import argparse
import json

from evidence.exports import Export, Measure, read_export
from evidence.stats import Exposure, Kind, describe_exposure
from evidence.worlds.reported import POPULATION, reported


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    world = reported(seed=parser.parse_args().seed)
    mentions = read_export(world.mentions, name="mentions.csv")
    posts = read_export(world.posts, name="posts.csv")
    print(
        json.dumps(
            {
                "bench": "reported_figures",
                "hashtag": _said("The hashtag", Kind.POTENTIAL_REACH, Measure.POTENTIAL_REACH, mentions),
                "organic": _said("X", Kind.IMPRESSIONS, Measure.IMPRESSIONS, posts),
                "people_who_saw_a_mention": round(world.people),
            },
            ensure_ascii=False,
        )
    )


def _said(channel: str, kind: Kind, measure: Measure, export: Export) -> dict[str, object]:
    days = [row.first_day for row in export.rows if row.first_day]
    total = sum(float(row.figures[measure]) for row in export.rows)
    title = export.source.title if export.source else ""
    exposure = Exposure(
        channel=channel, kind=kind, value=total, first_day=min(days), last_day=max(days), source=title, paid="organic"
    )
    finding = describe_exposure(exposure, population=POPULATION, people="adults in England")
    return {"sum": total, "sentence": finding.sentence}


if __name__ == "__main__":
    main()
