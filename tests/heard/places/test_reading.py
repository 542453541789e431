"""Reading lists from CSV files."""

import pytest

from heard.places.reading import SERVICE_COLUMNS, UnreadableList, read_rows


def a_file(tmp_path, content):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    return path


def test_rows_are_read_trimmed_with_a_spreadsheets_mark_and_empty_lines_left_out(tmp_path):
    path = a_file(tmp_path, b"\xef\xbb\xbfCode, Name ,KIND\r\n F1 , Surgery,GP\r\n,,\r\n")

    assert list(read_rows(path, columns=SERVICE_COLUMNS)) == [{"code": "F1", "name": "Surgery", "kind": "GP"}]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "must name these columns too: code, name, kind"),
        (b"code,name\nF1,Surgery\n", "must name these columns too: kind"),
        (b"code,name,kind\nF1,Caf\xe9,GP\n", "not UTF-8 text"),
        (b'code,name,kind\nF1,"' + b"x" * 200_000 + b'",GP\n', "not a CSV file"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, words):
    with pytest.raises(UnreadableList, match=words):
        list(read_rows(a_file(tmp_path, content), columns=SERVICE_COLUMNS))
