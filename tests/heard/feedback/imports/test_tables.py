import csv
import re
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from heard.feedback.imports.refusals import BadHeader, BrokenRows, FormulasWithoutResults, NoRows, NotReadable, TooLarge
from heard.feedback.imports.sniffing import examine
from heard.feedback.imports.tables import MOST_COLUMNS, first_rows, header_of, rows_of
from tests.heard.feedback.sheets import HEADER, ROWS, csv_file, xlsx_file


def read(path):
    examined = examine(path)
    return header_of(examined), list(rows_of(examined))


def written(tmp_path, content, name="file.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("write", [csv_file, xlsx_file])
def test_rows_come_as_text_with_the_number_a_spreadsheet_shows(tmp_path, write):
    path = write(tmp_path / f"f.{'csv' if write is csv_file else 'xlsx'}", *ROWS)
    header, rows = read(path)
    assert header == HEADER
    assert [row.number for row in rows] == [2, 3, 4]
    assert rows[0].cells == ROWS[0]


@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=4)))
def test_what_was_written_is_read(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("any") / "f.csv"
    csv_file(path, *rows, header=("One", "Two", "Three", "Four"))
    _header, found = read(path)
    assert [row.cells for row in found] == [tuple(row) for row in rows if any(cell.strip() for cell in row)]


def test_words_over_several_lines_are_one_cell(tmp_path):
    _header, rows = read(csv_file(tmp_path / "f.csv", ("one\ntwo", "x"), ("three", "y"), header=("A", "B")))
    assert [(row.number, row.cells[0]) for row in rows] == [(2, "one\ntwo"), (3, "three")]


def test_empty_rows_are_passed_over_and_still_numbered(tmp_path):
    _header, rows = read(written(tmp_path, b"\nA,B\n\n,\nx,y\n"))
    assert [(row.number, row.cells) for row in rows] == [(5, ("x", "y"))]


def test_spreadsheet_values_become_plain_text(tmp_path):
    values = (date(2020, 9, 30), datetime(2020, 9, 30), datetime(2020, 9, 30, 10, 5), 3.0, 2.5, True, None, " a ")
    path = xlsx_file(tmp_path / "f.xlsx", values, header=[f"c{n}" for n in range(8)])
    _header, (row,) = read(path)
    assert row.cells == ("2020-09-30", "2020-09-30", "2020-09-30 10:05:00", "3", "2.5", "1", "", " a ")


def test_a_column_without_a_name_is_called_by_its_place(tmp_path):
    assert header_of(examine(csv_file(tmp_path / "f.csv", header=("A", "", "C", "", "")))) == ("A", "Column 2", "C")


def test_two_columns_of_the_same_name_are_refused_with_their_places(tmp_path):
    with pytest.raises(BadHeader, match="columns 1 and 3"):
        header_of(examine(csv_file(tmp_path / "f.csv", header=("Date", "B", " date "))))


def test_a_header_that_is_no_header_is_refused(tmp_path):
    with pytest.raises(BadHeader):
        header_of(examine(csv_file(tmp_path / "f.csv", header=("x" * 201, "B"))))


@pytest.mark.slow
@pytest.mark.parametrize("count", [MOST_COLUMNS + 1, 10_000])
def test_too_many_columns_are_refused(tmp_path, count):
    names = [f"c{n}" for n in range(count)]
    with pytest.raises(TooLarge, match="300 columns"):
        header_of(examine(csv_file(tmp_path / "f.csv", header=names)))
    with pytest.raises(TooLarge, match="300 columns"):
        header_of(examine(xlsx_file(tmp_path / "f.xlsx", header=names)))


def test_a_huge_cell_is_refused_with_its_row(tmp_path):
    with pytest.raises(TooLarge, match="row 3"):
        read(csv_file(tmp_path / "f.csv", ("a", "b"), ("x" * 200_000, "b"), header=("A", "B")))


@pytest.mark.parametrize("content", [b'A,B\nx,y\n"never closed,z\nmore,w\n', b'A,B\nx,y\n"a"b,z\n'])
def test_a_quotation_mark_that_does_not_close_is_refused_with_its_row(tmp_path, content):
    with pytest.raises(BrokenRows, match="row 3"):
        read(written(tmp_path, content))


def test_formulas_without_results_are_refused_with_their_cell(tmp_path):
    path = xlsx_file(tmp_path / "f.xlsx", ("fine", "=A2&A2"), header=("A", "B"))
    with pytest.raises(FormulasWithoutResults, match="B2"):
        read(path)


def test_formulas_with_results_are_read_by_their_results(tmp_path):
    path = xlsx_file(tmp_path / "f.xlsx", ("fine", "=1+1"), header=("A", "B"))
    with_results = tmp_path / "g.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(with_results, "w") as target:
        for member in source.namelist():
            content = source.read(member)
            if "sheet1" in member:
                assert b"</f>" in content
                content = (
                    content.replace(b"<v></v>", b"<v>2</v>")
                    .replace(b"<v />", b"<v>2</v>")
                    .replace(b"<v/>", b"<v>2</v>")
                )
            target.writestr(member, content)
    _header, (row,) = read(with_results)
    assert row.cells == ("fine", "2")


def test_text_that_looks_like_a_formula_in_csv_is_text(tmp_path):
    _header, (row,) = read(csv_file(tmp_path / "f.csv", ("=1+1", "+44"), header=("A", "B")))
    assert row.cells == ("=1+1", "+44")


def test_a_damaged_spreadsheet_is_refused(tmp_path):
    path = xlsx_file(tmp_path / "f.xlsx", *ROWS)
    content = bytearray(path.read_bytes())
    middle = content.find(b"xl/worksheets/sheet1.xml") + 60
    content[middle : middle + 20] = b"\xff" * 20
    with pytest.raises(NotReadable):
        read(written(tmp_path, bytes(content), "g.xlsx"))


def test_an_empty_spreadsheet_is_refused(tmp_path):
    book = Workbook()
    book.save(tmp_path / "f.xlsx")
    with pytest.raises(NoRows):
        header_of(examine(tmp_path / "f.xlsx"))


def test_the_first_rows_are_few_however_long_the_file(tmp_path):
    path = tmp_path / "f.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["A"], *([n] for n in range(5000))])
    assert len(first_rows(examine(path), count=7)) == 7


def test_a_row_that_claims_a_number_no_spreadsheet_has_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("heard.feedback.imports.tables.MOST_SHEET_ROWS", 10_000)
    whole, far = xlsx_file(tmp_path / "whole.xlsx", *ROWS), tmp_path / "far.xlsx"
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(far, "w") as after:
        for name in before.namelist():
            held = before.read(name)
            after.writestr(name, re.sub(rb'r="([A-Z]?)2"', rb'r="\g<1>999999999"', held) if "sheet1" in name else held)

    with pytest.raises(TooLarge, match="no spreadsheet has"):
        first_rows(examine(far))
