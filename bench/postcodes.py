"""How fast a postcode is looked up, and in how much memory, beside a plain dictionary and an indexed SQLite table.

Usage: python bench/postcodes.py [--lookups 20000]. Prints one JSON line. Each way is measured in a process of its own,
by the same postcodes in the same order: half of them exist. `memory_mb` is what the process holds more than before it
opened the table, `private_mb` what of it is its own (mapped pages are shared by all processes of a machine).
"""

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("HEARD_SECRET_KEY", "bench")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")

from heard.places.postcodes import Postcode, read_begun, read_whole
from heard.places.postcodes.mending import meant_by
from heard.places.postcodes.parsing import whole_of
from heard.places.postcodes.table import Table

Find = Callable[[str], object]
MISTYPED = ("L56 2AB", "LS6 ZAB", "LSS6 2AB", "LS6 2BA", "S16 2AB", "XX9 9XX", "EC1A IBB", "SW1A 1AAA")
BEGUN = ("LS6", "W1", "SW1", "LS29", "TD15", "B1", "LS6 2", "CH4 9")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lookups", type=int, default=20_000)
    parser.add_argument("--way", choices=["table", "dictionary", "sqlite", "build"])
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.way:
        print(json.dumps(globals()[f"_{asked.way}"](asked.folder, asked.lookups)))
        return
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as folder:
        ways = {
            way: _in_its_own_process(way, folder, asked.lookups) for way in ("build", "table", "dictionary", "sqlite")
        }
    table, dictionary, sqlite = ways["table"], ways["dictionary"], ways["sqlite"]
    result = {"bench": "postcodes", **ways["build"], "lookups": asked.lookups, **table}
    result |= {f"dictionary_{name}": dictionary[name] for name in ("p50_us", "memory_mb")}
    result |= {f"sqlite_{name}": sqlite[name] for name in ("p50_us", "file_mb")}
    result["memory_ratio_to_dictionary"] = round(table["memory_mb"] / dictionary["memory_mb"], 4)
    result["time_ratio_to_sqlite"] = round(table["p50_us"] / sqlite["p50_us"], 3)
    print(json.dumps(result))


def _in_its_own_process(way: str, folder: str, lookups: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--way", way, "--folder", folder, "--lookups", str(lookups)]
    answer: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return answer


def _build(folder: Path, _lookups: int) -> dict[str, float]:
    from heard.places.postcodes.building import built
    from heard.places.postcodes.sources import package

    began = time.perf_counter()
    with built(source=package(), path=folder / "table") as table:
        table.put()
    took = time.perf_counter() - began
    return {
        "rows": table.report.rows,
        "file_mb": _megabytes((folder / "table").stat().st_size),
        "build_s": round(took, 1),
        "build_peak_mb": round(_status("VmHWM"), 1),
    }


def _table(folder: Path, lookups: int) -> dict[str, float]:
    before, own_before = _status("VmRSS"), _private()
    table = Table(folder / "table")

    def find(text: str) -> object:
        postcode = read_whole(text)
        return table.find(postcode) if postcode else None

    def mend(text: str) -> object:
        return meant_by(
            text, read=lambda signs: postcode if (postcode := whole_of(signs)) and table.find(postcode) else None
        )

    measured = _times(find, _asked(table, lookups))
    memory, own = _status("VmRSS") - before, _private() - own_before
    mended = _times(mend, MISTYPED * 50)
    begun = _times(lambda text: [table.districts_of(each) for each in read_begun(text)], BEGUN * 50)
    return {
        **measured,
        "memory_mb": round(memory, 1),
        "private_mb": round(own, 1),
        "begun_p95_us": begun["p95_us"],
        "mistyped_p95_us": mended["p95_us"],
    }


def _dictionary(folder: Path, lookups: int) -> dict[str, float]:
    table = Table(folder / "table")
    before = _status("VmRSS")
    known = {str(postcode): district for postcode, district in _all(table)}
    memory = _status("VmRSS") - before
    return {**_times(known.get, _asked(table, lookups)), "memory_mb": round(memory, 1)}


def _sqlite(folder: Path, lookups: int) -> dict[str, float]:
    table = Table(folder / "table")
    with sqlite3.connect(folder / "sqlite") as database:
        database.execute("CREATE TABLE postcode (postcode TEXT PRIMARY KEY, district TEXT) WITHOUT ROWID")
        rows = ((str(postcode), district) for postcode, district in _all(table))
        database.executemany("INSERT INTO postcode VALUES (?, ?)", rows)
        database.commit()

        def find(text: str) -> object:
            return database.execute("SELECT district FROM postcode WHERE postcode = ?", (text,)).fetchone()

        return {**_times(find, _asked(table, lookups)), "file_mb": _megabytes((folder / "sqlite").stat().st_size)}


def _all(table: Table) -> "list[tuple[Postcode, str]]":
    postcodes = (table.postcode_at(row) for row in range(table.header.rows))
    return [(postcode, found.district) for postcode in postcodes if (found := table.find(postcode))]


def _asked(table: Table, lookups: int) -> list[str]:
    """Return postcodes from all over the table, every other one with its last letters changed to unused ones."""
    chance = random.Random(1)
    rows = [chance.randrange(table.header.rows) for _ in range(lookups)]
    asked = [str(table.postcode_at(row)) for row in rows]
    return [text if number % 2 else f"{text[:-2]}CV" for number, text in enumerate(asked)]


def _times(find: Find, asked: "list[str] | tuple[str, ...]") -> dict[str, float]:
    taken = []
    for text in asked:
        began = time.perf_counter_ns()
        find(text)
        taken.append((time.perf_counter_ns() - began) / 1000)
    taken.sort()
    return {
        "p50_us": round(taken[len(taken) // 2], 2),
        "p95_us": round(taken[int(len(taken) * 0.95)], 2),
        "worst_us": round(taken[-1], 1),
    }


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def _private() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("Private_Dirty:"))


def _megabytes(size: int) -> float:
    return round(size / 1_000_000, 1)


if __name__ == "__main__":
    main()
