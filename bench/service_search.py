"""How fast services are found among 100,000, beside a plain LIKE over names and addresses in the same run.

Usage: python bench/service_search.py [--services 100000] [--searches 400] [--postgresql URL]. Prints one JSON line with
the 95th percentile, by the clock and by processor time (which a busy machine swells far less), on SQLite (in a folder
of its own) and, where a URL is given, on an empty PostgreSQL database. The services are made up; with HEARD_DATA the
real open lists stand among them. Each search is what a type-ahead asks for: names with slips, the beginnings of names,
common words, initials, parts of postcodes.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
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
from django.db import connection  # noqa: E402
from django.db.models import Q  # noqa: E402

from heard.places.actions import load_services  # noqa: E402
from heard.places.models import Service  # noqa: E402
from heard.places.queries import find_services  # noqa: E402
from heard.places.registers import read_services  # noqa: E402

NOW = datetime(2026, 7, 8, tzinfo=UTC)
FILES = ("gp_practices_england_2023.csv", "nhs_trusts_england_rcpch.csv", "social_care_providers_2014.csv")
STARTS_TEXT = "Al Bar Ben Brad Carl Chel Cor Dal Der Dor East Ed Ever Farn Glen Had Har Hol Kes Lang Mar Mel Nor Os Pen"
MIDDLES_TEXT = "am an ber der el en field gar hal in ing kin ley low ming mor on or ring sel ter ton wal wick"
ENDS_TEXT = "bourne bridge bury by combe dale don field ford gate ham hill hurst ley minster mouth stead ston ton wood"
STARTS, MIDDLES, ENDS = STARTS_TEXT.split(), MIDDLES_TEXT.split(), ENDS_TEXT.split()
KINDS = (
    ("GP", ("Surgery", "Medical Centre", "Health Centre", "Practice", "Group Practice")),
    ("CARE_HOME", ("Care Home", "Nursing Home", "House", "Lodge Care Home", "Court Residential Home")),
    ("HOME_CARE", ("Care Limited", "Home Care Services Limited", "Care Agency")),
    ("DENTIST", ("Dental Practice", "Dental Care", "Dental Surgery")),
    ("PHARMACY", ("Pharmacy", "Chemist")),
    ("HOSPITAL", ("Hospital", "General Hospital", "NHS Foundation Trust")),
)
SHOWN = 8


def made_up(count: int, chance: random.Random) -> Iterator[dict[str, str]]:
    """Yield services whose words are as unevenly common as those of real ones."""

    def word() -> str:
        middle = "".join(chance.choices(MIDDLES, k=chance.randint(0, 2)))
        return chance.choice(STARTS) + middle + chance.choice(ENDS)

    towns = [word() for _ in range(1500)]
    names = [word() for _ in range(15_000)] + [
        "Park",
        "Church Street",
        "High Street",
        "Station Road",
        "The Village",
    ] * 60
    for number in range(count):
        kind, ends = chance.choice(KINDS)
        town = towns[min(int(chance.expovariate(1 / 300)), len(towns) - 1)]
        yield {
            "code": f"M{number:06d}",
            "name": f"{chance.choice(names)} {chance.choice(ends)}",
            "kind": kind,
            "address": f"{chance.randint(1, 200)} {chance.choice(names)} Road, {town}",
            "postcode": f"{town[:2].upper()}{chance.randint(1, 30)} {chance.randint(1, 9)}"
            + "".join(chance.choices("ABDEFGHJLNPQRSTUWXYZ", k=2)),
        }


def searches(count: int, chance: random.Random) -> list[str]:
    """Return what people type: a slip in a name, its beginning, common words, initials, parts of a postcode."""
    ids = list(Service.objects.values_list("pk", flat=True))
    found = {one.pk: one for one in Service.objects.filter(pk__in=chance.sample(ids, count))}
    typed = []
    for at, one in enumerate(found.values()):
        words, postcode = one.name.lower().split(), one.postcode.lower() or "ls6 2ab"
        place = chance.randrange(1, max(2, len(one.name)))
        slipped = one.name[:place] + one.name[place + 1 :]
        swapped = (
            one.name[: place - 1] + one.name[place : place + 1] + one.name[place - 1 : place] + one.name[place + 1 :]
        )
        typed.append(
            (
                slipped,
                swapped,
                one.name[: max(3, place)],
                f"{words[0]} {postcode.split()[0]}",
                f"{words[-1]} {postcode[:-2]}",
                " ".join(reversed(words)),
                " ".join(words[1:]) or words[0],
                "".join(word[0] for word in words) + "x",
            )[at % 8]
        )
    return typed


def plain_like(words: str) -> list[Service]:
    """Return services whose names or addresses hold every word, as the search did before."""
    found = Service.objects.filter(status="ACTIVE").select_related("area")
    for word in words.split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(address__icontains=word) | Q(postcode__istartswith=word))
    return list(found.order_by("name", "pk")[:SHOWN])


def processor() -> float:
    """Return the seconds of processor time that this process and, on PostgreSQL, its server process have taken."""
    taken = time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
        if server.exists():
            taken += int(server.read_text().split()[0]) / 1e9
    return taken


def p95(times: list[float]) -> float:
    return round(statistics.quantiles(times, n=20)[-1] * 1000, 1)


def measured(services: int, count: int) -> dict[str, float]:
    call_command("migrate", verbosity=0, skip_checks=True)
    chance = random.Random(20260708)
    started = time.perf_counter()
    if folder := os.environ.get("HEARD_DATA"):
        for file in FILES:
            read = read_services(Path(folder) / "organisations" / file)
            load_services(rows=read.rows, by=None, now=NOW, register=read.register)
    load_services(rows=made_up(services - Service.objects.count(), chance), by=None, now=NOW)
    seconds = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    typed = searches(count, chance)
    for words in typed[:10]:
        find_services(words=words, limit=SHOWN)
    ours, worked, plain = [], [], []
    for at, words in enumerate(typed):
        before, begun = processor(), time.perf_counter()
        find_services(words=words, limit=SHOWN)
        ours.append(time.perf_counter() - begun)
        worked.append(processor() - before)
        if at % 4 == 0:
            begun = time.perf_counter()
            plain_like(words)
            plain.append(time.perf_counter() - begun)
    return {
        "p50_ms": round(statistics.median(ours) * 1000, 1),
        "p95_ms": p95(ours),
        "processor_p95_ms": p95(worked),
        "max_ms": round(max(ours) * 1000, 1),
        "plain_like_p95_ms": p95(plain),
        "times_as_fast": round(p95(plain) / p95(ours), 1),
        "load_seconds": round(seconds, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=100_000)
    parser.add_argument("--searches", type=int, default=400)
    parser.add_argument("--postgresql", default="")
    parser.add_argument("--one", action="store_true", help="measure the database of HEARD_DATABASE_URL alone")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measured(options.services, options.searches)))
        return
    databases = {"sqlite": f"sqlite:///{STATE / 'bench.sqlite3'}"}
    if options.postgresql:
        databases["postgresql"] = options.postgresql
    told = {}
    for name, url in databases.items():
        done = subprocess.run(
            [
                sys.executable,
                __file__,
                "--one",
                "--services",
                str(options.services),
                "--searches",
                str(options.searches),
            ],
            env={**os.environ, "HEARD_DATABASE_URL": url},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        told[name] = json.loads(done.stdout)
    what = {"bench": "service_search", "services": options.services, "searches": options.searches}
    print(json.dumps({**what, "load_average": round(os.getloadavg()[0], 1), **told}))


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(STATE, ignore_errors=True)
