"""Real postcodes against their true authorities, and mistyped ones, from the list that is installed."""

import csv
import os
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from heard.places import actions, postcodes
from heard.places.models import Area, AreaKind
from heard.places.postcodes.building import built
from heard.places.postcodes.sources import package
from heard.places.queries import Answer, authority_of, look_up
from heard.places.queries.areas import areas_by_code
from tests.factories.places import OfficeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.real_data, pytest.mark.slow]

TODAY = date(2026, 7, 8)
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
ALIKE = {"0": "O", "O": "0", "1": "I", "I": "1", "S": "5", "5": "S", "B": "8", "8": "B", "L": "1", "Z": "2", "2": "Z"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """The table, built once: the whole of it beside real data, else two letters of it in a tenth of the time."""
    path = tmp_path_factory.mktemp("whole") / "postcodes.table"
    with built(source=package(letters="" if os.environ.get("HEARD_DATA") else "WL"), path=path) as table:
        assert table.report.faults == []
        table.put()
    return path


@pytest.fixture
def england(settings, whole):
    """England's areas with an office for each authority."""
    settings.HEARD_POSTCODES = whole
    actions.load_missing_areas(now=datetime(2026, 7, 8, tzinfo=UTC))
    for area in Area.objects.filter(kind=AreaKind.UPPER_TIER):
        OfficeFactory.create(name=f"Speak Up {area.code}", areas=[area])


def sampled(seed: int, count: int) -> list[str]:
    """Return postcodes of England from all over the table."""
    table, chance = postcodes.table(), random.Random(seed)
    assert table is not None
    found: list[str] = []
    while len(found) < count:
        postcode = table.postcode_at(chance.randrange(table.header.rows))
        known = table.find(postcode)
        if known and known.district.startswith("E"):
            found.append(str(postcode))
    return found


def mistyped(postcode: str, chance: random.Random) -> str:
    """Return a postcode with one slip of the hand."""
    place = chance.randrange(len(postcode) - 1)
    sign, after = postcode[place], postcode[place + 1]
    slips = [
        postcode[:place] + ALIKE.get(sign, chance.choice(SIGNS)) + postcode[place + 1 :],
        postcode[:place] + after + sign + postcode[place + 2 :],
        postcode[:place] + sign + postcode[place:],
        postcode[:place] + postcode[place + 1 :],
        postcode[:place] + chance.choice(SIGNS) + postcode[place + 1 :],
    ]
    return chance.choice(slips)


def test_five_thousand_postcodes_lie_in_their_true_authority(england, real_data):
    with (real_data / "geography" / "england_ltla25_utla25_region.csv").open(encoding="utf-8-sig") as file:
        true = {row["ltla25_code"]: row["utla25_code"] for row in csv.DictReader(file)}
    listed = dict(_listed())
    areas = areas_by_code(codes=list(true))
    chosen = sampled(2020, 5000)

    for typed in chosen:
        district = postcodes.find(typed.lower().replace(" ", "")).district
        assert district == listed[typed]
        assert authority_of(areas[district], today=TODAY).code == true[listed[typed]], typed

    for typed in chosen[:250]:
        found = look_up(words=typed, code="", today=TODAY)
        assert (found.answer, found.area.code) == (Answer.AREA, true[listed[typed]])
        assert [office.name for office in found.offices] == [f"Speak Up {found.area.code}"]


def _listed() -> Iterator[tuple[str, str]]:
    """Yield each postcode and its district as the list itself has them, without the table between."""
    for batch in package().batches:
        rows = zip(batch.postcodes, batch.districts, strict=True)
        yield from ((f"{each[:4].strip()} {each[4:]}", district) for each, district in rows)


def test_two_hundred_mistyped_postcodes_never_show_an_office_in_silence(england):
    """An office is shown only where what was typed is itself a postcode that exists; the answer then says which."""
    chance = random.Random(2027)
    table = postcodes.table()
    asked = offered = 0
    for meant in sampled(2027, 260):
        typed = mistyped(meant, chance)
        if typed.replace(" ", "") == meant.replace(" ", ""):
            continue
        asked += 1
        found = look_up(words=typed, code="", today=TODAY)
        read = postcodes.read_whole(typed)
        if found.offices:
            assert (found.words, found.is_postcode) != (meant, False)
            if found.is_whole:
                assert read is not None
                assert table.find(read), typed
                assert found.words == str(read)
            else:
                assert found.words.replace(" ", "") == typed.replace(" ", "").upper()
        else:
            names = {offer.name for offer in (*found.offers, *found.others)}
            offered += meant in names or found.answer is Answer.UNLISTED

    assert asked >= 200
    assert offered >= 0.6 * asked
