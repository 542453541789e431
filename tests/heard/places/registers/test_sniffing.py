"""Official lists of services are told by their layout and read into Heard's own columns."""

import csv

import pytest

from heard.places.models import Register
from heard.places.reading import UnreadableList
from heard.places.registers import read_services

CQC_NAMES = (
    "Name,Also known as,Address,Postcode,Phone number,Service's website (if available),Service types,"
    "Date of latest check,Specialisms/services,Provider name,Local authority,Region,Location URL,"
    "CQC Location ID (for office use only),CQC Provider ID (for office use only)"
)


def a_file(tmp_path, text, *, name="list.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def ods_line(**at):
    cells = {0: "A81001", 1: "HARBOUR SURGERY", 4: "1 QUAY STREET", 7: "WHITBY", 9: "ZZ1 1AA", 10: "19740401"}
    cells |= {int(number): text for number, text in at.items()}
    return ",".join(f'"{cells.get(at, "")}"' for at in range(27))


def test_the_cqc_directory_is_known_below_the_lines_that_stand_before_it(tmp_path):
    text = (
        "CQC directory\n\nPublished 1 July 2026,\n"
        f"{CQC_NAMES}\n"
        'HARBOUR HOUSE,The Harbour|Old Quay,"1 Quay Street, ,Whitby",ZZ1 1AA,01632 960001,,Residential homes|Homecare'
        " agencies,01/Jul/2026 - 00:00,Dementia,Harbour Care Limited,Harbourshire,North,https://x.example,1-123,1-99\n"
    )

    found = read_services(a_file(tmp_path, text))

    assert (found.register, found.is_official) == (Register.CQC, True)
    assert list(found.rows) == [
        {
            "#": "5",
            "code": "1-123",
            "name": "Harbour House",
            "other_names": "The Harbour;Old Quay",
            "kind": "CARE_HOME",
            "address": "1 Quay Street, Whitby",
            "postcode": "ZZ1 1AA",
            "area_name": "Harbourshire",
            "provider_name": "Harbour Care Limited",
            "provider_code": "1-99",
        }
    ]


@pytest.mark.parametrize(
    ("name", "cells", "kind"),
    [
        ("epraccur", {"25": "4"}, "GP"),
        ("epraccur", {"25": "12"}, "URGENT"),
        ("epraccur", {"25": "25"}, "OTHER"),
        ("download", {"0": "FA001"}, "PHARMACY"),
        ("download", {"0": "V00123"}, "DENTIST"),
        ("ets", {"0": "R1A01", "1": "HARBOUR AMBULANCE STATION"}, "AMBULANCE"),
        ("download", {"0": "R1A", "1": "HARBOUR NHS TRUST"}, "HOSPITAL"),
        ("download", {"25": "RO76"}, "GP"),
    ],
)
def test_a_list_of_the_organisation_data_service_tells_the_kind(tmp_path, name, cells, kind):
    found = read_services(a_file(tmp_path, ods_line(**cells) + "\n", name=f"{name}.csv"))

    (row,) = found.rows
    assert found.register == Register.ODS
    assert row["kind"] == kind


def test_a_line_of_the_organisation_data_service_says_when_it_closed(tmp_path):
    text = ods_line() + "\n" + ods_line(**{"0": "R1A01", "11": "20240331", "14": "R1A"}) + "\nA81003,Too short\n"

    is_open, closed, wrong = read_services(a_file(tmp_path, text)).rows

    assert (is_open["status"], is_open["address"], is_open["name"]) == (
        "ACTIVE",
        "1 Quay Street, Whitby",
        "Harbour Surgery",
    )
    assert (closed["status"], closed["deregistered_date"], closed["provider_code"]) == ("CLOSED", "2024-03-31", "R1A")
    assert (wrong["#"], wrong["wrong"]) == ("3", "It has 2 cells, not 27.")


def test_an_old_windows_file_is_read(tmp_path):
    text = "code,name,kind\nF1,Café Surgery – Quay,GP\n"

    (row,) = read_services(a_file(tmp_path, text, encoding="cp1252")).rows

    assert row["name"] == "Café Surgery – Quay"


def test_heards_own_columns_are_kept_and_lines_are_counted_through_cells_of_many_lines(tmp_path):
    text = 'Code,Name,Kind,Address\nF1,Surgery,GP,"1 Quay\nWhitby"\n\nF2,Clinic,GP,\n'

    found = read_services(a_file(tmp_path, text))

    assert not found.is_official
    assert [(row["code"], row["#"]) for row in found.rows] == [("F1", "2"), ("F2", "5")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "must name these columns too: code, name, kind"),
        (b"code,name\nF1,Surgery\n", "must name these columns too: kind"),
        (b"PK\x03\x04\x00\x00", "neither UTF-8 text nor text of an older Windows program"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, words):
    path = tmp_path / "list.csv"
    path.write_bytes(content)

    with pytest.raises(UnreadableList, match=words):
        list(read_services(path).rows)


@pytest.mark.parametrize(
    ("file", "rows"),
    [
        ("gp_practices_england_2023.csv", 6321),
        ("nhs_trusts_england_rcpch.csv", 242),
        ("social_care_providers_2014.csv", 10880),
    ],
)
def test_the_real_lists_are_read_whole(real_data, file, rows):
    read = list(read_services(real_data / "organisations" / file).rows)

    assert len(read) == rows
    assert not [row for row in read if row["name"] and row["name"] == row["name"].upper() and len(row["name"]) > 12]

    with (real_data / "organisations" / file).open(encoding="utf-8") as lines:
        assert int(read[-1]["#"]) == sum(1 for _ in csv.reader(lines))
