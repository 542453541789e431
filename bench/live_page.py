"""How fast the live page answers: 100,000 pieces, 300,000 visits and two years of imported counts on SQLite.

Usage: python bench/live_page.py [--pieces 100000] [--visits 300000] [--requests 60]. Prints one JSON line.
The page is asked for through Django's whole stack by a signed-in analyst. 100 visits stand beyond the roll-ups, as they
do while the worker, which goes round four times a second, runs beside 400 visits a second. cpu_p95_ms is this process's
own time: closer to what a quiet machine would show when others share this one.
"""

import argparse
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

STATE = Path(tempfile.mkdtemp(prefix="heard-bench-"))
os.environ.update(
    HEARD_HOME=str(STATE), HEARD_SECRET_KEY="bench", HEARD_DEMO="1", DJANGO_SETTINGS_MODULE="heard.config.settings"
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pieces", type=int, default=100_000)
    parser.add_argument("--visits", type=int, default=300_000)
    parser.add_argument("--requests", type=int, default=60)
    asked = parser.parse_args()
    call_command("migrate", verbosity=0)
    random.seed(1)
    campaign, user = _campaign()
    _visits(campaign, asked.visits - LATE_VISITS)
    pieces = _feedback(campaign, asked.pieces)
    began = time.perf_counter()
    while tasks.roll_up_some(holder="bench", limit=200):
        pass
    rolled_up = time.perf_counter() - began
    _visits(campaign, LATE_VISITS, late=True)
    result = {"bench": "live_page", "visits": Visit.objects.count(), "pieces": pieces}
    result |= _times(campaign, user, asked.requests) | {"roll_up_s": round(rolled_up, 2)}
    print(json.dumps(result))


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
    Visit.objects.bulk_create(
        (
            Visit(
                at=_moment(late=late),
                campaign=campaign,
                placement_id=random.choice(placements),
                kind=kind,
                area_id=random.choice(areas) if kind in IN_AREAS else None,
                visitor_class=random.choice(CLASSES),
                visitor_day=random.randbytes(16),
            )
            for kind in random.choices(KINDS, k=number)
        ),
        batch_size=2_000,
    )


def _areas() -> list[int]:
    if not Area.objects.exists():
        Area.objects.bulk_create(
            Area(code=f"E{n:08}", name=f"Area {n}", kind=AreaKind.UPPER_TIER) for n in range(AREAS)
        )
    return list(Area.objects.values_list("pk", flat=True))


def _feedback(campaign: Campaign, pieces: int) -> int:
    placements = [*campaign.placements.values_list("pk", flat=True), None]
    organisations = list(campaign.forms.values_list("organisation", flat=True))
    areas = [*_areas(), None]
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
                received_at=_moment(),
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
    return made


def _times(campaign: Campaign, user: User, requests: int) -> dict[str, float]:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    address = reverse("measurement:live", args=[campaign.slug])
    asked = ["", "?by=day", "?by=wave", "?by=partner", "?by=area", f"?since={clock.now().date() - timedelta(days=28)}"]
    taken, worked = [], []
    for number in range(requests + len(asked)):
        began, busy = time.perf_counter(), time.process_time()
        response = client.get(address + asked[number % len(asked)])
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
        assert response.status_code == 200, response.status_code
    cold, warm = taken[: len(asked)], sorted(taken[len(asked) :])
    return {
        "p50_ms": round(statistics.median(warm), 1),
        "p95_ms": round(warm[int(len(warm) * 0.95) - 1], 1),
        "cpu_p95_ms": round(sorted(worked[len(asked) :])[int(len(warm) * 0.95) - 1], 1),
        "first_ms": round(cold[0], 1),
    }


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(STATE, ignore_errors=True)
