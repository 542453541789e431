"""How fast the ZIP of a campaign's QR codes is made, beside the same files drawn by segno and packed by zipfile.

Usage: python bench/qr_codes.py [--links 3000]. Prints one JSON line. Each link has an SVG, a PNG and a line in a list.
`ratio` is the ZIP's time by that of the plain way in the same run, `mb` its size beside the plain one's `plain_mb`.
On SQLite in a folder of its own unless HEARD_DATABASE_URL is set.
"""

import argparse
import io
import json
import os
import shutil
import tempfile
import time
import zipfile
from datetime import UTC, date, datetime
from math import ceil
from pathlib import Path

STATE = Path(tempfile.mkdtemp(prefix="heard-bench-"))
os.environ.update(HEARD_HOME=str(STATE), HEARD_SECRET_KEY="bench", DJANGO_SETTINGS_MODULE="heard.config.settings")

import django  # noqa: E402

django.setup()

import segno  # noqa: E402
from django.core.management import call_command  # noqa: E402

from heard.accounts.models import Organisation, OrganisationKind  # noqa: E402
from heard.campaigns import links, queries, taking  # noqa: E402
from heard.campaigns.models import Campaign, Channel, Partner, Placement  # noqa: E402

NOW = datetime(2021, 1, 4, tzinfo=UTC)
CM, DPI = 4, 300


def grid(count: int) -> Campaign:
    owner = Organisation.objects.create(
        name="Example Office", slug="example-office", kind=OrganisationKind.LOCAL_OFFICE, created_at=NOW
    )
    campaign = Campaign.objects.create(
        owner=owner, title="Tell us", slug="tell-us", starts_on=date(2020, 7, 8), ends_on=date(2020, 9, 30),
        baseline_starts_on=date(2019, 7, 8), baseline_ends_on=date(2019, 9, 30), created_at=NOW,
    )  # fmt: skip
    partner = Partner.objects.create(campaign=campaign, organisation=owner, joined_at=NOW)
    Placement.objects.bulk_create(
        Placement(
            campaign=campaign, partner=partner, channel=Channel.FACEBOOK, post=f"Post {n}", code=f"office-fb-{n}",
            created_at=NOW,
        )
        for n in range(count)
    )  # fmt: skip
    return campaign


def plainly(campaign: Campaign) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for placement in Placement.objects.filter(campaign=campaign):
            code = segno.make_qr(links.short_address(placement.code), error="q", boost_error=False)
            across = int(code.symbol_size(scale=1, border=4)[0])
            svg, png = io.BytesIO(), io.BytesIO()
            code.save(svg, kind="svg", unit="cm", scale=CM / across, border=4, light="#fff", nl=False)
            code.save(png, kind="png", scale=ceil(CM / 2.54 * DPI / across), border=4, dpi=DPI)
            archive.writestr(f"svg/{placement.code}.svg", svg.getvalue(), zipfile.ZIP_DEFLATED)
            archive.writestr(f"png/{placement.code}.png", png.getvalue())
    return out.getvalue()


def ours(campaign: Campaign) -> tuple[int, float]:
    """Return how large the ZIP is, and after how many seconds its first piece came."""
    began, first, size = time.perf_counter(), 0.0, 0
    placements = queries.placements_of(campaign=campaign).select_related("campaign")
    for piece in taking.codes_of(placements.iterator(chunk_size=500), cm=CM, dpi=DPI):
        first = first or time.perf_counter() - began
        size += len(piece)
    return size, first


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=3_000)
    asked = parser.parse_args()
    call_command("migrate", verbosity=0, skip_checks=True)
    campaign = grid(asked.links)
    began = time.perf_counter()
    plain = plainly(campaign)
    plain_seconds = time.perf_counter() - began
    began = time.perf_counter()
    size, first = ours(campaign)
    seconds = time.perf_counter() - began
    print(
        json.dumps(
            {
                "bench": "qr_codes",
                "links": asked.links,
                "files": 2 * asked.links + 1,
                "seconds": round(seconds, 2),
                "first_piece_seconds": round(first, 2),
                "plain_seconds": round(plain_seconds, 2),
                "ratio": round(seconds / plain_seconds, 3),
                "mb": round(size / 1e6, 1),
                "plain_mb": round(len(plain) / 1e6, 1),
            }
        )
    )


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(STATE, ignore_errors=True)
