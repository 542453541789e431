import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.feedback.imports.mapping import ColumnMapping, Meaning, Wording, check, guess, header_digest
from heard.feedback.imports.refusals import MappingDoesNotFit
from heard.feedback.imports.tables import Row
from tests.heard.feedback.sheets import HEADER, ROWS


def rows(*cells):
    return [Row(number=number, cells=each) for number, each in enumerate(cells, start=2)]


def guessed(header, *cells):
    return guess(header, rows(*cells)).columns


def test_a_usual_file_is_guessed_whole():
    assert list(guessed(HEADER, *ROWS).values()) == [
        Meaning.KEY,
        Meaning.RESPONDENT,
        Meaning.DATE,
        Meaning.SERVICE,
        Meaning.RATING,
        Meaning.QUESTION,
        Meaning.WORDS,
    ]


@pytest.mark.parametrize(
    ("name", "cell", "meaning"),
    [
        ("Please tell us why you gave this answer", "Because they were kind to us", Meaning.WORDS),
        ("What was good?", "The staff and the tea", Meaning.WORDS),
        ("Ward", "Example Ward", Meaning.SERVICE),
        ("ODS code", "A81001", Meaning.SERVICE_CODE),
        ("Sentiment", "3", Meaning.TONE),
        ("How likely are you to recommend us?", "Extremely likely", Meaning.RATING),
        ("Overall experience", "Very good", Meaning.RATING),
        ("FFT categorical answer", "1", Meaning.RATING),
        ("Positive experience", "1", Meaning.NOTHING),
        ("Submitted", "01/02/2021", Meaning.DATE),
        ("Themes", "Staff; Parking", Meaning.THEMES),
        ("Shoe size", "9", Meaning.NOTHING),
    ],
)
def test_a_column_is_guessed_by_its_name_and_what_it_holds(name, cell, meaning):
    assert guessed((name,), (cell,))[name] == meaning


def test_columns_of_marks_are_themes_where_there_are_some():
    header = ("Comment", "Parking", "Food", "Staff", "Discharge", "Person identifiable info?")
    found = guessed(header, ("Long words about it", "1", "", "", "", ""), ("More words", "", "1", "1", "", ""))
    assert [name for name, meaning in found.items() if meaning == Meaning.THEME] == [
        "Parking",
        "Food",
        "Staff",
        "Discharge",
    ]


def test_a_key_that_comes_twice_is_no_key():
    assert guessed(("ID", "Comment"), ("1", "some words"), ("1", "more words"))["ID"] == Meaning.NOTHING


def test_a_key_with_one_slip_is_a_key_still():
    cells = [(f"c{number}", "some words here") for number in range(30)]
    assert guessed(("Comment ID", "Comment"), *cells, cells[0])["Comment ID"] == Meaning.KEY


def test_the_wording_is_guessed_by_the_answers_and_by_the_name():
    assert guess(("FFT",), rows(("Extremely likely",))).wording == Wording.OLD
    assert guess(("Would you recommend us",), rows(("1",), ("2",))).wording == Wording.OLD
    assert guess(("FFT rating",), rows(("1",), ("5",))).wording == Wording.NEW


def test_months_come_first_only_where_the_rows_say_so():
    assert guess(("Date",), rows(("09/30/2021",), ("01/02/2021",))).is_month_first
    assert not guess(("Date",), rows(("30/09/2021",), ("01/02/2021",))).is_month_first
    assert not guess(("Date",), rows(("01/02/2021",))).is_month_first


def test_a_column_that_is_missing_is_named():
    with pytest.raises(MappingDoesNotFit, match="Comment"):
        check(ColumnMapping(columns={"Comment": Meaning.WORDS}), ("Date", "Words"))


def test_a_column_left_out_may_be_missing():
    check(ColumnMapping(columns={"Gone": Meaning.NOTHING, "Words": Meaning.WORDS}), ("Words",))


def test_without_words_and_ratings_there_is_nothing_to_import():
    with pytest.raises(MappingDoesNotFit, match="wrote"):
        check(ColumnMapping(columns={"Date": Meaning.DATE}), ("Date",))
    check(ColumnMapping(columns={"Score": Meaning.RATING}), ("Score",))


def test_two_columns_cannot_both_be_the_date():
    columns = {"A": Meaning.DATE, "B": Meaning.DATE, "C": Meaning.WORDS}
    with pytest.raises(MappingDoesNotFit, match="date"):
        check(ColumnMapping(columns=columns), ("A", "B", "C"))


@given(
    st.builds(
        ColumnMapping,
        columns=st.dictionaries(st.text(max_size=20), st.sampled_from(Meaning)),
        wording=st.sampled_from(Wording),
        is_month_first=st.booleans(),
    )
)
def test_what_is_kept_is_what_was_chosen(mapping):
    again = ColumnMapping.from_json(mapping.as_json())
    used = {name: meaning for name, meaning in mapping.columns.items() if meaning != Meaning.NOTHING}
    assert (again.columns, again.wording, again.is_month_first) == (used, mapping.wording, mapping.is_month_first)


def test_a_mapping_kept_by_a_later_version_does_no_harm():
    assert ColumnMapping.from_json({"columns": {"A": "NEWER", "B": "WORDS"}, "wording": "newest"}).columns == {
        "B": Meaning.WORDS
    }


def test_a_header_is_known_again_in_any_case_but_not_in_another_order():
    assert header_digest(("A", "b")) == header_digest(("a", "B"))
    assert header_digest(("A", "b")) != header_digest(("b", "A"))


@given(st.lists(st.text(max_size=15), min_size=1, max_size=6, unique=True), st.data())
def test_any_file_gets_a_guess_that_can_be_read(header, data):
    cells = st.lists(st.text(max_size=20), min_size=0, max_size=len(header))
    found = guess(header, [Row(number=2, cells=tuple(data.draw(cells)))])
    assert set(found.columns) == set(header)
