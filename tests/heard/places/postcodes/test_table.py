"""The table of postcodes: what is found in it, and what happens when it is replaced or damaged."""

import pytest

from heard.places.postcodes import Prefix, Unreadable, find, table, table_at
from heard.places.postcodes.table import Table
from tests.heard.places.postcodes.listing import a_table, put, whole

LEEDS, BRADFORD, KENT = "E08000035", "E08000032", "E07000105"


def test_a_postcode_is_found_with_its_district_and_its_place_on_the_grid(tmp_path):
    known = a_table(tmp_path, ("LS6 2AB", LEEDS, 428_253, 436_307), ("TN24 0AA", KENT))

    leeds, kent = known.find(whole("LS6 2AB")), known.find(whole("TN24 0AA"))

    assert (leeds.district, leeds.easting, leeds.northing) == (LEEDS, 428_260, 436_300)
    assert (kent.district, kent.easting, kent.northing) == (KENT, None, None)


@pytest.mark.parametrize("other", ["LS6 2AA", "LS6 2AC", "A1 1AA", "ZE1 0AA", "TN24 0AB"])
def test_a_postcode_that_is_not_there_is_not_found(tmp_path, other):
    assert a_table(tmp_path, ("LS6 2AB", LEEDS), ("TN24 0AA", KENT)).find(whole(other)) is None


def test_postcodes_with_a_beginning_are_counted_by_district(tmp_path):
    known = a_table(
        tmp_path,
        ("LS29 6AA", BRADFORD),
        ("LS29 6AB", BRADFORD),
        ("LS29 7AA", LEEDS),
        ("LS2 9AA", LEEDS),
        ("LS3 1AA", ""),
    )

    assert known.districts_of(Prefix(outward="LS29")) == {BRADFORD: 2, LEEDS: 1}
    assert known.districts_of(Prefix(outward="LS29", sector="7")) == {LEEDS: 1}
    assert known.districts_of(Prefix(outward="LS3")) == {"": 1}
    assert known.districts_of(Prefix(outward="LS4")) == {}
    assert known.has_any(Prefix(outward="LS2"))
    assert not known.has_any(Prefix(outward="LS1"))


def test_readers_notice_a_table_that_was_replaced(settings, tmp_path):
    settings.HEARD_POSTCODES = tmp_path / "postcodes.table"
    assert (table(), find("LS6 2AB")) == (None, None)
    put(settings.HEARD_POSTCODES, ("LS6 2AB", LEEDS))
    before = table()
    put(settings.HEARD_POSTCODES, ("LS6 2AB", BRADFORD))

    assert before.find(whole("LS6 2AB")).district == LEEDS
    assert find("ls62ab").district == BRADFORD
    assert table() is table()


def test_a_damaged_table_is_refused_and_the_site_goes_on_without(settings, tmp_path):
    settings.HEARD_POSTCODES = path = tmp_path / "postcodes.table"
    put(path, ("LS6 2AB", LEEDS))
    whole = path.read_bytes()
    damaged = [b"", b"PK\x03\x04", whole[:-1], whole + b"x", whole.replace(b'"districts"', b'"distracts"')]
    for content in (*damaged, whole.replace(b'"little"', b'"biggle"')):
        path.write_bytes(content)
        with pytest.raises(Unreadable):
            Table(path)
        assert table() is None


def test_there_is_no_table_where_none_was_built(tmp_path):
    assert table_at(tmp_path / "nothing") is None
