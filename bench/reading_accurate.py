"""How fast the accurate model reads, beside the fast one in the same run.

Usage: HEARD_DATA=<folder> python bench/reading_accurate.py [--comments 500]. Prints one JSON line: comments a second of
processor time on one core (set OPENBLAS_NUM_THREADS=1), the best of two rounds over the first labelled comments.
"""

import argparse
import json
import os
import time
from pathlib import Path

from evidence.text import read
from evidence.text.reading import shipped
from evidence.text.reading.accurate import accurate
from evidence.text.reading.labelled import read_labelled
from evidence.text.reading.model import Model


def per_second(texts: list[str], model: Model) -> float:
    seconds = []
    for _round in range(2):
        start = time.process_time()
        read(texts, model=model)
        seconds.append(time.process_time() - start)
    return len(texts) / min(seconds)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--comments", type=int, default=500)
    count = parser.parse_args().comments
    texts = [one.text for one in read_labelled(Path(os.environ["HEARD_DATA"]) / "comments")[:count]]
    rates = {name: per_second(texts, model) for name, model in (("fast", shipped()), ("accurate", accurate()))}
    print(
        json.dumps(
            {
                "bench": "reading_accurate",
                "comments": len(texts),
                "fast_per_second": round(rates["fast"]),
                "accurate_per_second": round(rates["accurate"]),
                "times_slower": round(rates["fast"] / rates["accurate"], 1),
            }
        )
    )


if __name__ == "__main__":
    main()
