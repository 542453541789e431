"""Every network's export is known by its header, its figures come to what they come to, and its traps are told."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from evidence.exports import ExportRefused, Label, Meaning, Measure, read_export, sources
from evidence.exports.numbers import NotANumber, number_in
from evidence.exports.sources import heading
from tests.evidence.exports.written import ALL, META_ADS, META_CONTENT, TWITTER, X_POSTS, YOUTUBE, Written


@pytest.mark.parametrize("written", ALL, ids=lambda each: each.source)
def test_each_networks_export_is_known_and_comes_to_its_sums(written: Written):
    export = read_export(written.text.encode(written.encoding), name="export.csv")

    assert export.source is not None
    assert export.source.code == written.source
    assert (export.problems, export.unknown) == ((), ())
    assert len(export.rows) == written.rows
    assert {measure: export.sum_of(measure) for measure in written.sums} == {
        measure: Decimal(value) for measure, value in written.sums.items()
    }
    assert str(export.total.get(Measure.REACH, "")) == written.total_reach
    assert export.currency == written.currency
    assert (str(export.first_day), str(export.last_day)) == written.days
    assert len({row.key for row in export.rows}) == written.rows


def test_every_source_has_an_export_among_these():
    assert {source.code for source in sources()} == {written.source for written in ALL}


def test_a_file_that_a_spreadsheet_saved_says_the_same():
    plain = META_ADS.text.replace('"1,200"', "1200").replace('"2,400"', "2400")
    book = Workbook()
    for line in plain.splitlines()[:3]:
        book.worksheets[0].append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    packed = io.BytesIO()
    book.save(packed)

    export = read_export(packed.getvalue(), name="export.xlsx")

    assert export.problems == ()
    assert export.sum_of(Measure.IMPRESSIONS) == 3300


def test_the_table_among_a_packed_folder_is_found():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Totals.csv", "Date,Views\n2020-07-08,1100\n")
        archive.writestr("Table data.csv", YOUTUBE.text)
        archive.writestr("Chart data.csv", "Date,Content,Video title,Views\n")

    export = read_export(packed.getvalue(), name="youtube.zip")

    assert export.source is not None
    assert export.sum_of(Measure.VIDEO_VIEWS) == 1100


def test_reach_of_rows_is_never_added_up():
    export = read_export(META_ADS.text.encode(), name="export.csv")

    with pytest.raises(ValueError, match="cannot be added up"):
        export.sum_of(Measure.REACH)


def test_a_late_evening_elsewhere_is_the_next_day_here():
    export = read_export(META_CONTENT.text.encode(), name="export.csv")

    assert [str(row.first_day) for row in export.rows] == ["2020-07-08", "2020-07-08"]


def test_the_same_export_again_has_the_same_keys_and_a_later_one_other_keys():
    first = read_export(META_ADS.text.encode(), name="a.csv")
    again = read_export(META_ADS.text.replace("900,1.1", "999,1.2").encode(), name="b.csv")
    later = read_export(META_ADS.text.replace("2020-07-09", "2020-07-10").encode(), name="c.csv")

    assert [row.key for row in first.rows] == [row.key for row in again.rows]
    assert not {row.key for row in first.rows} & {row.key for row in later.rows}


def test_words_of_posts_are_not_taken():
    export = read_export(X_POSTS.text.encode(), name="export.csv")

    assert all("how was it" not in value for row in export.rows for value in row.labels.values())


def test_identifiers_that_a_spreadsheet_spoilt_are_told_and_not_used():
    export = read_export(TWITTER.text.replace("1281,", "1.28E+18,").encode(), name="export.csv")

    assert export.problems == ()
    assert Label.POST not in export.rows[0].labels
    assert any("1.22E+17" in notice for notice in export.notices)


def test_a_total_that_the_rows_do_not_come_to_is_told():
    lines = YOUTUBE.text.splitlines(keepends=True)

    export = read_export("".join(lines[:-1]).encode(), name="export.csv")

    assert any("1,100" in notice and "1,000" in notice and "missing" in notice for notice in export.notices)


def test_a_breakdown_that_repeats_a_row_is_refused():
    lines = META_ADS.text.splitlines(keepends=True)

    export = read_export("".join([lines[0], lines[1], lines[1]]).encode(), name="export.csv")

    assert [problem.row for problem in export.problems] == [3]
    assert "count twice" in " ".join(export.problems[0].sentence.split())


def test_an_unknown_column_is_asked_about_and_remembered():
    text = X_POSTS.text.replace("Impressions,", "Sparkles,Impressions,", 1).replace(",5000,", ",7,5000,", 1)
    text = text.replace(",700,", ",8,700,", 1)

    asked = read_export(text.encode(), name="export.csv")
    told = read_export(text.encode(), name="export.csv", known={"sparkles": None})

    assert asked.unknown == ("Sparkles",)
    assert told.unknown == ()


def test_a_plain_file_is_taken_once_its_columns_are_told():
    text = "When,Where,Shown\n2020-07-08,Poster at the station,1200\n"
    known: dict[str, Meaning] = {"when": Label.DAY, "where": Label.CAMPAIGN, "shown": Measure.IMPRESSIONS}

    asked = read_export(text.encode(), name="plain.csv")
    told = read_export(text.encode(), name="plain.csv", known=known)

    assert asked.source is None
    assert asked.unknown == ("When", "Where", "Shown")
    assert (told.unknown, told.problems) == ((), ())
    assert told.sum_of(Measure.IMPRESSIONS) == 1200


def test_a_column_with_a_page_of_words_for_a_name_is_asked_about_once():
    written = "Day," + "Words " * 100 + "\n2020-07-08,5\n"
    known: dict[str, Meaning] = {"day": Label.DAY}

    [asked] = read_export(written.encode(), name="plain.csv", known=known).unknown
    told = read_export(written.encode(), name="plain.csv", known={**known, heading(asked).name[:200]: None})

    assert told.unknown == ()


def test_a_currency_is_named_by_its_three_letters():
    text = "Day,Post,Spend,Currency\n2020-07-08,Film,5,gbp\n2020-07-09,Film,5,{}\n"
    known: dict[str, Meaning] = {"day": Label.DAY, "post": Label.POST, "spend": Measure.SPEND}
    known["currency"] = Label.CURRENCY

    told = read_export(text.format("GBP").encode(), name="plain.csv", known=known)
    asked = read_export(text.format("Pounds sterling").encode(), name="plain.csv", known=known)

    assert (told.currency, told.problems) == ("GBP", ())
    assert [problem.row for problem in asked.problems] == [3]
    assert "“Pounds sterling” is no currency" in asked.problems[0].sentence


def test_days_that_could_be_read_either_way_are_asked_about():
    text = META_ADS.text.replace("2020-07-08", "08/07/2020").replace("2020-07-09", "09/07/2020")

    asked = read_export(text.encode(), name="export.csv")
    told = read_export(text.encode(), name="export.csv", order="DMY")

    assert "day first or month first" in asked.problems[0].sentence
    assert (str(told.first_day), told.problems) == ("2020-07-08", ())


@pytest.mark.parametrize(
    ("found", "put", "words"),
    [
        ("900,1.1", "########,1.1", "“########” under “Impressions” is not a number"),
        ("900,1.1", "-5,1.1", "not a whole number"),
        ("900,1.1", "1.5,1.1", "not a whole number"),
        ("2020-07-09,TUIW,Carers,Picture", "2020-07-01,TUIW,Carers,Picture", "before it starts"),
        ("2020-07-09,TUIW,Carers,Picture", "soon,TUIW,Carers,Picture", "“soon” under “Reporting ends” is not a day"),
        ("5.25", "€5.25", "several currencies: EUR, GBP"),
        ("900,1.1", "1E99,1.1", "“1E99” under “Impressions” is not a number"),
        ("900,1.1", f"{'9' * 99},1.1", "is not a number"),
        ("900,1.1", f"{'9' * 400},1.1", "is not a number"),
        ("2020-07-09,TUIW,Carers,Picture", "0001-01-01 00:00+23:00,TUIW,Carers,Picture", "is not a day"),
        ("2020-07-09,TUIW,Carers,Picture", "2020-07-09 00:00+99:99,TUIW,Carers,Picture", "is not a day"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(found: str, put: str, words: str):
    export = read_export(META_ADS.text.replace(found, put).encode(), name="export.csv")

    assert words in export.problems[0].sentence
    assert export.problems[0].row in {3, None}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0 old", r"\.xls"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"just words\nand more\n", "looks like the names"),
        (b'a,b\n"never closed,1\n' + b"x" * 140_000, "quotation mark"),
        (b'a,b\nfirst,1\nsecond,"2\nthird,3\n', "Row 3 cannot be read: a quotation mark"),
        (b'a,b\nfirst,1\nsecond,"2', "Row 3 cannot be read: a quotation mark"),
        (("a," * 400 + "\n").encode(), "more than 300 columns"),
    ],
)
def test_what_is_no_export_is_refused_with_what_to_do(data: bytes, words: str):
    with pytest.raises(ExportRefused, match=words):
        read_export(data, name="export.csv")


@pytest.mark.parametrize("text", ["1{blanks}x", "£{blanks}x", "{blanks}x £"])
def test_a_page_of_blanks_in_a_cell_is_told_at_once_to_be_no_number(text: str):
    with pytest.raises(NotANumber):
        number_in(text.format(blanks=" " * 130_000))


def test_a_page_of_blanks_in_the_name_of_a_column_is_read_at_once():
    assert heading(f"Day{' ' * 130_000}(in UTC) x").name == "day x"


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
)
def test_a_spreadsheet_that_breaks_off_within_is_refused(part: str):
    with pytest.raises(ExportRefused, match="damaged"):
        read_export(_sheet(part, lambda held: held[: len(held) // 2]), name="export.xlsx")


def test_a_row_that_claims_a_huge_number_is_refused_without_going_through_all_before_it(monkeypatch):
    monkeypatch.setattr("evidence.exports.grids.MOST_ROWS", 20_000)
    far = _sheet("xl/worksheets/sheet1.xml", lambda held: held.replace(b'<row r="2"', b'<row r="999999999"'))

    with pytest.raises(ExportRefused, match="more than 20,000 rows"):
        read_export(far, name="export.xlsx")


def _sheet(part: str, spoil: Callable[[bytes], bytes]) -> bytes:
    """Return a spreadsheet of two rows, one of whose parts is spoilt."""
    book, whole, spoilt = Workbook(), io.BytesIO(), io.BytesIO()
    for row in (["Day", "Impressions"], ["2020-07-08", 900]):
        book.worksheets[0].append(row)
    book.save(whole)
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(spoilt, "w") as after:
        for name in before.namelist():
            after.writestr(name, spoil(before.read(name)) if name == part else before.read(name))
    return spoilt.getvalue()


@given(st.binary(max_size=400))
def test_no_bytes_at_all_bring_anything_but_an_export_or_a_refusal(data: bytes):
    with suppress(ExportRefused):
        read_export(data, name="export.csv")


@given(st.sampled_from(ALL), st.integers(0, 400), st.text(max_size=6))
def test_a_spoilt_export_never_breaks_the_reader(written: Written, place: int, put: str):
    place = place % len(written.text)
    text = written.text[:place] + put + written.text[place + 3 :]
    with suppress(ExportRefused):
        read_export(text.encode("utf-8", "replace"), name="export.csv")
