"""Cells that no spreadsheet runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.design.spreadsheets import FileKind, file_of, neutral


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\rx", "\nx", "  =1", "＝1"])
def test_a_cell_that_a_spreadsheet_would_run_is_shown_instead(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


def test_control_characters_are_left_out_and_hide_no_command() -> None:
    assert neutral("\x0b=1\x00+1") == "'=1+1"


def test_a_workbook_is_written_whatever_people_typed() -> None:
    assert file_of(rows=[("post",), ("Film\x07",)], name="links", kind=FileKind.XLSX).content.startswith(b"PK")


@given(st.text())
def test_no_cell_ever_starts_as_a_command(cell: str) -> None:
    assert not neutral(cell).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("cell", ["", "Date", "1-2", "  two words"])
def test_ordinary_cells_stay(cell: str) -> None:
    assert neutral(cell) == cell
