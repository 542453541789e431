"""How fast a network's export comes in, beside the same figures read with csv and written plainly.

Usage: python bench/network_import.py [--rows 20000] [--times 3]. Prints one JSON line. The export is that of an
advertising account by day, made up here. `ratio` is the import's time by that of the plain way in the same run: csv,
int and Decimal, then bulk_create of the same figures; without a check, a comparison or an audit line. `check_seconds`
is what looking at the file alone takes, `restated_seconds` a newer file of the same days. Each is the least of so many
times. On SQLite in a folder of its own unless HEARD_DATABASE_URL is set.
"""

import argparse
import csv
import io
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

STATE = Path(tempfile.mkdtemp(prefix="heard-bench-"))
os.environ.update(HEARD_HOME=str(STATE), HEARD_SECRET_KEY="bench", DJANGO_SETTINGS_MODULE="heard.config.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from heard.accounts.models import Organisation, OrganisationKind  # noqa: E402
from heard.campaigns.models import Campaign  # noqa: E402
from heard.measurement.actions.networks import NetworkReport, Told, import_network  # noqa: E402
from heard.measurement.models import NetworkFigure, NetworkImport, Span  # noqa: E402

NOW = datetime(2021, 1, 4, tzinfo=UTC)
FIRST = date(2020, 7, 8)
DAYS = 100
HEADER = (
    *("Reporting starts", "Reporting ends", "Campaign name", "Ad set name", "Ad name", "Campaign delivery"),
    *("Attribution setting", "Results", "Result indicator", "Reach", "Impressions", "Frequency", "Cost per results"),
    *("Amount spent (GBP)", "Ends", "Link clicks", "CPC (cost per link click)"),
)
MEASURES = {
    "conversions": "Results",
    "reach": "Reach",
    "impressions": "Impressions",
    "spend": "Amount spent (GBP)",
    "link clicks": "Link clicks",
}


def rows(count: int, *, more: int = 0) -> Iterator[tuple[str, ...]]:
    for number in range(count):
        advertisement, place = divmod(number, DAYS)
        day = (FIRST + timedelta(days=place)).isoformat()
        shown = 1_000 + number * 7 % 9_000 + more
        yield (
            *(day, day, "Tell us how it was", f"Audience {advertisement % 12}", f"Film {advertisement}", "active"),
            *(
                "7-day click",
                str(number % 40),
                "actions:link_click",
                f"{shown * 3 // 4:,}",
                f"{shown:,}",
                "1.33",
                "0.2",
            ),
            *(f"{number % 900 / 100 + 1:.2f}", "Ongoing", str(number % 60), "0.21"),
        )


def written(count: int, *, more: int = 0) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows(rows(count, more=more))
    return out.getvalue().encode()


def plainly(data: bytes, campaign: Campaign) -> int:
    """Read and write the same figures with what comes with Python and Django, and nothing else."""
    imported = NetworkImport.objects.create(
        campaign=campaign, file_name="plain.csv", digest="plain", source="meta-ads", title="Plain", level="ad",
        first_day=FIRST, last_day=FIRST, row_count=0, figure_count=0, imported_at=NOW,
    )  # fmt: skip
    figures = []
    for number, row in enumerate(csv.DictReader(io.StringIO(data.decode())), start=2):
        day = date.fromisoformat(row["Reporting starts"])
        for measure, column in MEASURES.items():
            value = Decimal(row[column].replace(",", ""))
            subject = f"{row['Ad set name']} {row['Ad name']}"[:32]
            figures.append(
                NetworkFigure(
                    campaign=campaign, imported=imported, source="meta-ads", network="Meta", subject=subject,
                    key=f"{subject}{day:%y%m%d}", name=f"{row['Campaign name']} / {row['Ad name']}",
                    first_day=day, last_day=day, span=Span.DAY, measure=measure, paid="paid", row_number=number,
                    currency="GBP" if measure == "spend" else "",
                    value=int(value * 100) if measure in {"spend", "conversions"} else int(value),
                )
            )  # fmt: skip
    with transaction.atomic():
        NetworkFigure.objects.bulk_create(figures, batch_size=500)
    return len(figures)


def taken(data: bytes, campaign: Campaign, *, dry_run: bool = False) -> NetworkReport:
    report = import_network(
        data=data, file_name="ads.csv", campaign=campaign, told=Told(), by=None, now=NOW, dry_run=dry_run
    )
    assert report.can_be_taken, report.lines
    return report


def seconds(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def empty() -> None:
    NetworkFigure.objects.all()._raw_delete(using="default")
    NetworkImport.objects.all().delete()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    call_command("migrate", verbosity=0, skip_checks=True)
    owner = Organisation.objects.create(
        name="Example Office", slug="example-office", kind=OrganisationKind.LOCAL_OFFICE, created_at=NOW
    )
    campaign = Campaign.objects.create(
        owner=owner,
        title="Tell us",
        slug="tell-us",
        starts_on=FIRST,
        ends_on=FIRST + timedelta(days=DAYS),
        baseline_starts_on=date(2019, 7, 8),
        baseline_ends_on=date(2019, 10, 16),
        created_at=NOW,
    )
    data, newer = written(asked.rows), written(asked.rows, more=5)
    took: dict[str, list[float]] = {"plain": [], "check": [], "import": [], "restated": []}
    for _time in range(asked.times):
        took["plain"].append(seconds(lambda: plainly(data, campaign)))
        empty()
        took["check"].append(seconds(lambda: taken(data, campaign, dry_run=True)))
        took["import"].append(seconds(lambda: taken(data, campaign)))
        took["restated"].append(seconds(lambda: taken(newer, campaign)))
        empty()
    least = {name: min(each) for name, each in took.items()}
    print(
        json.dumps(
            {
                "bench": "network_import",
                "rows": asked.rows,
                "figures": asked.rows * len(MEASURES),
                **{f"{name}_seconds": round(each, 2) for name, each in least.items()},
                "rows_per_second": round(asked.rows / least["import"]),
                "ratio": round(least["import"] / least["plain"], 2),
            }
        )
    )


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(STATE, ignore_errors=True)
