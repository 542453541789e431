"""Building the table from lists: what is counted, what is refused, and that a refused list changes nothing."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.places.postcodes import Table
from heard.places.postcodes.building import built
from heard.places.postcodes.numbers import number_of
from heard.places.postcodes.sources import directory, package
from heard.places.reading import UnreadableList
from tests.heard.places.postcodes.listing import a_source, put, whole
from tests.heard.places.postcodes.test_numbers import postcodes as made_up_postcodes

LEEDS, BRADFORD, CARDIFF = "E08000035", "E08000032", "W06000015"
OFFICIAL = '"pcd7","pcds","dointr","doterm","oslaua","oseast1m","osnrth1m"\n'


def reasons(report):
    return [(fault.line, fault.reason) for fault in report.faults]


def read(path: Path, rows: str):
    path.write_text(rows)
    with built(source=directory(path), path=path.with_suffix(".table")) as table:
        if not table.report.faults:
            table.put()
        return table.report


def test_the_report_says_what_stands_in_the_list(tmp_path):
    report = put(tmp_path / "t", ("LS6 2AB", LEEDS, 1, 2), ("CF10 1AA", CARDIFF), ("BT1 1AA", ""), ("LS6 2AB", LEEDS))

    assert (report.rows, report.without_district, report.repeated, report.districts) == (3, 1, 1, 2)
    assert report.by_country == {"England": 1, "Wales": 1}
    assert report.without_grid == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("LS6 2ABX", LEEDS), (3, "“LS6 2ABX” is no postcode.")),
        (("LS6 2AC", "Leeds"), (3, "“Leeds” is no district code.")),
        (("LS6 2AC", "E0800003"), (3, "“E0800003” is no district code.")),
        (("LS6 2AB", BRADFORD), (0, "LS6 2AB stands in two districts.")),
    ],
)
def test_a_list_with_one_fault_is_refused_and_the_table_stays(tmp_path, row, reason):
    path = tmp_path / "postcodes.table"
    put(path, ("LS6 2AB", LEEDS))
    before = path.read_bytes()

    assert reasons(put(path, ("LS6 2AB", LEEDS), row)) == [reason]
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_list_is_refused(tmp_path):
    assert reasons(put(tmp_path / "t")) == [(2, "The list holds no postcode.")]


def test_what_is_built_and_not_put_is_thrown_away(tmp_path):
    with built(source=a_source(("LS6 2AB", LEEDS)), path=tmp_path / "t"):
        assert len(list(tmp_path.iterdir())) == 1

    assert list(tmp_path.iterdir()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(made_up_postcodes, st.sampled_from([LEEDS, BRADFORD, CARDIFF]), min_size=1, max_size=40))
def test_every_postcode_of_a_list_is_found_in_its_district(tmp_path, listed):
    put(tmp_path / "t", *((str(postcode), district) for postcode, district in listed.items()))
    table = Table(tmp_path / "t")

    assert {postcode: table.find(postcode).district for postcode in listed} == listed
    assert [table.postcode_at(row) for row in range(len(listed))] == sorted(listed, key=number_of)


class TestOfficialDirectory:
    def test_its_columns_are_read_by_their_official_names(self, tmp_path):
        path = tmp_path / "ONSPD_NOV_2025_UK.csv"
        leeds = f'"LS6 2AB","LS6 2AB","198001","","{LEEDS}","428253","0436307"'
        jersey = '"JE2 3AB","JE2 3AB","","","L99999999","",""'
        report = read(path, f"{OFFICIAL}{leeds}\n{jersey}\n")

        table = Table(path.with_suffix(".table"))
        assert (report.rows, report.faults) == (2, [])
        assert (table.header.source, table.header.edition) == ("ONS Postcode Directory", "Nov 2025")
        assert table.find(whole("LS6 2AB")).district == LEEDS

    @pytest.mark.parametrize("names", ["pcds,lad25cd,east1m,north1m", "PCD,LAUA,OSEAST1M,OSNRTH1M"])
    def test_newer_and_older_names_are_read_too(self, tmp_path, names):
        assert read(tmp_path / "list.csv", f"{names}\nLS6 2AB,{LEEDS},1,1\n").rows == 1

    def test_a_row_that_is_cut_short_is_named_by_its_line(self, tmp_path):
        report = read(tmp_path / "list.csv", f"pcds,lad25cd,east1m,north1m\nLS6 2AB,{LEEDS},1,1\nLS62A\n")

        assert reasons(report) == [(3, "“LS  62A” is no postcode.")]

    def test_the_zip_that_it_comes_in_is_read(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "ONSPD_NOV_2025.zip", "w") as archive:
            archive.writestr("Documents/names.csv", "a,b\n")
            archive.writestr("Data/ONSPD_NOV_2025_UK.csv", f"pcds,lad25cd,east1m,north1m\nLS6 2AB,{LEEDS},1,1\n")
        with built(source=directory(tmp_path / "ONSPD_NOV_2025.zip"), path=tmp_path / "t") as table:
            assert table.report.rows == 1

    def test_another_zip_is_refused_in_a_sentence(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
            archive.writestr("names.csv", "a,b\n")
        with (
            pytest.raises(UnreadableList, match="holds no list of all postcodes"),
            built(source=directory(tmp_path / "other.zip"), path=tmp_path / "t"),
        ):
            pass

    @pytest.mark.parametrize("spoil", [slice(80, 100), slice(6, 7), slice(8, 9)])
    def test_a_damaged_or_locked_zip_is_refused_in_a_sentence(self, tmp_path, spoil):
        path = tmp_path / "ONSPD_NOV_2025.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("Data/ONSPD_NOV_2025_UK.csv", f"pcds,lad25cd,east1m,north1m\nLS6 2AB,{LEEDS},1,1\n" * 99)
        whole, at = bytearray(path.read_bytes()), path.read_bytes().find(b"PK\x01\x02")
        whole[spoil] = b"\x63" * (spoil.stop - spoil.start)
        if spoil.stop < 10:
            whole[at + 2 + spoil.start : at + 2 + spoil.stop] = whole[spoil]
        path.write_bytes(whole)
        with (
            pytest.raises(UnreadableList, match="damaged, or locked"),
            built(source=directory(path), path=tmp_path / "t"),
        ):
            pass

    def test_a_list_that_never_ends_is_refused_in_a_sentence(self, tmp_path, monkeypatch):
        monkeypatch.setattr("heard.places.postcodes.sources.MOST_ROWS", 3)
        monkeypatch.setattr("heard.places.postcodes.sources.CHUNK", 2)
        with pytest.raises(UnreadableList, match="more than 3 lines"):
            read(tmp_path / "list.csv", "pcds,lad25cd,east1m,north1m\n" + f"LS6 2AB,{LEEDS},1,1\n" * 9)

    def test_a_short_row_of_a_wide_list_is_named_by_its_line(self, tmp_path):
        wide = ",".join(f"c{number}" for number in range(300))
        report = read(tmp_path / "list.csv", f"pcds,{wide},lad25cd,east1m,north1m\nLS6 2AB,,\nLS62A,\n")

        assert reasons(report) == [(3, "“LS  62A” is no postcode.")]

    @pytest.mark.slow
    def test_one_long_cell_takes_no_more_room_than_is_shown(self, tmp_path):
        rows = f"LS6 2AB,{'E' * 100_000},1,1\n" + f"LS6 2AC,{LEEDS},1,1\n" * 99_000
        report = read(tmp_path / "list.csv", f"pcds,lad25cd,east1m,north1m\n{rows}")

        assert reasons(report) == [(2, "“EEEEEEEEEEEE” is no district code.")]

    @pytest.mark.slow
    def test_more_districts_than_there_can_be_are_refused(self, tmp_path):
        rows = "".join(f"LS6 2AB,E{number:08},1,1\n" for number in range(66_000))
        report = read(tmp_path / "list.csv", f"pcds,lad25cd,east1m,north1m\n{rows}")

        assert reasons(report)[0] == (0, "It names more than 10,000 districts.")
        assert len(report.faults) <= 1000

    def test_a_file_without_its_columns_is_refused_in_a_sentence(self, tmp_path):
        with pytest.raises(UnreadableList, match="columns for the district, easting, northing"):
            read(tmp_path / "list.csv", "postcode,town\nLS6 2AB,Leeds\n")


def test_the_installed_list_is_read_without_its_own_reader(tmp_path):
    with built(source=package(letters="J"), path=tmp_path / "t") as table:
        assert table.report.rows > 3_000
        assert table.report.by_country == {"Channel Islands": table.report.rows}
