"""How fast an import is and how much memory it takes: made-up rows as CSV, two by each person, sealed as live ones.

Usage: python bench/import_rows.py [--rows 1000000] [--xlsx]. Prints one JSON line. Memory is this process's own (its
anonymous pages): it must not grow with the rows. What SQLite maps of its file, at most 256 MB, comes on top in the
process's whole peak. On SQLite in a folder of its own unless HEARD_DATABASE_URL is set.
"""

import argparse
import csv
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

STATE = Path(tempfile.mkdtemp(prefix="heard-bench-"))
os.environ.update(HEARD_HOME=str(STATE), HEARD_SECRET_KEY="bench", DJANGO_SETTINGS_MODULE="heard.config.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from openpyxl import Workbook  # noqa: E402

from heard.accounts.models import Organisation, OrganisationKind  # noqa: E402
from heard.design import clock  # noqa: E402
from heard.feedback.actions import import_feedback  # noqa: E402

NOW = datetime(2021, 1, 4, tzinfo=UTC)
HEADER = ("Comment ID", "Respondent ID", "Date", "Service", "FFT rating", "FFT question", "Comment")


def rows(count: int) -> Iterator[tuple[str, ...]]:
    for number in range(count):
        person = number // 2
        yield (
            f"c{number}",
            f"r{person}",
            f"{person % 28 + 1:02d}/09/2020",
            f"Example Surgery {person % 500}",
            str(person % 5 + 1),
            "What was good?" if number % 2 else "What could be better?",
            f"The nurse at desk {number} was kind, but we waited {number % 9} hours in a cold room with our mother.",
        )


def written(count: int, *, as_spreadsheet: bool) -> Path:
    path = STATE / ("rows.xlsx" if as_spreadsheet else "rows.csv")
    if as_spreadsheet:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in (HEADER, *rows(count)):
            sheet.append(row)
        book.save(path)
    else:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            writer.writerows(rows(count))
    return path


def tell(done: int, state: dict[str, int]) -> None:
    state["done"] += done
    state["own"] = max(state["own"], own())
    if state["done"] % 10_000 == 0:
        print(f"{state['done']:,} rows, {own()} MB, {time.process_time():.0f} s of processor", file=sys.stderr)


def own() -> int:
    """Return the anonymous memory of this process, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("RssAnon"))


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--xlsx", action="store_true")
    options = parser.parse_args()
    call_command("migrate", verbosity=0, skip_checks=True)
    organisation = Organisation.objects.create(
        name="Example Office", slug="example-office", kind=OrganisationKind.LOCAL_OFFICE, created_at=NOW
    )
    path = written(options.rows, as_spreadsheet=options.xlsx)
    before, state = own(), {"done": 0, "own": 0}
    started = time.perf_counter()
    report = import_feedback(
        path=path,
        organisation=organisation,
        by=None,
        now=NOW,
        clock=clock.now,
        progress=lambda done: tell(done, state),
    )
    seconds = time.perf_counter() - started
    print(
        json.dumps(
            {
                "bench": "import_rows",
                "rows": report.rows,
                "pieces": report.pieces,
                "adds_up": report.adds_up,
                "seconds": round(seconds, 1),
                "rows_per_second": round(report.rows / seconds),
                "own_mb_before": before,
                "own_mb_peak": state["own"],
                "whole_mb_peak": round(peak()),
            }
        )
    )


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(STATE, ignore_errors=True)
