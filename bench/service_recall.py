"""How often the service that someone means is among the first five, though they slip: over real lists of services.

Usage: HEARD_DATA=<folder> python bench/service_recall.py [--each 500] [--misses]. Prints one JSON line. Loads the three
open lists, takes services by chance, writes what someone might type for each, and looks where the service stands. A
service of exactly the same name counts as found where nothing typed tells the two apart.
"""

import argparse
import json
import os
import random
import shutil
import string
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

STATE = Path(tempfile.mkdtemp(prefix="heard-bench-"))
os.environ.update(HEARD_HOME=str(STATE), HEARD_SECRET_KEY="bench", DJANGO_SETTINGS_MODULE="heard.config.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from heard.places.actions import load_services  # noqa: E402
from heard.places.models import Service  # noqa: E402
from heard.places.queries import find_services  # noqa: E402
from heard.places.registers import read_services  # noqa: E402
from heard.places.spelling import initials, plain_words  # noqa: E402

NOW = datetime(2026, 7, 8, tzinfo=UTC)
FILES = ("gp_practices_england_2023.csv", "nhs_trusts_england_rcpch.csv", "social_care_providers_2014.csv")
SHOWN = 5
NEIGHBOURS = {
    letter: near
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for letter, near in zip(
        row, [row[max(0, at - 1) : at] + row[at + 1 : at + 2] for at in range(len(row))], strict=True
    )
}
COMMON: Counter[str] = Counter()
Typed = Callable[[Service, random.Random], str]


def slip(text: str, chance: random.Random) -> str:
    """Return the text with one letter missing, twice, wrong, added or changed with the next one."""
    places = [at for at, letter in enumerate(text) if letter.isalpha() and len(_word_at(text, at)) > 2]
    at = chance.choice(places or range(len(text)))
    letter = text[at].lower()
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + chance.choice(NEIGHBOURS.get(letter, letter)) + text[at + 1 :],
            text[:at] + chance.choice(string.ascii_lowercase) + text[at:],
            text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
        )
    )


def _word_at(text: str, at: int) -> str:
    start = text.rfind(" ", 0, at) + 1
    end = text.find(" ", at)
    return text[start : end if end > 0 else len(text)]


def two_slips(service: Service, chance: random.Random) -> str:
    return slip(slip(service.name, chance), chance)


def turned_round(service: Service, chance: random.Random) -> str:
    words = service.name.split()
    chance.shuffle(words)
    return " ".join(words)


def a_common_word_left_out(service: Service, chance: random.Random) -> str:
    words = service.name.split()
    common = [word for word in words if COMMON[word.lower()] >= 100]
    if common and len(common) < len(words):
        words.remove(chance.choice(common))
    return " ".join(words)


def with_outward(service: Service, chance: random.Random) -> str:
    return f"{slip(' '.join(service.name.split()[:2]), chance)} {service.postcode.split()[0].lower()}"


def with_sector(service: Service, chance: random.Random) -> str:
    return f"{plain_words(service.name)[0]} {service.postcode[:-2]}"


def begun(service: Service, chance: random.Random) -> str:
    return slip(service.name, chance)[: max(8, int(len(service.name) * 0.7))]


def short(service: Service, chance: random.Random) -> str:
    return initials(service.name)[0].upper()


TYPED: dict[str, Typed] = {
    "as_written": lambda service, chance: service.name,
    "one_slip": lambda service, chance: slip(service.name, chance),
    "two_slips": two_slips,
    "words_turned_round": turned_round,
    "a_common_word_left_out": a_common_word_left_out,
    "two_words_a_slip_and_outward_code": with_outward,
    "a_word_and_sector": with_sector,
    "begun_with_a_slip": begun,
    "initials_of_a_trust": short,
}


def rank(service: Service, typed: str) -> int:
    """Return at which place the service, or one of the same name, stands; 0 where it is not shown."""
    name = plain_words(service.name)
    for at, found in enumerate(find_services(words=typed, limit=SHOWN), 1):
        if found.pk == service.pk or (plain_words(found.name) == name and found.postcode[:3] in ("", typed[-3:])):
            return at
        if plain_words(found.name) == name and not any(sign.isdigit() for sign in typed):
            return at
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=500)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    call_command("migrate", verbosity=0, skip_checks=True)
    for file in FILES:
        read = read_services(Path(os.environ["HEARD_DATA"]) / "organisations" / file)
        load_services(rows=read.rows, by=None, now=NOW, register=read.register)
    chance = random.Random(20260708)
    every = list(Service.objects.exclude(postcode="").order_by("pk"))
    COMMON.update(word.lower() for one in every for word in one.name.split())
    trusts = [one for one in every if one.name.endswith("Trust") and initials(one.name)]
    told: dict[str, dict[str, float]] = {}
    for way, type_in in TYPED.items():
        ranks = []
        for service in chance.choices(trusts if way == "initials_of_a_trust" else every, k=options.each):
            typed = type_in(service, chance)
            ranks.append(rank(service, typed))
            if options.misses and not ranks[-1]:
                print(f"{way}: {typed!r} for {service.name!r} {service.postcode}", file=sys.stderr)
        told[way] = {
            "first": round(sum(at == 1 for at in ranks) / len(ranks), 3),
            "first_five": round(sum(at > 0 for at in ranks) / len(ranks), 3),
        }
    print(json.dumps({"bench": "service_recall", "services": len(every), "each": options.each, "found": told}))


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(STATE, ignore_errors=True)
