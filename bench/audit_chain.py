"""How fast the audit log is chained and proved, and what a round of the worker costs that finds nothing to chain.

Usage: python bench/audit_chain.py [--lines 1000000]. Prints one JSON line. On SQLite in a folder of its own unless
HEARD_DATABASE_URL is set.
"""

import argparse
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

STATE = Path(tempfile.mkdtemp(prefix="heard-bench-"))
os.environ.update(HEARD_HOME=str(STATE), HEARD_SECRET_KEY="bench", DJANGO_SETTINGS_MODULE="heard.config.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from heard.accounts.actions import chain_lines  # noqa: E402
from heard.accounts.models import AuditLine  # noqa: E402
from heard.accounts.queries.chaining import check_chain, loose_lines  # noqa: E402

NOW = datetime(2021, 1, 4, tzinfo=UTC)
AT_ONCE = 5000


def written(count: int) -> None:
    """Write that many lines, as actions do."""
    for begin in range(0, count, AT_ONCE):
        AuditLine.objects.bulk_create(
            AuditLine(
                at=NOW + timedelta(seconds=number),
                code="casework.case.assigned",
                subject_kind="casework.case",
                subject_id=str(number),
                detail={"person": number % 50},
            )
            for number in range(begin, min(begin + AT_ONCE, count))
        )


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return round(time.perf_counter() - started, 4)


def chained() -> None:
    while chain_lines(limit=200):
        pass


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    count = parser.parse_args().lines
    call_command("migrate", verbosity=0, interactive=False)
    written(count)
    figures = {
        "lines": count,
        "chaining_s": seconds(chained),
        "idle_round_s": min(seconds(lambda: chain_lines(limit=200)) for _ in range(20)),
        "late_ones_s": seconds(lambda: chain_lines(limit=200, look_back=None)),
        "loose_s": seconds(loose_lines),
        "proof_s": seconds(lambda: check_chain()),
        "holds": check_chain().broken is None,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    shutil.rmtree(STATE, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
