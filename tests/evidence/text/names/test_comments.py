from evidence.text.names.comments import comments_in, names_left_in

PHASE_ONE = "feedback\nThe staff were very frIendly indeed\nthe staff were VERY friendly indeed!\n"
LABELLED = (
    "Trust,Respondent ID,FFT answer\nA,1,A long enough comment\nA,1,Another comment of theirs\nA,2,Did not answer\n"
)


def test_comments_are_read_once_with_their_writers(tmp_path):
    folder = tmp_path / "comments"
    folder.mkdir()
    (folder / "phase1_labelled_comments.csv").write_text(PHASE_ONE)
    (folder / "pxqdc_labelled_comments.csv").write_text(LABELLED)
    comments = list(comments_in(tmp_path))
    assert [each.text for each in comments] == [
        "The staff were very friendly indeed",
        "A long enough comment",
        "Another comment of theirs",
    ]
    assert comments[1].group == comments[2].group != comments[0].group


def test_a_judged_name_is_marked_as_a_person_and_not_as_a_building():
    text = "Sarah rang. The Sarah Ward was clean."
    assert [text[start:end] for start, end in names_left_in(text)] == ["Sarah"]
