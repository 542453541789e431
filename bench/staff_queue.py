"""How long a caseworker waits for the queue and for a case, with 100,000 pieces in the database.

Run as `python bench/staff_queue.py [--pieces 100000] [--requests 300]`. It builds a database of its own in a folder
that it removes again (or, with HEARD_DATABASE_URL, in that database, which must be empty), asks as a signed-in
caseworker through every middleware, and prints one JSON line: milliseconds at the median, the 95th percentile and the
worst. `cpu` is the processor's own time, which a busy machine does not stretch as it stretches the clock's. `even` is
what the clock would have said had the machine kept the pace of its best moments (see yardstick.py).
"""

import argparse
import gc
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from yardstick import steady, stride

NOW = datetime(2020, 12, 1, 9, 0, tzinfo=UTC)
WHO = (
    *("The nurse", "The doctor", "A receptionist", "My carer", "The ambulance crew", "The pharmacist", "The dentist"),
    *(
        "The ward",
        "The health visitor",
        "The paramedic",
        "The social worker",
        "The physio",
        "The midwife",
        "The porter",
    ),
)
DID = (
    *("listened and explained", "never rang back", "was late again", "cancelled twice", "was kind and gentle"),
    *(
        "lost the referral",
        "could not find the notes",
        "answered every question",
        "left early",
        "gave the wrong leaflet",
    ),
    *(
        "came on time",
        "would not open the gate",
        "changed the tablets",
        "forgot the appointment",
        "was rushed off her feet",
    ),
)
WHEN = (
    *("on Monday", "all winter", "after the operation", "before discharge", "during the video call", "at night"),
    *("in the car park", "on the phone", "for three days", "at weekends", "in the morning", "during the pandemic"),
)
SOUGHT = ("porter", "midwife+tablets", "ambulance+late", "%22car+park%22", "pandemic")
TONES = ("VERY_GOOD", "GOOD", "MIXED", "BAD", "VERY_BAD")


def prepare(home: str) -> None:
    """Point Heard at a folder of its own and make the tables."""
    os.environ["HEARD_HOME"] = home
    os.environ["HEARD_DEMO"] = "1"
    os.environ.setdefault("HEARD_SECRET_KEY", "bench-only")
    os.environ["DJANGO_SETTINGS_MODULE"] = "heard.config.settings"
    import django
    from django.conf import settings

    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    from heard.config.schema import install

    install(connection)


def chunks(total: int, size: int = 2000) -> Iterator[range]:
    """Yield the numbers from 0 in chunks."""
    for start in range(0, total, size):
        yield range(start, min(start + size, total))


def sentence(chance: random.Random) -> str:
    """Return one of 2,520 sentences; some words are common and some are rare, as they are in real comments."""
    who, did, when = (chance.choices(part, weights=range(len(part), 0, -1))[0] for part in (WHO, DID, WHEN))
    return f"{who} {did} {when}."


def fill(pieces: int, chance: random.Random) -> Any:
    """Write the pieces with their cases as the finders would leave them, and return a caseworker."""
    from django.db import connection, transaction

    from heard.accounts.models import Membership, Organisation, Role, User
    from heard.campaigns.models import Campaign, Form, Placement
    from heard.casework.actions import open_cases
    from heard.feedback.models import Consent, Piece, Submission, Text
    from heard.insight.actions import load_framework
    from heard.insight.models import Suggestion, Theme
    from heard.places.models import Service

    load_framework(now=NOW)
    themes = list(Theme.objects.order_by("position"))
    organisations = [
        Organisation.objects.create(name=f"Fictional body {n}", slug=f"body-{n}", kind="REGULATOR", created_at=NOW)
        for n in range(3)
    ]
    first = organisations[0]
    person = User.objects.create_user("caseworker@example.org", "bench", full_name="Casey Worker", joined_at=NOW)
    Membership.objects.create(user=person, organisation=first, role=Role.CASEWORKER, started_at=NOW)
    day = NOW.date()
    campaign = Campaign.objects.create(
        slug="bench", title="Bench", owner=first, starts_on=day, ends_on=day,
        baseline_starts_on=day, baseline_ends_on=day, created_at=NOW,
    )  # fmt: skip
    form = Form.objects.create(campaign=campaign, organisation=first, slug="form", title="Form")
    placements = [
        Placement.objects.create(campaign=campaign, channel="FACEBOOK", code=f"bench-{n}", created_at=NOW)
        for n in range(20)
    ]
    services = [
        Service.objects.create(code=f"F{n}", name=f"Fictional surgery {n}", kind="GP", is_fictional=True)
        for n in range(300)
    ]
    for numbers in chunks(pieces):
        with transaction.atomic():
            sent = Submission.objects.bulk_create(
                Submission(
                    reference=f"B{n:09d}", organisation=first, campaign=campaign, form=form,
                    placement=chance.choice(placements), channel=chance.choice(("WEB", "WEB", "PHONE", "PAPER")),
                    received_at=NOW - timedelta(minutes=n * 2), risk_declared=chance.random() < 0.002,
                )
                for n in numbers
            )  # fmt: skip
            made = Piece.objects.bulk_create(
                Piece(
                    submission=one, ordinal=1, service=chance.choice(services), tone=chance.choice(TONES),
                    received_at=one.received_at, read_at=NOW,
                )
                for one in sent
            )  # fmt: skip
            Text.objects.bulk_create(
                Text(
                    submission_id=piece.submission_id, piece=piece, field="WORDS", slug="words", sealed=b"x" * 300,
                    redacted=" ".join(sentence(chance) for _ in range(2)), redacted_at=NOW,
                )
                for piece in made
            )  # fmt: skip
            Consent.objects.bulk_create(
                Consent(piece=piece, recipient="ORGANISATION", organisation=who, given_at=NOW, notice_version="1")
                for piece in made
                for who in organisations[: chance.choice((1, 1, 1, 2))]
            )
            Suggestion.objects.bulk_create(
                Suggestion(
                    piece=piece, aspect="THEME", theme=theme, method="bench", method_version="1", suggested_at=NOW
                )
                for piece in made
                for theme in chance.sample(themes, chance.choice((0, 1, 1, 2, 3)))
            )
        for some in chunks(len(made), 500):
            open_cases(piece_ids=[made[n].pk for n in some], now=NOW)
    work_on(person, chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return person


def work_on(person: Any, chance: random.Random) -> None:
    """Leave the cases as a year's work would: most closed, some in hand, a few permissions taken back."""
    from heard.casework.models import Case
    from heard.feedback.models import Consent

    mine = list(Case.objects.filter(organisation__slug="body-0", risk="NONE").values_list("pk", flat=True))
    chance.shuffle(mine)
    part = len(mine) // 10
    for start in range(0, part * 6, 500):
        Case.objects.filter(pk__in=mine[start : min(start + 500, part * 6)]).update(status="CLOSED", closed_at=NOW)
    Case.objects.filter(pk__in=mine[part * 6 : part * 6 + 400]).update(assigned_to=person, status="IN_PROGRESS")
    Consent.objects.filter(piece__cases__in=mine[-200:]).update(narrowed_at=NOW)


def addresses(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield what a caseworker asks for in a day: a name for the kind of request, and the address."""
    from heard.casework.models import Case
    from heard.casework.queries import QueueFilter

    base = "/staff/queue/body-0/"
    cases = list(Case.objects.filter(organisation__slug="body-0").order_by("-received_at").values_list("pk", flat=True))
    deep = chance.choice(Case.objects.filter(pk__in=chance.sample(cases, 50)))
    place = f"n.{int(deep.received_at.timestamp() * 1_000_000)}.{deep.pk}"
    while True:
        yield "first page", base
        yield "deep page", f"{base}?after={place}"
        yield "status", f"{base}?status={chance.choice(('NEW', 'IN_PROGRESS', 'CLOSED'))}"
        yield "mine", f"{base}?assigned=me"
        yield "tone and link", f"{base}?tone=VERY_BAD&campaign=bench&placement=bench-{chance.randrange(20)}"
        yield "theme", f"{base}?theme={chance.choice(('timeliness', 'parking', 'safeguarding'))}"
        yield "words", base + QueueFilter(words=chance.choice(SOUGHT)).query()
        yield "dates", f"{base}?since=2020-09-01&until=2020-09-07"
        yield "case", f"/staff/cases/{chance.choice(cases)}/"
        yield "more like this", f"/staff/cases/{chance.choice(cases)}/like/"
        yield "case in a filter", f"/staff/cases/{chance.choice(cases[:2000])}/?status=NEW&tone=BAD"


def measure(person: Any, requests: int, chance: random.Random) -> dict[str, Any]:
    """Ask and time; the first round of each kind warms up and is not counted.

    What lives for good is put out of the collector's sight, as the server does when it has started.
    """
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person)
    times: dict[str, list[float]] = {}
    every: list[float] = []
    cpu: list[float] = []
    strides: list[float] = []
    asked = addresses(chance)
    for number in range(requests + 11):
        kind, address = next(asked)
        if number == 11:
            gc.collect()
            gc.freeze()
        pace = stride()
        start, begun = time.perf_counter(), time.process_time()
        answer = client.get(address)
        spent, worked = (time.perf_counter() - start) * 1000, (time.process_time() - begun) * 1000
        if answer.status_code not in {200, 404}:
            sys.exit(f"{address} answered {answer.status_code}")
        if number >= 11 and answer.status_code == 200:
            times.setdefault(kind, []).append(spent)
            every.append(spent)
            cpu.append(worked)
            strides.append((pace + stride()) / 2)
    return {
        "requests": len(every),
        "p50_ms": round(median(every), 1),
        "p95_ms": round(quantiles(every, n=20)[18], 1),
        "worst_ms": round(max(every), 1),
        **steady(every, strides),
        "cpu_p50_ms": round(median(cpu), 1),
        "cpu_p95_ms": round(quantiles(cpu, n=20)[18], 1),
        "p95_ms_by_kind": {kind: round(quantiles(spent, n=20)[18], 1) for kind, spent in times.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pieces", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--home", default="", help="keep the database in this folder, and use it again")
    options = parser.parse_args()
    chance = random.Random(2020)
    home = options.home or tempfile.mkdtemp(prefix="heard-bench-")
    is_there = (Path(home) / "heard.sqlite3").is_file()
    try:
        prepare(home)
        from django.db import connection

        from heard.accounts.models import User

        start = time.perf_counter()
        person = User.objects.first() if is_there else fill(options.pieces, chance)
        built = time.perf_counter() - start
        found = measure(person, options.requests, chance)
        print(
            json.dumps(
                {
                    "bench": "staff_queue",
                    "database": connection.vendor,
                    "pieces": options.pieces,
                    "built_s": round(built, 1),
                    **found,
                }
            )
        )
    finally:
        if not options.home:
            shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
