"""Loading the list of postcodes, and what a new site is given."""

from datetime import UTC, date, datetime

import pytest

from heard.accounts.models import AuditLine
from heard.places import actions, postcodes
from heard.places.models import Area
from tests.factories.places import AreaFactory
from tests.heard.places.postcodes.listing import a_source, put

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 8, 9, 0, tzinfo=UTC)
LEEDS, BRADFORD = "E08000035", "E08000032"


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.HEARD_POSTCODES = tmp_path / "postcodes.table"
    return settings.HEARD_POSTCODES


def load(*rows, **words):
    return actions.load_postcodes(source=a_source(*rows), by=None, now=NOW, **words)


def test_a_list_is_taken_and_stands_in_the_audit_log():
    load(("LS6 2AB", LEEDS))

    assert postcodes.find("LS6 2AB").district == LEEDS
    assert AuditLine.objects.get(code="places.postcodes.loaded").detail["rows"] == 1


def test_a_dry_run_and_a_list_with_a_fault_change_nothing():
    load(("LS6 2AB", LEEDS))
    load(("LS6 2AB", BRADFORD), dry_run=True)
    load(("LS6 2AB", "Bradford"))

    assert postcodes.find("LS6 2AB").district == LEEDS
    assert AuditLine.objects.filter(code="places.postcodes.loaded").count() == 1


def test_a_table_that_is_there_is_left_alone_at_set_up(kept):
    put(kept, ("LS6 2AB", LEEDS))

    assert actions.load_missing_postcodes(now=NOW) is False
    assert postcodes.find("LS6 2AB").district == LEEDS


def test_a_new_site_is_given_englands_areas_once():
    assert actions.load_missing_areas(now=NOW) is True
    assert actions.load_missing_areas(now=NOW) is False

    sevenoaks = Area.objects.get(name="Sevenoaks")
    assert [sevenoaks.kind, sevenoaks.parent.name, sevenoaks.parent.parent.name] == ["LOWER_TIER", "Kent", "South East"]


def test_a_site_with_areas_of_its_own_keeps_them():
    AreaFactory.create(code="E06000001", name="Ours")

    assert actions.load_missing_areas(now=NOW) is False
    assert Area.objects.count() == 1


def test_what_a_list_has_no_column_for_stays_as_it_is():
    region = AreaFactory.create(code="E12000008")
    AreaFactory.create(code="E10000016", name="Kent", parent=region, valid_from=date(2009, 4, 1))

    report = actions.load_areas(rows=[{"code": "E10000016", "name": "Kent", "kind": "UPPER_TIER"}], by=None, now=NOW)

    kent = Area.objects.get(code="E10000016")
    assert report.unchanged == 1
    assert (kent.parent, kent.valid_from) == (region, date(2009, 4, 1))
