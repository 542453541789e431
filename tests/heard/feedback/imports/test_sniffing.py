import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.feedback.imports.refusals import FileRefused, NoRows, NotReadable, TooLarge, WrongKind
from heard.feedback.imports.sniffing import examine
from tests.heard.feedback.sheets import ROWS, bomb, csv_file, xlsx_file


def written(tmp_path, content, name="file.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_the_encoding_is_found_by_the_bytes(tmp_path, encoding, expected):
    path = csv_file(
        tmp_path / "f.csv", *ROWS, ("c9", "r9", "", "", "", "", "Café – “kind”, it’s £5"), encoding=encoding
    )
    assert examine(path).encoding == expected


def test_a_foreign_letter_far_into_the_file_is_noticed(tmp_path):
    content = b"Comment\n" + b"plain words\n" * 200_000 + "café\n".encode("cp1252")
    assert examine(written(tmp_path, content)).encoding == "cp1252"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_the_header(tmp_path, delimiter):
    header = ("Comment, long; or short", "Date", "Score")
    path = csv_file(tmp_path / "f.csv", ("a", "b", "c"), header=header, delimiter=delimiter)
    assert examine(path).delimiter == delimiter


def test_the_line_that_names_the_delimiter_is_believed(tmp_path):
    found = examine(written(tmp_path, b"sep=;\nComment;Date\na;b\n"))
    assert (found.delimiter, found.first_lines) == (";", 1)


def test_the_digest_is_of_the_whole_file(tmp_path):
    path = csv_file(tmp_path / "f.csv", *ROWS)
    assert examine(path).digest == hashlib.sha256(path.read_bytes()).hexdigest()
    sheet = xlsx_file(tmp_path / "f.xlsx", *ROWS)
    assert examine(sheet).digest == hashlib.sha256(sheet.read_bytes()).hexdigest()


@pytest.mark.parametrize("content", [b"", b"   \n", b"\xef\xbb\xbf", b"\xff\xfe", b",,,\n,,,\n"])
def test_an_empty_file_is_refused(tmp_path, content):
    with pytest.raises(NoRows):
        examine(written(tmp_path, content))


@pytest.mark.parametrize("name", ["file.pdf", "file.xls", "file.docx", "file", "file.csv.exe"])
def test_another_kind_of_file_is_refused_by_its_name(tmp_path, name):
    with pytest.raises(WrongKind):
        examine(written(tmp_path, b"Comment\nx\n", name))


def test_the_name_it_was_sent_with_counts_and_not_the_one_it_is_kept_under(tmp_path):
    with pytest.raises(WrongKind):
        examine(csv_file(tmp_path / "kept.csv", *ROWS), file_name="letter.pdf")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 and more", b"\xd0\xcf\x11\xe0\xa1\xb1", b"%PDF-1.7 words"], ids=["zip", "old", "pdf"]
)
def test_what_is_not_what_its_name_says_is_refused(tmp_path, content):
    with pytest.raises(WrongKind):
        examine(written(tmp_path, content, "f.csv"))
    with pytest.raises(WrongKind):
        examine(written(tmp_path, content, "f.xlsx"))


def test_text_under_a_spreadsheets_name_is_refused(tmp_path):
    with pytest.raises(WrongKind):
        examine(written(tmp_path, b"Comment\nx\n", "f.xlsx"))


@pytest.mark.parametrize(
    "content",
    [
        b"Comment\nwords with a \x00 in them\n",
        b"Comment\n\x01\x02\x03\x04",
        bytes(range(256)) * 20,
        "Comment\nслова, которые никто не прочтёт\n".encode("cp1251"),
        "Comment\nwords".encode("utf-32"),
        "Comment\nwörds".encode("utf-16") + b"\x00\xd8",
    ],
    ids=["nul", "control", "binary", "cyrillic", "utf-32", "broken utf-16"],
)
def test_bytes_that_are_no_known_text_are_refused(tmp_path, content):
    with pytest.raises(NotReadable):
        examine(written(tmp_path, content))


@pytest.mark.slow
def test_a_spreadsheet_that_unpacks_to_too_much_is_refused(tmp_path):
    path = bomb(tmp_path / "bomb.xlsx")
    assert path.stat().st_size < 100_000
    with pytest.raises(TooLarge):
        examine(path)


@given(st.binary(max_size=400))
def test_any_bytes_are_either_read_or_refused_with_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "f.csv"
    path.write_bytes(content)
    refusal = ""
    try:
        examine(path)
    except FileRefused as error:
        refusal = str(error)
    assert not refusal or refusal.endswith(".")


def test_refusals_are_sentences_without_what_the_file_holds(tmp_path):
    with pytest.raises(FileRefused) as refusal:
        examine(written(tmp_path, b"Quokka\n\x00"))
    assert "Quokka" not in str(refusal.value)
    assert str(refusal.value).endswith(".")
