"""Links to take away."""

import csv
import io
import zipfile

import pytest
from openpyxl import load_workbook

from heard.campaigns import taking
from tests.factories.campaigns import PartnerFactory, PlacementFactory

pytestmark = pytest.mark.django_db


def a_link(**words):
    partner = PartnerFactory.create(organisation__name="=Fictional Carers", organisation__short_name="")
    return PlacementFactory.create(campaign=partner.campaign, partner=partner, code="carers-fb", **words)


def test_no_cell_runs_in_a_spreadsheet():
    link = a_link(post="=HYPERLINK(1)")

    [row] = list(csv.DictReader(io.StringIO("".join(taking.csv_of([link])).removeprefix("\ufeff"))))
    sheet = load_workbook(io.BytesIO(taking.xlsx_of([link]))).worksheets[0]
    cells = dict(zip(taking.COLUMNS, list(next(sheet.iter_rows(min_row=2))), strict=True))

    assert (row["post"], row["partner"]) == ("'=HYPERLINK(1)", "'=Fictional Carers")
    assert (cells["post"].value, cells["post"].data_type) == ("'=HYPERLINK(1)", "s")
    assert row["link"].endswith("/l/carers-fb")
    assert row["utm_content"] == "fictional-carers-hyperlink-1"


def test_every_code_is_in_the_zip_twice_beside_the_list():
    pieces = list(taking.codes_of([a_link()], cm=4, dpi=300))

    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))

    assert archive.testzip() is None
    assert archive.namelist() == ["svg/carers-fb.svg", "png/carers-fb.png", "links.csv"]
    assert archive.read("png/carers-fb.png").startswith(b"\x89PNG")
    assert b'width="4.0cm"' in archive.read("svg/carers-fb.svg")
