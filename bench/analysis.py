"""How fast any question of many visits is answered: partitions read by DuckDB, beside a scan of the table by SQLite.

Usage: python bench/analysis.py [--visits 5000000] [--roll-up] [--folder FOLDER]. Prints one JSON line.
Seeded visits of 120 days and 300 links are written into SQLite, copied into partitions by the worker's own function,
and asked about; each question is asked three times and the best is told. With --roll-up the visits are rolled up too,
and every breakdown of the live figures is timed. 50 million visits need some 15 GB and an hour or two. FOLDER is kept:
what is there already is used again, so that a run that was cut off goes on, and so that questions can be timed on a
machine that has nothing else to do by then. Without it a folder is made, and removed at the end.
"""

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

_asked = argparse.ArgumentParser(description=__doc__)
_asked.add_argument("--visits", type=int, default=5_000_000)
_asked.add_argument("--roll-up", action="store_true")
_asked.add_argument("--folder", type=Path, default=None)
ASKED = _asked.parse_args()
STATE = ASKED.folder.resolve() if ASKED.folder else Path(tempfile.mkdtemp(prefix="heard-bench-"))
STATE.mkdir(parents=True, exist_ok=True)
os.environ.update(HEARD_HOME=str(STATE), HEARD_SECRET_KEY="bench", DJANGO_SETTINGS_MODULE="heard.config.settings")
os.environ.pop("HEARD_DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from heard.accounts.models import Organisation, OrganisationKind  # noqa: E402
from heard.campaigns.models import Campaign, CampaignState, Channel, Placement, VisitClass, VisitKind  # noqa: E402
from heard.design import clock  # noqa: E402
from heard.measurement import actions  # noqa: E402
from heard.measurement.analysis import counting, engines, manifest, writing  # noqa: E402
from heard.measurement.analysis.asking import Dimension, Measure, Question  # noqa: E402
from heard.measurement.queries import By, FigureQuery, LiveView, figures  # noqa: E402
from heard.places.models import Area, AreaKind  # noqa: E402

START = date(2020, 7, 8)
DAYS, LINKS, AREAS, CHUNK = 120, 300, 153, 200_000
KINDS = [VisitKind.CLICK.value] * 5 + [VisitKind.LANDING.value] * 3 + [VisitKind.FORM_START.value, "LOOKUP"]
CLASSES = [VisitClass.HUMAN.value] * 8 + [VisitClass.BOT.value, VisitClass.PREVIEW.value]
LIGHT = {
    "hour_channel": Question(measure=Measure.CLICKS, rows=Dimension.HOUR, columns=Dimension.CHANNEL),
    "post": Question(measure=Measure.CLICKS, rows=Dimension.POST),
    "area_week": Question(measure=Measure.LOOKUPS, rows=Dimension.AREA, columns=Dimension.WEEK),
    "link_day": Question(measure=Measure.LANDINGS, rows=Dimension.DAY, columns=Dimension.STANDING),
    "conversion": Question(measure=Measure.CONVERSION, rows=Dimension.CHANNEL),
}
HEAVY = {"visitor_days": Question(measure=Measure.VISITOR_DAYS, rows=Dimension.CHANNEL, columns=Dimension.MONTH)}


def main() -> None:
    call_command("migrate", verbosity=0)
    campaign = Campaign.objects.first() or _campaign()
    wrote = _timed(lambda: _visits(campaign, ASKED.visits))
    copied = _timed(lambda: writing.refresh(now=clock.now()))
    told: dict[str, Any] = {"bench": "analysis", "visits": ASKED.visits, "database_gb": _size("heard.sqlite3*")}
    told |= {
        "write_s": wrote,
        "copy_s": copied,
        "partitions_gb": _size("partitions/**/*.parquet"),
        "rss_copy_mb": _rss(),
    }
    told |= {f"{name}_s": _asked_of(campaign, question) for name, question in {**LIGHT, **HEAVY}.items()}
    told |= {"rss_mb": _rss(), "sqlite_hour_channel_s": _timed(lambda: _plainly(campaign))}
    if ASKED.roll_up:
        told |= _live(campaign)
    print(json.dumps(told))


def _timed(done: Callable[[], object]) -> float:
    began = time.perf_counter()
    done()
    return round(time.perf_counter() - began, 3)


def _asked_of(campaign: Campaign, question: Question) -> float:
    def ask() -> None:
        engine = engines.DuckDB()
        counting.answer(question=question, campaign=campaign, engine=engine)
        engine.close()

    return min(_timed(ask) for _ in range(3))


def _live(campaign: Campaign) -> dict[str, Any]:
    def roll_up() -> None:
        done = 0
        while more := actions.roll_up_visits(now=clock.now(), limit=500_000):
            done += more
            _say("rolled up", done)

    rolled = _timed(roll_up)
    view, today = LiveView(campaign=campaign), START + timedelta(days=DAYS)
    slowest = max(
        _timed(lambda by=by: figures(view=view, query=FigureQuery(by=by), today=today))  # type: ignore[misc]
        for by in By
        for _ in range(2)
    )
    return {"roll_up_s": rolled, "slowest_live_figure_s": slowest}


def _rss() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _size(pattern: str) -> float:
    return round(sum(path.stat().st_size for path in STATE.glob(pattern)) / 1e9, 3)


def _campaign() -> Campaign:
    now = clock.now()
    owner = Organisation.objects.create(name="Regulator", slug="r", kind=OrganisationKind.REGULATOR, created_at=now)
    campaign = Campaign.objects.create(
        slug="bench",
        title="Bench",
        owner=owner,
        state=CampaignState.OPEN,
        starts_on=START,
        ends_on=START + timedelta(days=DAYS),
        baseline_starts_on=START - timedelta(days=364),
        baseline_ends_on=START - timedelta(days=244),
        created_at=now,
        opened_at=now,
    )
    channels = list(Channel)
    Placement.objects.bulk_create(
        Placement(
            campaign=campaign, channel=channels[n % len(channels)], post=f"Post {n % 40}", code=f"b-{n}", created_at=now
        )
        for n in range(LINKS)
    )
    Area.objects.bulk_create(Area(code=f"E{n:08}", name=f"Area {n}", kind=AreaKind.UPPER_TIER) for n in range(AREAS))
    return campaign


def _visits(campaign: Campaign, number: int) -> None:
    """Write visits day by day, as they would have come, in transactions of so many; go on after those that are there.

    The table's indexes are made at the end: they come out the same, in a tenth of the time.
    """
    links = list(Placement.objects.values_list("pk", flat=True))
    areas = [None, *Area.objects.values_list("pk", flat=True)]
    connection.close()
    database = sqlite3.connect(STATE / "heard.sqlite3")
    done = int(database.execute("SELECT count(*) FROM campaigns_visit").fetchone()[0])
    indexes = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'campaigns_visit' AND sql IS NOT NULL"
    ).fetchall()
    kept = STATE / "indexes.json"
    if indexes:
        kept.write_text(json.dumps(indexes))
    if done < number:
        for name, _statement in indexes:
            database.execute(f'DROP INDEX "{name}"')
    columns = "at, campaign_id, placement_id, area_id, kind, visitor_class, reason, visitor_day, is_test"
    while done < number:
        some = min(CHUNK, number - done)
        rows = _rows(random.Random(done), campaign.pk, links, areas, done / number, some)
        database.executemany(f"INSERT INTO campaigns_visit ({columns}) VALUES (?,?,?,?,?,?,'',?,0)", rows)
        database.commit()
        done += some
        _say("written", done)
    for name, statement in json.loads(kept.read_text()):
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [name]).fetchone():
            database.execute(statement)
            _say("indexed", done)
    database.close()


def _say(what: str, number: int) -> None:
    print(f"{what} {number:,}", file=sys.stderr, flush=True)


def _rows(
    chance: random.Random, campaign: int, links: list[int], areas: list[int | None], share: float, number: int
) -> Iterator[tuple[Any, ...]]:
    began = datetime(START.year, START.month, START.day) + timedelta(days=share * DAYS)
    for _ in range(number):
        moment = began + timedelta(seconds=chance.randrange(10_800))
        kind = chance.choice(KINDS)
        token = _token(chance.randrange(200_000), moment) if kind == "CLICK" else None
        yield (
            *(moment.isoformat(" "), campaign, chance.choice(links), chance.choice(areas)),
            *(kind, chance.choice(CLASSES), token),
        )


def _token(browser: int, moment: datetime) -> bytes:
    return hashlib.blake2b(f"{browser} {moment.date()}".encode(), digest_size=16).digest()


def _plainly(campaign: Campaign) -> None:
    """Ask SQLite's own table for clicks by hour (of UTC) and channel."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT substr(v.at, 12, 2), p.channel, count(*) FROM campaigns_visit v JOIN campaigns_placement p"
            " ON p.id = v.placement_id WHERE v.campaign_id = %s AND v.kind = 'CLICK' AND v.visitor_class = 'HUMAN'"
            " AND NOT v.is_test GROUP BY 1, 2",
            [campaign.pk],
        )
        cursor.fetchall()


if __name__ == "__main__":
    try:
        main()
    finally:
        assert manifest.root().is_relative_to(STATE)
        if not ASKED.folder:
            shutil.rmtree(STATE, ignore_errors=True)
