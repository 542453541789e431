"""How fast the live page answers: 100,000 pieces, 300,000 visits and two years of imported counts on SQLite.

Usage: python bench/live_page.py [--pieces 100000] [--visits 300000] [--requests 60] [--home FOLDER]. Prints one JSON
line. With --home the database is kept in that folder and used again; the roll-ups are then not timed anew.
The page is asked for through Django's whole stack by a signed-in analyst. Visits and feedback are written in the order
in which they came, as the roll-ups of a real campaign meet them. 100 visits stand beyond the roll-ups, as they
do while the worker, which goes round four times a second, runs beside 400 visits a second. cpu_p95_ms is this process's
own time: closer to what a quiet machine would show when others share this one; even_p95_ms what the clock would have
said had the machine kept the pace of its best moments (see yardstick.py).
"""

import argparse
import gc
import json
import os
import random
import shutil
import statistics
import tempfile
import time
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from yardstick import steady, stride

PARSER = argparse.ArgumentParser(description=__doc__)
PARSER.add_argument("--pieces", type=int, default=100_000)
PARSER.add_argument("--visits", type=int, default=300_000)
PARSER.add_argument("--requests", type=int, default=60)
PARSER.add_argument("--home", default="", help="keep the database in this folder, and use it again")
ASKED = PARSER.parse_args()
HOME = Path(ASKED.home or tempfile.mkdtemp(prefix="heard-bench-"))
HOME.mkdir(parents=True, exist_ok=True)
IS_THERE = (HOME / "heard.sqlite3").is_file()
os.environ.update(
    HEARD_HOME=str(HOME), HEARD_SECRET_KEY="bench", HEARD_DEMO="1", DJANGO_SETTINGS_MODULE="heard.config.settings"
)
os.environ.pop("HEARD_DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from heard.accounts.models import Membership, Organisation, OrganisationKind, Role, User  # noqa: E402
from heard.campaigns.models import (  # noqa: E402
    Campaign,
    CampaignState,
    Channel,
    Form,
    Partner,
    Placement,
    Visit,
    VisitClass,
    VisitKind,
    Wave,
)
from heard.design import clock  # noqa: E402
from heard.feedback.models import Channel as By  # noqa: E402
from heard.feedback.models import Piece, Submission  # noqa: E402
from heard.measurement import tasks  # noqa: E402
from heard.measurement.models import CountImport, DailyCount, Outcome  # noqa: E402
from heard.places.models import Area, AreaKind  # noqa: E402

DAYS = 120
PLACEMENTS = 30
LATE_VISITS = 100
KINDS = (
    [VisitKind.CLICK] * 50
    + [VisitKind.LANDING] * 30
    + [VisitKind.FORM_START] * 12
    + [
        VisitKind.LOOKUP,
        VisitKind.NUMBER_SHOWN,
        VisitKind.CALL_TAP,
        VisitKind.EMAIL_TAP,
    ]
    * 3
)
IN_AREAS = {VisitKind.LOOKUP, VisitKind.NUMBER_SHOWN, VisitKind.CALL_TAP, VisitKind.EMAIL_TAP}
AREAS = 153
CLASSES = [VisitClass.HUMAN] * 16 + [VisitClass.BOT, VisitClass.BOT, VisitClass.PREVIEW, VisitClass.SUSPECT]


def main() -> None:
    result: dict[str, object] = {"bench": "live_page"}
    if IS_THERE:
        campaign, user = Campaign.objects.get(), User.objects.get()
    else:
        campaign, user, rolled_up = _built()
        result |= rolled_up
    result |= {"visits": Visit.objects.count(), "pieces": Piece.objects.count()}
    print(json.dumps(result | _times(campaign, user, ASKED.requests)))


def _built() -> tuple[Campaign, User, dict[str, float]]:
    """Write the campaign and roll it up; return also what the roll-ups took, 100 visits left out."""
    call_command("migrate", verbosity=0)
    random.seed(1)
    campaign, user = _campaign()
    _visits(campaign, ASKED.visits - LATE_VISITS)
    _feedback(campaign, ASKED.pieces)
    began, busy = time.perf_counter(), time.process_time()
    while tasks.roll_up_some(holder="bench", limit=200):
        pass
    taken = {"roll_up_s": time.perf_counter() - began, "roll_up_cpu_s": time.process_time() - busy}
    _visits(campaign, LATE_VISITS, late=True)
    return campaign, user, {name: round(seconds, 2) for name, seconds in taken.items()}


def _campaign() -> tuple[Campaign, User]:
    now = clock.now()
    start = now.date() - timedelta(days=DAYS)
    organisations = [
        Organisation.objects.create(name=name, slug=name.lower(), kind=OrganisationKind.NATIONAL_BODY, created_at=now)
        for name in ("Regulator", "Network", "Charity")
    ]
    campaign = Campaign.objects.create(
        slug="bench",
        title="Bench",
        owner=organisations[0],
        state=CampaignState.OPEN,
        starts_on=start,
        ends_on=start + timedelta(days=200),
        baseline_starts_on=start - timedelta(days=364),
        baseline_ends_on=start - timedelta(days=164),
        created_at=now,
        opened_at=now - timedelta(days=DAYS),
    )
    for organisation in organisations[:2]:
        Form.objects.create(campaign=campaign, organisation=organisation, slug=organisation.slug, title="Tell us")
        brought = CountImport.objects.create(
            organisation=organisation, file_name="counts.csv", digest=organisation.slug, row_count=0, imported_at=now
        )
        DailyCount.objects.bulk_create(
            DailyCount(
                organisation=organisation,
                outcome=outcome,
                day=start - timedelta(days=back),
                count=random.randint(150, 350),
                source="CRM",
                definition="Forms",
                imported=brought,
            )
            for outcome in (Outcome.FORMS, Outcome.PIECES, Outcome.LOOKUPS)
            for back in range(1, 800)
        )
    partner = Partner.objects.create(campaign=campaign, organisation=organisations[2], joined_at=now)
    waves = [
        Wave.objects.create(campaign=campaign, name=f"Wave {n}", audience="carers", starts_on=start, ends_on=start)
        for n in range(4)
    ]
    Placement.objects.bulk_create(
        Placement(
            campaign=campaign,
            wave=waves[n % 4],
            partner=partner if n % 3 else None,
            channel=Channel.FACEBOOK,
            post=f"Post {n}",
            code=f"bench-{n}",
            created_at=now,
        )
        for n in range(PLACEMENTS)
    )
    user = User.objects.create_user("analyst@example.org", full_name="An analyst", joined_at=now)
    Membership.objects.create(user=user, organisation=organisations[0], role=Role.ANALYST, started_at=now)
    return campaign, user


def _moment(*, late: bool = False) -> datetime:
    now = clock.now()
    return now if late else now - timedelta(seconds=random.randint(60, DAYS * 86_400))


def _visits(campaign: Campaign, number: int, *, late: bool = False) -> None:
    placements = [*campaign.placements.values_list("pk", flat=True), None]
    areas = _areas()
    moments = sorted(_moment(late=late) for _ in range(number))
    Visit.objects.bulk_create(
        (
            Visit(
                at=at,
                campaign=campaign,
                placement_id=random.choice(placements),
                kind=kind,
                area_id=random.choice(areas) if kind in IN_AREAS else None,
                visitor_class=random.choice(CLASSES),
                visitor_day=random.randbytes(16),
            )
            for at, kind in zip(moments, random.choices(KINDS, k=number), strict=True)
        ),
        batch_size=2_000,
    )


def _areas() -> list[int]:
    if not Area.objects.exists():
        Area.objects.bulk_create(
            Area(code=f"E{n:08}", name=f"Area {n}", kind=AreaKind.UPPER_TIER) for n in range(AREAS)
        )
    return list(Area.objects.values_list("pk", flat=True))


def _feedback(campaign: Campaign, pieces: int) -> None:
    placements = [*campaign.placements.values_list("pk", flat=True), None]
    organisations = list(campaign.forms.values_list("organisation", flat=True))
    areas = [*_areas(), None]
    moments = iter(sorted(_moment() for _ in range(pieces)))
    made = 0
    while made < pieces:
        submissions = [
            Submission(
                id=uuid.uuid4(),
                reference=uuid.uuid4().hex[:12],
                campaign=campaign,
                organisation_id=random.choice(organisations),
                placement_id=random.choice(placements),
                area_id=random.choice(areas),
                channel=By.WEB if random.random() < 0.9 else By.PHONE,
                received_at=next(moments),
            )
            for _ in range(1_000)
        ]
        Submission.objects.bulk_create(submissions)
        rows = [
            Piece(submission=submission, ordinal=ordinal, received_at=submission.received_at)
            for submission in submissions
            for ordinal in range(random.choice((1, 1, 2, 3)))
        ]
        Piece.objects.bulk_create(rows, batch_size=1_000)
        made += len(rows)


def _times(campaign: Campaign, user: User, requests: int) -> dict[str, float]:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    address = reverse("measurement:live", args=[campaign.slug])
    asked = ["", "?by=day", "?by=wave", "?by=partner", "?by=area", f"?since={clock.now().date() - timedelta(days=28)}"]
    taken, worked, strides = [], [], []
    for number in range(requests + len(asked)):
        if number == len(asked):
            gc.collect()
            gc.freeze()
        pace = stride()
        began, busy = time.perf_counter(), time.process_time()
        response = client.get(address + asked[number % len(asked)])
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
        assert response.status_code == 200, response.status_code
        strides.append((pace + stride()) / 2)
    cold, warm = taken[: len(asked)], sorted(taken[len(asked) :])
    return {
        "p50_ms": round(statistics.median(warm), 1),
        "p95_ms": round(warm[int(len(warm) * 0.95) - 1], 1),
        "cpu_p95_ms": round(sorted(worked[len(asked) :])[int(len(warm) * 0.95) - 1], 1),
        **steady(taken[len(asked) :], strides[len(asked) :]),
        "first_ms": round(cold[0], 1),
    }


if __name__ == "__main__":
    try:
        main()
    finally:
        if not ASKED.home:
            shutil.rmtree(HOME, ignore_errors=True)
