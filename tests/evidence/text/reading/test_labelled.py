import csv

import pytest

from evidence.text.reading.labelled import EARLIER, LABELLED, NotLabelled, read_earlier, read_labelled, read_meanings

COLUMNS = [
    "Trust",
    "Respondent ID",
    "Service type 1",
    "Service type 2",
    "FFT question",
    "FFT answer",
    "Comment sentiment",
    "Not assigned",
    "Staff manner",
    "Labelling not possible",
]


def write(file, columns, rows):
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([columns, *rows])


@pytest.fixture
def folder(tmp_path):
    write(
        tmp_path / LABELLED,
        COLUMNS,
        [
            ["A", "1", "111", "", "What was\ngood?", "Kind staff who listened well", "1", "", "1", ""],
            ["A", "1", "111", "", "Why?", "Did not answer", "", "", "", "1"],
            ["A", "2", "111", "", "Why?", "Hm", "", "1", "0", ""],
        ],
    )
    write(
        tmp_path / EARLIER,
        ["label", "subcategory", "feedback", "criticality", "question"],
        [
            ["Staff", "Manner", "Kind staff, who listened well!", "2", "Q1"],
            ["Care", "Time", "The wait was very long", "-2", "Q2"],
            ["Care", "Phone", "the wait was very long.", "-4", "Q2"],
            ["Care", "Phone", "Nothing", "NA", "Q2"],
            ["Care", "Phone", "Nothing", "0", "Q2"],
        ],
    )
    return tmp_path


def test_only_comments_that_could_be_labelled_are_taken(folder):
    first, second = read_labelled(folder)

    assert (first.respondent, first.labels, first.tone) == ("A 1", frozenset({"Staff manner"}), 1)
    assert first.question == "What was good?"
    assert (second.labels, second.tone) == (frozenset({"Not assigned"}), None)


def test_earlier_comments_leave_out_repeats_and_join_the_topics_of_one(folder):
    found = read_earlier(folder, known=read_labelled(folder))

    assert [comment.text for comment in found] == ["The wait was very long", "Nothing", "Nothing"]
    assert found[0].topics == {"Care", "Time", "Phone"}
    assert found[0].leaning == -4


def test_a_folder_without_comments_is_refused_by_name(tmp_path):
    with pytest.raises(NotLabelled, match="is not there"):
        read_labelled(tmp_path)


def test_a_file_with_other_columns_is_refused_by_name(tmp_path):
    write(tmp_path / LABELLED, ["id", "words"], [["1", "x"]])
    with pytest.raises(NotLabelled, match="has no column"):
        read_labelled(tmp_path)


def test_the_meanings_of_labels_are_read(tmp_path):
    file = tmp_path / "labels.json"
    file.write_text('{"themes": {"Manner": "staff-manner", "Other": null}}', encoding="utf-8")
    assert read_meanings(file) == {"Manner": "staff-manner", "Other": None}
