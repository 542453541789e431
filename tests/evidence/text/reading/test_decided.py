import pytest

from evidence.text.reading.decided import NotDecided, digests_of, read_decisions

HEAD = "person,text,question,service,themes,tone\n"


@pytest.fixture
def write(tmp_path):
    def _write(text):
        file = tmp_path / "decisions.csv"
        file.write_text(text, encoding="utf-8")
        return file

    return _write


def test_a_line_becomes_a_comment_with_its_themes_and_tone(write):
    held = read_decisions(write(HEAD + 'p1,"We waited, long.",What was good?,111,timeliness staff-manner,BAD\n'))

    (comment,) = held.comments
    assert (comment.text, comment.respondent, comment.tone) == ("We waited, long.", "p1", 4)
    assert comment.labels == {"timeliness", "staff-manner"}
    assert held.people == {"p1"}


def test_no_theme_and_no_tone_are_decisions_too_and_a_line_without_words_is_left_out(write):
    held = read_decisions(write(HEAD + "p1,Fine,,,,\np2, ,,,timeliness,\n"))
    assert [(comment.labels, comment.tone) for comment in held.comments] == [(frozenset(), None)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("person,text\n", "has no column “question”"),
        (HEAD + "p1,Fine,,,,LOVELY\n", "Line 2 of .* gives the tone “LOVELY”"),
        (HEAD + ",Fine,,,,\n", "does not say whose it is"),
        (HEAD + "p1,Fine\n", "not as many cells"),
    ],
)
def test_what_is_no_decision_is_named_with_its_line(write, text, says):
    with pytest.raises(NotDecided, match=says):
        read_decisions(write(text))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(NotDecided, match="no such file"):
        read_decisions(tmp_path / "none.csv")


def test_two_files_have_two_digests_and_people_are_known_by_digests_alone(write):
    first = read_decisions(write(HEAD + "p1,Fine,,,,\n"))
    second = read_decisions(write(HEAD + "p1,Fine.,,,,\n"))
    assert first.digest != second.digest
    assert digests_of(first.comments) == digests_of(second.comments)
    assert "p1" not in digests_of(first.comments)[0]
