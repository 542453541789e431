"""Whether anything becomes unreadable while keys are changed as people send and staff read.

Usage: python bench/key_rotation.py [--seconds 30] [--before 1000] [--senders 2] [--readers 2] [--every 3]. Prints one
JSON line. Senders and readers are processes of their own; so is the worker that wraps anew. Each submission's words and
contact details name each other, so that another's would be noticed. At the end all is checked, every retired key is
forgotten, and all is checked again. On SQLite in a folder of its own unless HEARD_DATABASE_URL is set, whose database
must be empty.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

STATE = Path(os.environ.get("HEARD_BENCH_STATE") or tempfile.mkdtemp(prefix="heard-bench-"))
os.environ.update(
    HEARD_HOME=str(STATE),
    HEARD_BENCH_STATE=str(STATE),
    HEARD_SECRET_KEY="bench",
    DJANGO_SETTINGS_MODULE="heard.config.settings",
)

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, connection  # noqa: E402

from heard.accounts.models import Organisation, OrganisationKind  # noqa: E402
from heard.design import clock  # noqa: E402
from heard.feedback import actions, keys  # noqa: E402
from heard.feedback.actions import resealing  # noqa: E402
from heard.feedback.actions.keyring import SETTLED_AFTER, forget_key, rotate_key  # noqa: E402
from heard.feedback.models import SealingKey, Submission  # noqa: E402
from heard.feedback.queries.keyring import resealing as how_far  # noqa: E402
from heard.feedback.queries.seals import check_seals  # noqa: E402
from heard.feedback.sealing import CannotUnseal, contact_for, texts_for_worker  # noqa: E402

STOP = STATE / "stop"
Tally = dict[str, int]


def send(tally: Tally, name: str) -> None:
    """Send one submission; a database that is busy for too long is said so, as to a person."""
    ours, theirs = Organisation.objects.order_by("pk")[:2]
    words = f"{name}-{tally['sent']}"
    piece = actions.PieceIn(
        texts=(actions.TextIn(field="WORDS", slug="words", words=words),),
        consents=(actions.ConsentIn(recipient="ORGANISATION", organisation=theirs),),
    )
    given = actions.SubmissionIn(
        organisation=ours, pieces=(piece,), may_contact=True, contact={"email": f"{words}@example.org"}
    )
    try:
        actions.receive_submission(submission=given, now=clock.now())
        tally["sent"] += 1
    except OperationalError:
        tally["refused"] += 1


def read(tally: Tally, _name: str) -> None:
    """Open the latest submissions, and some from before, by every key that should open them."""
    latest = list(Submission.objects.order_by("-received_at")[:10])
    _open([*latest, *Submission.objects.order_by("?")[:10]], tally)


def reseal(tally: Tally, _name: str) -> None:
    """Wrap anew, as the worker does."""
    step = resealing.Resealed()
    with suppress(OperationalError):
        step = resealing.reseal_some(limit=resealing.CHUNK, now=clock.now())
    tally["resealed"] += step.done
    tally["could_not"] += step.could_not
    if not step.done:
        time.sleep(0.1)


ROLES: dict[str, Callable[[Tally, str], None]] = {"send": send, "read": read, "reseal": reseal}


def _open(submissions: list[Submission], tally: Tally) -> None:
    opened = texts_for_worker(submissions=submissions)
    for submission in submissions:
        tally["read"] += 1
        texts = [opened.get(text.pk) for text in submission.texts.all()]
        for owner in Organisation.objects.order_by("pk")[:2]:
            try:
                contact = contact_for(submission=submission, organisation=owner)
            except CannotUnseal:
                tally["unreadable"] += 1
                continue
            tally["anothers"] += [f"{text}@example.org" for text in texts] != [contact["email"]]
        tally["unreadable"] += texts.count(None)


def _new_tally() -> Tally:
    names = ("sent", "refused", "read", "unreadable", "anothers", "resealed", "could_not")
    return dict.fromkeys(names, 0)


def _play(role: str, name: str) -> None:
    tally = _new_tally()
    (STATE / f"ready-{name}").touch()
    while not STOP.exists():
        ROLES[role](tally, name)
    sys.stdout.write(json.dumps(tally))


def _prepare(before: int) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    if Submission.objects.exists():
        sys.exit("This database is not empty.")
    for number in range(2):
        Organisation.objects.create(
            name=f"Office {number}",
            slug=f"office-{number}",
            kind=OrganisationKind.LOCAL_OFFICE,
            created_at=clock.now(),
        )
    keys.ensure_keys(organisations=Organisation.objects.all(), now=clock.now())
    tally = _new_tally()
    while tally["sent"] < before:
        send(tally, "before")


def _rotate(seconds: float, every: float) -> int:
    rotations, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(every)
        for owner in (None, *Organisation.objects.order_by("pk")):
            with suppress(OperationalError):
                rotate_key(organisation=owner, now=clock.now())
                rotations += 1
    return rotations


def _finish(tally: Tally) -> dict[str, int]:
    """Wrap the rest anew, forget what is retired, and open everything by what is left."""
    while step := resealing.reseal_some(limit=500, now=clock.now()).done:
        tally["resealed"] += step
    faults = len(check_seals(everything=True).faults)
    left = how_far().waiting
    retired = SealingKey.objects.filter(retired_at__isnull=False)
    for key in retired:
        forget_key(key_id=key.key_id, now=clock.now() + SETTLED_AFTER + timedelta(seconds=1))
    after = _new_tally()
    _open(list(Submission.objects.all()), after)
    checked = check_seals(everything=True)
    return {
        "left_on_old_keys": left,
        "faults": faults,
        "forgotten_keys": retired.count(),
        "read_after": after["read"],
        "unreadable_after": after["unreadable"] + after["anothers"],
        "faults_after": len(checked.faults) + checked.untried,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--before", type=int, default=1000)
    parser.add_argument("--senders", type=int, default=2)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--every", type=float, default=3)
    parser.add_argument("--role", choices=sorted(ROLES), help=argparse.SUPPRESS)
    parser.add_argument("--name", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.role:
        _play(asked.role, asked.name)
        return
    try:
        _prepare(asked.before)
        players = [*["send"] * asked.senders, *["read"] * asked.readers, "reseal"]
        playing = [
            subprocess.Popen(
                [sys.executable, __file__, "--role", role, "--name", f"{role}{number}"], stdout=subprocess.PIPE
            )
            for number, role in enumerate(players)
        ]
        while len(list(STATE.glob("ready-*"))) < len(players):
            time.sleep(0.1)
        started = time.perf_counter()
        rotations = _rotate(asked.seconds, asked.every)
        STOP.touch()
        tally = _new_tally()
        for each in playing:
            for what, count in json.loads(each.communicate()[0]).items():
                tally[what] += count
        seconds = time.perf_counter() - started
        found = _finish(tally)
        line = {
            "bench": "key_rotation",
            "database": connection.vendor,
            "seconds": round(seconds, 1),
            "rotations": rotations,
            "before": asked.before,
            **tally,
            "sent_per_second": round(tally["sent"] / seconds, 1),
            **found,
        }
        sys.stdout.write(json.dumps(line) + "\n")
        broken = (
            "unreadable",
            "anothers",
            "could_not",
            "faults",
            "unreadable_after",
            "faults_after",
            "left_on_old_keys",
        )
        sys.exit(1 if any(line[name] for name in broken) else 0)
    finally:
        connection.close()
        shutil.rmtree(STATE, ignore_errors=True)


if __name__ == "__main__":
    main()
