"""What somebody with a copy of the database, and none of its keys, finds of 1,000 people.

Run as `python bench/dump_search.py [--people 1000] [--seed 7]`; with HEARD_DATABASE_URL it uses that PostgreSQL
database, which must be empty. It loads the demonstration, sends 1,000 forms by the actions that the public's pages call
(100 more are begun and not sent), lets the worker read them, and searches every file of the site but its keys: for
PostgreSQL the dump that pg_dump writes and, where they may be read, the server's own files with its write-ahead log. It
prints one JSON line and ends with 1 where something was found that nobody may read: docs/methods/dump-search.md.
"""

import argparse
import base64
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STEM = "quillow"
"""What each planted thing holds, so that one pass over a file finds all of them; no word of ours has it."""

FORM = {
    "about": "OWN",
    "age": "yes",
    "risk": "no",
    "another": "no",
    "may-contact": "yes",
    "share-with": [],
    "how-you-heard": "no",
}
PIECE = {
    "tone": "BAD",
    "where": "Ward 7",
    "when": {"how": "ongoing"},
    "told-service": "NOT_TOLD",
    "told-others": "NEITHER",
    "wanted": "An apology would help.",
    "service": {"not_listed": "The clinic by the station"},
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """One made-up person: what they leave to be reached by, and what of themselves stands in their words."""

    number: int
    contact: Mapping[str, str]
    said: Mapping[str, str]
    words: str


@dataclass(kw_only=True)
class Searched:
    """What was searched, and every planted thing that came up."""

    files: list[str] = field(default_factory=list)
    size: int = 0
    found: set[str] = field(default_factory=set)


def people(count: int, chance: random.Random) -> Iterator[Person]:
    """Yield made-up people. Numbers are Ofcom's for drama, and NHS numbers those that begin with 999."""
    for number in range(count):
        mark = "".join(chance.choices("abcdefghijkmnprstvwxyz", k=9))
        name, other, unannounced, small, place = (f"{STEM.title()}{mark[:6]}{letter}" for letter in "abcde")
        said = {
            "announced name": f"Mrs {name}",
            "email": f"{STEM}.{mark}@example.org",
            "web address": f"www.{STEM}{mark}.example.com",
            "handle": f"@{STEM}_{mark}",
            "address": f"{number + 1} {STEM.title()}{mark} Road",
            "unannounced name": unannounced,
            "name in small letters": small.lower(),
            "a place that neighbours know": f"{place} corner shop",
        }
        contact = {
            "email": f"{STEM}-{mark}@example.net",
            "name": f"Zed {other}",
            "phone": f"07700 900{number % 1000:03d}",
        }
        words = (
            f"I am {said['announced name']} and I live at {said['address']}. Write to {said['email']}, look at "
            f"{said['web address']} or {said['handle']}. Then {unannounced} came in, and nobody told me why I waited "
            f"{chance.randrange(2, 12)} hours. my friend {small.lower()} from behind the "
            f"{said['a place that neighbours know']} saw it all."
        )
        yield Person(number=number, contact=contact, said=said, words=words)


def prepare(home: Path) -> None:
    """Make a site in a folder of its own."""
    os.environ.update({"HEARD_HOME": str(home), "HEARD_DEMO": "1", "DJANGO_SETTINGS_MODULE": "heard.config.settings"})
    import django

    django.setup()
    from heard.config import preparing
    from heard.config.demo import load
    from heard.design import clock

    preparing.prepare(now=clock.now())
    load(now=clock.now(), seed=2020)


def plant(planted: list[Person], *, drafts: int) -> None:
    """Send each person's form by the actions that the pages call; the last `drafts` are begun and left."""
    from heard.campaigns.models import Form
    from heard.campaigns.questions.templates.shared import NOTICE_VERSION
    from heard.design import clock
    from heard.feedback.actions import drafting, sending
    from heard.feedback.drafts import new_secret

    form = Form.objects.select_related("campaign", "organisation").get(slug="good-care", campaign__is_front_page=True)
    for person in planted:
        secret, now = new_secret(), clock.now()
        once: dict[str, Any] = {**FORM, "confidentiality": NOTICE_VERSION, "contact": dict(person.contact)}
        piece: dict[str, Any] = {**PIECE, "words": person.words}
        drafting.begin_draft(form=form, secret=secret, placement=None, is_test=False, now=now)
        drafting.store_answers(secret=secret, values=once, piece="", now=now)
        drafting.store_answers(secret=secret, values=piece, piece="1", now=now)
        if person.number < len(planted) - drafts:
            sending.send_draft(secret=secret, language="en-gb", now=now)


def read_all() -> int:
    """Let the worker do everything that waits; return how many pieces of work that was."""
    from heard.config.work import Worker

    return Worker().until_idle()


def readable_copies() -> str:
    """Return everything that redaction left to be read, as one text."""
    from heard.feedback.models import Text

    return "\n".join(Text.objects.exclude(redacted="").values_list("redacted", flat=True)).lower()


def forms_of(stem: str) -> Iterator[tuple[bytes, str]]:
    """Yield how a stem may be written in a file, with the name of the writing."""
    yield stem.encode(), "as it is"
    yield stem.encode("utf-16-le"), "UTF-16"
    yield stem.encode().hex().encode(), "hexadecimal"
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + stem.encode())
        yield coded[4 if shift else 0 : -4], f"base 64, {shift}"


def search(path: Path, *, name: str, into: Searched) -> None:
    """Search one file for every planted thing, in each writing."""
    content = path.read_bytes()
    into.files.append(name)
    into.size += len(content)
    small = content.lower()
    for match in re.finditer(rb"[\w.@ -]{0,12}" + STEM.encode() + rb"[\w.@-]{0,40}", small):
        into.found.add(match[0].decode("latin-1"))
    for coded, writing in list(forms_of(STEM))[1:]:
        haystack = content if writing.startswith("base") else small
        if coded in haystack:
            into.found.add(f"{writing}: {haystack.count(coded)} times")
    into.found |= {match[0].decode() for match in re.finditer(rb"07700 ?900 ?\d{3}", content)}


def site_files(home: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file of the site but its keys, and what is the same for every site."""
    apart = {"keys", "static", "secret-key", "postcodes.table"}
    for path in sorted(home.rglob("*")):
        if path.is_file() and not apart & set(path.relative_to(home).parts):
            yield path, str(path.relative_to(home))


def server_files(scratch: Path) -> Iterator[tuple[Path, str]]:
    """Yield PostgreSQL's dump, and its own files where this machine may read them."""
    from django.conf import settings
    from django.db import connection

    told = settings.DATABASES["default"]
    dump = scratch / "dump.sql"
    command = [
        "pg_dump",
        "-h",
        told["HOST"],
        "-p",
        str(told["PORT"] or 5432),
        "-U",
        told["USER"],
        "-f",
        str(dump),
        told["NAME"],
    ]
    subprocess.run(command, check=True, env={**os.environ, "PGPASSWORD": told["PASSWORD"]})
    yield dump, "pg_dump"
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        oid = cursor.fetchone()[0]
    for part in (folder / "base" / str(oid), folder / "pg_wal"):
        if os.access(part, os.R_OK | os.X_OK):
            yield from ((path, f"server: {part.name}/{path.name}") for path in sorted(part.iterdir()) if path.is_file())


def judge(planted: list[Person], searched: Searched, copies: str) -> dict[str, Any]:
    """Return the figures: what was found of each kind, and what of it redaction had left readable."""
    everything = "\n".join(searched.found)
    contacts = {
        kind: sum(_key(person.contact[kind]) in everything for person in planted) for kind in ("email", "name", "phone")
    }
    said: dict[str, dict[str, int]] = {}
    for kind in planted[0].said:
        keys = [_key(person.said[kind]) for person in planted]
        missed = {key for key in keys if key in copies}
        said[kind] = {
            "planted": len(keys),
            "missed_by_redaction": len(missed),
            "found": sum(key in everything for key in keys),
            "found_though_hidden": sum(key in everything and key not in missed for key in keys),
        }
    coded = sorted(each for each in searched.found if " times" in each)
    return {"contacts_found": contacts, "identifiers": said, "found_in_other_writings": coded}


def _key(planted: str) -> str:
    """Return the part of a planted thing that is its own: words around it stand in other things too."""
    words = planted.lower().split()
    return next((word for word in words if STEM in word), planted)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--drafts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="leave the site in this folder")
    asked = parser.parse_args()
    home = asked.keep or Path(tempfile.mkdtemp(prefix="heard-dump-"))
    began = time.monotonic()
    try:
        return _run(home, asked, began)
    finally:
        if not asked.keep:
            shutil.rmtree(home, ignore_errors=True)


def _run(home: Path, asked: argparse.Namespace, began: float) -> int:
    prepare(home)
    from django.db import connection

    from heard.feedback.models import Submission, Text

    chance = random.Random(asked.seed)
    planted = list(people(asked.people + asked.drafts, chance))
    plant(planted, drafts=asked.drafts)
    work = read_all()
    control = home / "control.txt"
    control.write_text(planted[0].words)
    seen = Searched()
    search(control, name="control", into=seen)
    control.unlink()
    searched = Searched()
    for path, name in site_files(home):
        search(path, name=name, into=searched)
    with tempfile.TemporaryDirectory() as scratch:
        if connection.vendor == "postgresql":
            for path, name in server_files(Path(scratch)):
                search(path, name=name, into=searched)
    figures = {
        "database": connection.vendor,
        "submissions": Submission.objects.count(),
        "texts": Text.objects.count(),
        "unread_texts": Text.objects.filter(redacted_at=None).count(),
        "work_done": work,
        "people": asked.people,
        "drafts": asked.drafts,
        "files": len(searched.files),
        "bytes": searched.size,
        "control_found": sum(_key(said) in "\n".join(seen.found) for said in planted[0].said.values()),
        **judge(planted, searched, readable_copies()),
        "seconds": round(time.monotonic() - began),
    }
    print(json.dumps(figures))
    leaks = sum(figures["contacts_found"].values()) + len(figures["found_in_other_writings"])
    leaks += sum(kind["found_though_hidden"] for kind in figures["identifiers"].values())
    return 1 if leaks or figures["control_found"] < len(planted[0].said) else 0


if __name__ == "__main__":
    sys.exit(main())
